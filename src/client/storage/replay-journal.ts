import { NotCanonicalError } from '#domain/canonical/json.ts';
import type { LocalRecord, BansoDatabase } from './database.ts';
import { isDurable } from './durable-marks.ts';
import { listJournal, parseJournalEntry, type StoredEntry } from './typing-journal.ts';
import { writeRecord, type Author } from './write-record.ts';

/**
 * Makes durable what pages that were closed, reloaded or killed had not, whether or not
 * their person ever comes back to them. What cannot be saved now stays for the next time.
 *
 * @throws why something could not be saved, after everything was tried.
 */
export async function replayJournal(db: BansoDatabase, author: Author): Promise<void> {
  const failures: unknown[] = [];
  for (const entry of listJournal(db.name)) {
    try {
      await replay(db, author, entry);
    } catch (error) {
      console.error('unsaved input could not be taken up', error);
      if (couldBeSaved(error)) failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** Not what has no form to be stored in, nor what this version of the app has no place for. */
function couldBeSaved(error: unknown): boolean {
  const isUnknown = error instanceof Error && error.name === 'InvalidTableError';
  return !isUnknown && !(error instanceof NotCanonicalError);
}

async function replay(db: BansoDatabase, author: Author, { key }: StoredEntry): Promise<void> {
  const saved = await db.transaction('rw', db.recordTables, async () => {
    // Read in here: the page may be alive in another tab, and further on than it was a moment ago.
    const text = localStorage.getItem(key);
    const entry = text === null ? undefined : parseJournalEntry(text);
    if (!entry || (await isDurable(db, entry))) return text;
    const record = await db.table<LocalRecord, string>(entry.collection).get(entry.recordId);
    // A late letter does not bring back what was deleted since.
    if (!record || record.deletedAt === null)
      await writeRecord(db, author, entry.collection, entry.recordId, entry.edit);
    return text;
  });
  if (saved === localStorage.getItem(key)) localStorage.removeItem(key);
}
