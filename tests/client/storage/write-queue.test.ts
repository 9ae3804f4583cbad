import { describe, expect, it } from 'vitest';
import { createWriteQueue, type WriteDesk } from '#client/storage/write-queue.ts';
import { NotCanonicalError } from '#domain/canonical/json.ts';

/** A device that saves when it is told to, and its journal. */
function slowDevice() {
  const saves: { edit: object; seq: number; done: () => void; fail: (error: Error) => void }[] = [];
  const journal = new Map<string, object>();
  const desk: WriteDesk = {
    pageId: 'page',
    save: (_collection, _recordId, edit, seq) =>
      new Promise((done, fail) => saves.push({ edit, seq, done, fail })),
    keep: ({ recordId, edit }) => journal.set(recordId, edit),
    drop: (recordId) => journal.delete(recordId),
  };
  return { saves, journal, queue: createWriteQueue(desk) };
}

describe('writes of one record', () => {
  it('are two transactions for ten keystrokes: the first, and all that came meanwhile with the newest value', async () => {
    const { saves, queue } = slowDevice();
    const saving = Array.from('れいとうせつびのみつ', (_, index, text = 'れいとうせつびのみつ') =>
      queue.write('visits', 'v', { notes: text.slice(0, index + 1) }),
    );
    expect(saves.map(({ edit }) => edit)).toEqual([{ notes: 'れ' }]);
    saves[0]!.done();
    await saving[0];
    expect(saves.map(({ edit }) => edit)).toEqual([{ notes: 'れ' }, { notes: 'れいとうせつびのみつ' }]);
    saves[1]!.done();
    await Promise.all(saving);
    expect(saves).toHaveLength(2);
  });

  it('do not wait for those of another record', () => {
    const { saves, queue } = slowDevice();
    void queue.write('visits', 'v', { notes: '冷' });
    void queue.write('leads', 'l', { about: '凍' });
    expect(saves.map(({ edit }) => edit)).toEqual([{ notes: '冷' }, { about: '凍' }]);
  });

  it('stand in the journal from the keystroke on until they are durable', async () => {
    const { saves, journal, queue } = slowDevice();
    const first = queue.write('leads', 'l', { companyName: 'つがる' });
    expect(journal.get('l')).toEqual({ companyName: 'つがる' });
    const second = queue.write('leads', 'l', { contactPhone: '0172', companyName: 'つがるワ' });
    expect(journal.get('l')).toEqual({ companyName: 'つがるワ', contactPhone: '0172' });
    saves[0]!.done();
    await first;
    expect(journal.get('l')).toEqual({ companyName: 'つがるワ', contactPhone: '0172' });
    saves[1]!.done();
    await second;
    await queue.written('l');
    expect(journal.has('l')).toBe(false);
  });

  it('that the device could not keep go with the next one, below what is newer', async () => {
    const { saves, journal, queue } = slowDevice();
    const lost = queue.write('visits', 'v', { notes: '冷', purpose: '見積' });
    saves[0]!.fail(new DOMException('full', 'QuotaExceededError'));
    await expect(lost).rejects.toThrow('full');
    await queue.written('v');
    expect(journal.get('v')).toEqual({ notes: '冷', purpose: '見積' });
    void queue.write('visits', 'v', { notes: '冷凍' });
    expect(saves[1]!.edit).toEqual({ notes: '冷凍', purpose: '見積' });
  });

  it('that have no form to be stored in do not spoil the next one', async () => {
    const { saves, queue } = slowDevice();
    const lost = queue.write('accounts', 'a', { employeeCount: Number.NaN });
    saves[0]!.fail(new NotCanonicalError('/employeeCount', 'not a number'));
    await expect(lost).rejects.toThrow();
    await queue.written('a');
    void queue.write('accounts', 'a', { name: '八戸水産' });
    expect(saves[1]!.edit).toEqual({ name: '八戸水産' });
  });

  it('go at once when the page is about to be left', async () => {
    const { saves, queue } = slowDevice();
    void queue.write('visits', 'v', { notes: '冷', purpose: '見積' });
    void queue.write('visits', 'v', { notes: '冷凍' });
    queue.hasten();
    expect(saves.map(({ edit }) => edit)).toEqual([
      { notes: '冷', purpose: '見積' },
      { notes: '冷凍', purpose: '見積' },
    ]);
    saves.forEach(({ done }) => done());
    await queue.written('v');
  });
});
