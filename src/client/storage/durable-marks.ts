import type { BansoDatabase, DurableMark } from './database.ts';
import type { JournalEntry } from './typing-journal.ts';

/** The marks kept: those of the last records. A browser that crashes brings back a journal of seconds ago, not of days. */
const KEPT_MARKS = 50;

/**
 * Notes, in the transaction that makes an edit durable, that it is: a browser that
 * crashes may bring a journal back that it had already been told to forget, and older
 * text must not be taken for unsaved text.
 */
export async function markDurable(db: BansoDatabase, { pageId, recordId, seq }: DurableMark): Promise<void> {
  const marks = (await db.getMeta('durableMarks')) ?? [];
  const others = marks.filter((mark) => mark.pageId !== pageId || mark.recordId !== recordId);
  await db.setMeta('durableMarks', [...others, { pageId, recordId, seq }].slice(-KEPT_MARKS));
}

/** Whether everything that an entry of the journal holds has become durable after all. */
export async function isDurable(db: BansoDatabase, entry: JournalEntry): Promise<boolean> {
  const marks = (await db.getMeta('durableMarks')) ?? [];
  return marks.some(
    ({ pageId, recordId, seq }) => pageId === entry.pageId && recordId === entry.recordId && seq >= entry.seq,
  );
}
