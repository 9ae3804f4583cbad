import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BansoDatabase, type KeptKeying } from '#client/storage/database.ts';
import { sendKeyedEntries } from '#client/sync/send-keyed-entries.ts';
import type { KeyedEntry } from '#protocol/keying.ts';

const NOW = '2026-11-20T03:00:00.000Z';
const now = () => NOW;
let db: BansoDatabase;
let asked: KeyedEntry[];
let answer: (entry: KeyedEntry) => { status: number; body: object };

beforeEach(() => {
  db = new BansoDatabase('centre', 'sato', { indexedDB: new IDBFactory(), IDBKeyRange });
  asked = [];
  answer = (entry) => taken(entry, 'e1');
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('fetch', async (_path: string, { body }: { body: string }) => {
    const entry = JSON.parse(body) as KeyedEntry;
    asked.push(entry);
    const reply = answer(entry);
    if (reply.status === 0) throw new TypeError('no network');
    return new Response(JSON.stringify(reply.body), { status: reply.status });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  db.close();
});

function taken({ id, sheetId }: KeyedEntry, epoch: string) {
  const body = { entryId: id, sheetId, status: 'awaitingSecond', isSecondPlanned: true, epoch };
  return { status: 200, body };
}
const refused = (status: number, code: string) => ({ status, body: { code, title: code, status } });
const keep = (given: Partial<KeptKeying>): Promise<string> =>
  db.keyedEntries.add({
    id: 'one',
    surveyId: 's',
    sheetId: 'sheet',
    pass: 1,
    number: '1',
    questionnaireId: 'q',
    questionnaireRevision: 1,
    session: {
      values: { a: 'x' },
      attempts: {},
      position: 1,
      typing: { typed: '', chosen: null },
      keystrokes: 2,
      signal: 'finished',
    },
    startedAt: NOW,
    activeSeconds: 1.4,
    finishedAt: NOW,
    ...given,
  });

describe('what was keyed of sheets', () => {
  it('is sent once it is finished, kept, and not sent again in the same epoch', async () => {
    await keep({});
    const { finishedAt: _, ...open } = (await db.keyedEntries.get('one'))!;
    await db.keyedEntries.add({ ...open, id: 'open' });
    expect(await sendKeyedEntries(db, now)).toEqual({ sent: 1, refused: 0, waiting: 0 });
    expect(asked.map(({ id }) => id)).toEqual(['one']);
    expect(await db.keyedEntries.get('one')).toMatchObject({ sent: { epoch: 'e1', at: NOW } });
    await sendKeyedEntries(db, now, 'e1');
    expect(asked).toHaveLength(1);
  });

  it('goes up again, first entries first, when an older state of the server was put back', async () => {
    const sent = { epoch: 'e1', at: NOW, status: 'done', isSecondPlanned: true } as const;
    await keep({ id: 'a-second', pass: 2, sent });
    await keep({ id: 'b-first', sent });
    answer = (entry) => taken(entry, 'e2');
    expect(await sendKeyedEntries(db, now, 'e2')).toMatchObject({ sent: 2 });
    expect(asked.map(({ id, isSecondPlanned }) => [id, isSecondPlanned])).toEqual([
      ['b-first', true],
      ['a-second', true],
    ]);
    await sendKeyedEntries(db, now, 'e2');
    expect(asked).toHaveLength(2);
  });

  it('stays where there is no network, and where the first entry has not come yet', async () => {
    await keep({ pass: 2 });
    answer = () => ({ status: 0, body: {} });
    await expect(sendKeyedEntries(db, now)).rejects.toThrow('could not be reached');
    answer = () => refused(404, 'keyed-sheet-unknown');
    expect(await sendKeyedEntries(db, now)).toEqual({ sent: 0, refused: 0, waiting: 1 });
    expect((await db.keyedEntries.get('one'))?.refusal).toBeUndefined();
    answer = (entry) => taken(entry, 'e1');
    expect(await sendKeyedEntries(db, now)).toMatchObject({ sent: 1 });
  });

  it('stays with the reason where the server does not take it, and the others go on', async () => {
    await keep({ id: 'bad', finishedAt: '2026-11-20T02:00:00.000Z' });
    await keep({ id: 'good' });
    answer = (entry) => (entry.id === 'bad' ? refused(404, 'code-unknown') : taken(entry, 'e1'));
    expect(await sendKeyedEntries(db, now)).toEqual({ sent: 1, refused: 1, waiting: 0 });
    expect((await db.keyedEntries.get('bad'))?.refusal).toEqual({
      code: 'code-unknown',
      title: 'code-unknown',
    });
    expect(await sendKeyedEntries(db, now, 'e1')).toEqual({ sent: 0, refused: 1, waiting: 0 });
  });

  it('is no fault of the entry when the person has to sign in, or may not do this', async () => {
    await keep({});
    for (const [status, code] of [
      [401, 'not-signed-in'],
      [403, 'forbidden'],
      [500, 'internal-error'],
    ] as const) {
      answer = () => refused(status, code);
      await expect(sendKeyedEntries(db, now)).rejects.toThrow(code);
    }
    expect((await db.keyedEntries.get('one'))?.refusal).toBeUndefined();
  });

  it('is forgotten a month after the server has it', async () => {
    const sent = { epoch: 'e1', status: 'done', isSecondPlanned: true } as const;
    await keep({ id: 'old', sent: { ...sent, at: '2026-10-01T00:00:00.000Z' } });
    await keep({ id: 'new', sent: { ...sent, at: '2026-11-01T00:00:00.000Z' } });
    await sendKeyedEntries(db, now, 'e1');
    expect(await db.keyedEntries.toCollection().primaryKeys()).toEqual(['new']);
  });
});
