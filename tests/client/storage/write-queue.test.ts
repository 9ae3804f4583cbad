import { describe, expect, it } from 'vitest';
import { createWriteQueue, EditGivenUp, type WriteDesk } from '#client/storage/write-queue.ts';
import type { JournalEntry } from '#client/storage/typing-journal.ts';
import { NotCanonicalError } from '#domain/canonical/json.ts';

const full = (): DOMException => new DOMException('full', 'QuotaExceededError');

/** A device that saves when it is told to, and its journal. */
function slowDevice() {
  const saves: { edit: object; seq: number; done: () => void; fail: (error: Error) => void }[] = [];
  const journal = new Map<string, object>();
  const kept: JournalEntry[] = [];
  const told: unknown[] = [];
  const desk: WriteDesk = {
    pageId: 'page',
    save: (_collection, _recordId, edit, seq) =>
      new Promise((done, fail) => saves.push({ edit, seq, done, fail })),
    keep: (entry) => {
      kept.push(entry);
      journal.set(entry.recordId, entry.edit);
    },
    drop: (recordId) => journal.delete(recordId),
    tell: (error) => told.push((error as Error | undefined)?.message),
  };
  return { saves, journal, kept, told, queue: createWriteQueue(desk) };
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
    const { saves, journal, told, queue } = slowDevice();
    const late = queue.write('visits', 'v', { notes: '冷', purpose: '見積' });
    saves[0]!.fail(full());
    await queue.written('v');
    expect(journal.get('v')).toEqual({ notes: '冷', purpose: '見積' });
    expect(told).toEqual(['full']);
    const next = queue.write('visits', 'v', { notes: '冷凍' });
    expect(saves[1]!.edit).toEqual({ notes: '冷凍', purpose: '見積' });
    saves[1]!.done();
    // Durable with the later one: whoever waited for it hears so.
    await Promise.all([late, next]);
    expect(told).toEqual(['full', undefined]);
  });

  it('that the device could not keep can be found and listed until they are durable, and go when they are tried again', async () => {
    const { saves, told, queue } = slowDevice();
    const late = queue.write('visits', 'v', { notes: '冷' });
    expect(queue.find('v')?.edit).toEqual({ notes: '冷' });
    expect(queue.listStuck()).toEqual([]);
    saves[0]!.fail(full());
    await queue.written('v');
    const stuck = { collection: 'visits', recordId: 'v', pageId: 'page', seq: 1, edit: { notes: '冷' } };
    expect(queue.listStuck()).toEqual([stuck]);
    for (const again of [1, 2]) {
      queue.hasten();
      // While it is being tried it is no less unsaved.
      expect(queue.listStuck()).toEqual([stuck]);
      expect(saves).toHaveLength(again + 1);
      saves[again]!.fail(full());
      await queue.written('v');
    }
    expect(told).toEqual(['full', 'full', 'full']);
    queue.hasten();
    saves[3]!.done();
    await late;
    await queue.written('v');
    expect([queue.listStuck(), queue.find('v')]).toEqual([[], undefined]);
    expect(told.at(-1)).toBeUndefined();
  });

  it('are told to be kept again when those of all records are', async () => {
    const { saves, told, queue } = slowDevice();
    void queue.write('visits', 'v', { notes: '冷' });
    void queue.write('leads', 'l', { about: '貸' });
    for (const { fail } of saves) fail(full());
    await queue.settled();
    queue.hasten();
    saves[2]!.done();
    await queue.written('v');
    expect(told).toEqual(['full', 'full']);
    saves[3]!.done();
    await queue.written('l');
    expect(told).toEqual(['full', 'full', undefined]);
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

  it('are counted over all records of the page, so that each says up to where it is durable', async () => {
    const { saves, kept, queue } = slowDevice();
    void queue.write('visits', 'v', { notes: '冷' });
    void queue.write('leads', 'l', { about: '貸' });
    void queue.write('visits', 'v', { notes: '冷凍' });
    void queue.write('visits', 'v', { notes: '冷凍設備' });
    expect(kept.map(({ collection, recordId, pageId, seq }) => [collection, recordId, pageId, seq])).toEqual([
      ['visits', 'v', 'page', 1],
      ['leads', 'l', 'page', 2],
      ['visits', 'v', 'page', 3],
      ['visits', 'v', 'page', 4],
    ]);
    saves.forEach(({ done }) => done());
    await expect.poll(() => saves.length).toBe(3);
    // What came meanwhile is one transaction, which is as far as its last edit.
    expect(saves.map(({ seq }) => seq)).toEqual([1, 2, 4]);
  });

  it('clear a field, in the journal too, where nothing is given for it', async () => {
    const { saves, journal, queue } = slowDevice();
    void queue.write('visits', 'v', { notes: undefined, purpose: null });
    expect(saves[0]!.edit).toEqual({ notes: null, purpose: null });
    expect(journal.get('v')).toEqual({ notes: null, purpose: null });
  });

  it('that failed stay below what was typed while they were under way', async () => {
    const { saves, journal, queue } = slowDevice();
    const lost = queue.write('visits', 'v', { notes: '冷', purpose: '見積' });
    const next = queue.write('visits', 'v', { notes: '冷凍' });
    saves[0]!.fail(full());
    await queue.written('v');
    void queue.hasten();
    expect(saves[1]!.edit).toEqual({ notes: '冷凍', purpose: '見積' });
    saves[1]!.done();
    await Promise.all([lost, next]);
    await queue.written('v');
    expect(journal.has('v')).toBe(false);
  });

  it('that failed twice are kept whole until one goes through', async () => {
    const { saves, journal, queue } = slowDevice();
    for (const edit of [{ notes: '冷' }, { purpose: '見積' }]) {
      void queue.write('visits', 'v', edit);
      saves.at(-1)!.fail(full());
      await queue.written('v');
    }
    expect(journal.get('v')).toEqual({ notes: '冷', purpose: '見積' });
    const last = queue.write('visits', 'v', { issues: [] });
    expect(saves.at(-1)!.edit).toEqual({ notes: '冷', purpose: '見積', issues: [] });
    saves.at(-1)!.done();
    await last;
    await queue.written('v');
    expect(journal.has('v')).toBe(false);
    // Now that it is durable, it does not come again.
    void queue.write('visits', 'v', { notes: '冷凍' });
    expect(saves.at(-1)!.edit).toEqual({ notes: '冷凍' });
  });

  it('that could not be saved are given up when their person says so', async () => {
    const { saves, journal, told, queue } = slowDevice();
    const lost = queue.write('visits', 'v', { notes: '冷' });
    saves[0]!.fail(full());
    await queue.written('v');
    queue.forget('v');
    // Never as if it were durable.
    await expect(lost).rejects.toBeInstanceOf(EditGivenUp);
    expect(journal.has('v')).toBe(false);
    expect(told).toEqual(['full', undefined]);
    void queue.write('visits', 'v', { purpose: '見積' });
    expect(saves[1]!.edit).toEqual({ purpose: '見積' });
  });

  it('are awaited to the last, whether they can be saved or not, and not where there are none', async () => {
    const { saves, queue } = slowDevice();
    await queue.written('v');
    void queue.write('visits', 'v', { notes: '冷' });
    void queue.write('visits', 'v', { notes: '冷凍' });
    let isWritten = false;
    const written = queue.written('v').then(() => (isWritten = true));
    saves[0]!.done();
    await expect.poll(() => saves.length).toBe(2);
    expect(isWritten).toBe(false);
    saves[1]!.fail(full());
    await written;
  });

  it('go at once a single time, however often the page is about to be left', async () => {
    const { saves, journal, queue } = slowDevice();
    const early = queue.write('visits', 'v', { notes: '冷', purpose: '見積' });
    const late = queue.write('visits', 'v', { notes: '冷凍' });
    queue.hasten();
    queue.hasten();
    expect(saves).toHaveLength(2);
    saves[0]!.done();
    await early;
    expect(journal.get('v')).toEqual({ notes: '冷凍', purpose: '見積' });
    saves[1]!.done();
    await late;
    await queue.written('v');
    expect(journal.has('v')).toBe(false);
  });

  it('that fail do not come back over what a later one, which held them, has made durable', async () => {
    const { saves, queue } = slowDevice();
    const early = queue.write('visits', 'v', { notes: '冷', purpose: '見積' });
    const late = queue.write('visits', 'v', { notes: '冷凍' });
    queue.hasten();
    saves[0]!.fail(full());
    await new Promise((resolve) => setTimeout(resolve));
    saves[1]!.done();
    await Promise.all([early, late]);
    await queue.written('v');
    void queue.write('visits', 'v', { purpose: '発注' });
    expect(saves[2]!.edit).toEqual({ purpose: '発注' });
  });

  it('that fail one after the other come back whole, with the newest values', async () => {
    const { saves, journal, queue } = slowDevice();
    const early = queue.write('visits', 'v', { notes: '冷', purpose: '見積' });
    const late = queue.write('visits', 'v', { notes: '冷凍' });
    queue.hasten();
    for (const { fail } of saves) fail(full());
    await queue.written('v');
    expect(journal.get('v')).toEqual({ notes: '冷凍', purpose: '見積' });
    void queue.write('visits', 'v', { issues: [] });
    expect(saves[2]!.edit).toEqual({ notes: '冷凍', purpose: '見積', issues: [] });
    saves[2]!.done();
    await Promise.all([early, late]);
  });
});
