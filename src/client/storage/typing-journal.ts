import type { Json } from '#domain/canonical/json.ts';
import type { Collection } from '#domain/records/collections.ts';
import { forgetRemembered } from './device-memory.ts';

/** Edits of one record that a page of this app had not made durable when it wrote them down. */
export interface JournalEntry {
  collection: Collection;
  recordId: string;
  /** The page that wrote it down; another tab, or the same one after a reload, is another page. */
  pageId: string;
  /** Counts the page's edits: the entry holds everything up to this one. */
  seq: number;
  edit: Record<string, Json>;
}

/** What stands in the journal, as it stands there. */
export interface StoredEntry {
  key: string;
  text: string;
}

/**
 * The only storage that a page can write to while it is dying: what IndexedDB has not
 * confirmed yet stands here, one key per record and page, and goes when it is durable.
 * A browser that keeps nothing here (full, or switched off) loses the net, not the records.
 */
export function keepInJournal(databaseName: string, entry: JournalEntry): void {
  try {
    localStorage.setItem(keyOf(databaseName, entry), JSON.stringify(entry));
  } catch (error) {
    console.warn('the journal of unsaved input cannot be kept', error);
  }
}

export function dropFromJournal(
  databaseName: string,
  entry: Pick<JournalEntry, 'pageId' | 'recordId'>,
): void {
  forgetRemembered(keyOf(databaseName, entry));
}

/** What any page left in the journal for a database, in no particular order. */
export function listJournal(databaseName: string): StoredEntry[] {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index)!);
    return keys
      .filter((key) => key.startsWith(prefixOf(databaseName)))
      .flatMap((key) => {
        const text = localStorage.getItem(key);
        return text === null ? [] : [{ key, text }];
      });
  } catch {
    // Storage that the browser refuses holds nothing.
    return [];
  }
}

/** Forgets all that pages left in the journal for a database. */
export function dropJournal(databaseName: string): void {
  for (const { key } of listJournal(databaseName)) localStorage.removeItem(key);
}

/** An entry as it was kept; `undefined` for what no version of this app has written. */
export function parseJournalEntry(text: string): JournalEntry | undefined {
  try {
    const { collection, recordId, pageId, seq, edit } = JSON.parse(text) as Partial<JournalEntry>;
    const isWhole = collection && recordId && pageId && typeof seq === 'number' && typeof edit === 'object';
    return isWhole ? { collection, recordId, pageId, seq, edit } : undefined;
  } catch {
    return undefined;
  }
}

function prefixOf(databaseName: string): string {
  return `banso.journal.${databaseName}.`;
}

function keyOf(
  databaseName: string,
  { pageId, recordId }: Pick<JournalEntry, 'pageId' | 'recordId'>,
): string {
  return `${prefixOf(databaseName)}${pageId}.${recordId}`;
}
