import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeContinuation, readContinuation } from '#respondent/continuation.ts';
import { parseKeptResponse, type KeptResponse } from '#respondent/kept-response.ts';
import { takeOver } from '#respondent/response-keeper.ts';
import { MemoryStorage } from './memory-shelf.ts';

const kept = (parts: Partial<KeptResponse> = {}): KeptResponse => ({
  seed: 's',
  startedAt: '2026-11-20T00:00:00.000Z',
  answers: { industry: 'mfg' },
  answeredAt: { industry: '2026-11-20T00:01:00.000Z' },
  place: 'industry',
  ...parts,
});
const carriedBy = (link: string): string => link.split('#c=')[1]!;
const linkOf = (response: KeptResponse) => makeContinuation(response, '00000-00000', 'https://banso.example');

describe('a link to go on with', () => {
  it('is the page of the code, and carries what no server is sent', async () => {
    const { origin, pathname, search, hash } = new URL(await linkOf(kept()));
    expect(origin + pathname + search).toBe('https://banso.example/s/00000-00000');
    expect(hash).toMatch(/^#c=[\w-]+$/);
  });

  it('brings every answer along, whatever was written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer())),
        async (answers) => {
          const answeredAt = Object.fromEntries(
            Object.keys(answers).map((code) => [code, '2026-11-20T00:01:00.000Z']),
          );
          const response = JSON.parse(JSON.stringify(kept({ answers, answeredAt }))) as KeptResponse;
          const read = await readContinuation(carriedBy(await linkOf(response)));
          expect(parseKeptResponse(read ?? '')).toEqual(response);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('stays short enough for a mail: thirty answers and a long text', async () => {
    const codes = Array.from({ length: 30 }, (_, index) => `item_${index}`);
    const response = kept({
      answers: {
        ...Object.fromEntries(codes.map((code, index) => [code, `option_${index % 7}`])),
        wish: '販路を広げたいが人手が足りない。'.repeat(30),
      },
      answeredAt: Object.fromEntries(
        codes.map((code, index) => [code, `2026-11-20T00:${10 + index}:00.000Z`]),
      ),
    });
    expect((await linkOf(response)).length).toBeLessThan(2_000);
  });

  it('says when letters of it are missing or it is something else', async () => {
    const whole = carriedBy(await linkOf(kept()));
    for (const broken of [
      '',
      whole.slice(0, whole.length / 2),
      whole.slice(3),
      '%%%',
      'あ',
      'x'.repeat(500_000),
    ])
      expect(takeOver(new MemoryStorage().openTab(), 'code.1', await readContinuation(broken))).toBe(false);
  });

  it('never brings a submission or a receipt', async () => {
    const bytes = JSON.stringify({ ...kept(), submission: { id: '1' }, receipt: { receiptNumber: 'X' } });
    const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    const carried = Buffer.from(await new Response(stream).arrayBuffer()).toString('base64url');
    const read = parseKeptResponse((await readContinuation(carried)) ?? '');
    expect(read).toEqual(kept());
  });
});

describe('taking it in', () => {
  it('goes on with it where nothing was answered', () => {
    const shelf = new MemoryStorage().openTab();
    expect(takeOver(shelf, 'code.1', JSON.stringify(kept()))).toBe(true);
    expect(parseKeptResponse(shelf.find('code.1')!)).toEqual(kept());
  });

  it('keeps of each answer the later one where both have answered', () => {
    const shelf = new MemoryStorage().openTab();
    const here = kept({
      answers: { industry: 'farm', size: '5' },
      answeredAt: { industry: '2026-11-20T00:00:30.000Z', size: '2026-11-20T00:02:00.000Z' },
    });
    shelf.keep('code.1', JSON.stringify(here));
    takeOver(shelf, 'code.1', JSON.stringify(kept()));
    expect(parseKeptResponse(shelf.find('code.1')!)?.answers).toEqual({ industry: 'mfg', size: '5' });
  });

  it('changes nothing of what was sent here', () => {
    const shelf = new MemoryStorage().openTab();
    const sent = { ...kept(), answers: { industry: 'fish' }, submission: { id: '1' } };
    shelf.keep('code.1', JSON.stringify(sent));
    takeOver(shelf, 'code.1', JSON.stringify(kept()));
    expect(parseKeptResponse(shelf.find('code.1')!)).toEqual(sent);
  });
});
