import type { Json } from '#domain/canonical/json.ts';
import { splitPath } from '#domain/sync/fields.ts';
import { findFieldName, nameOfCollection } from '#client/records/record-words.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { listUnkeptDrafts } from '#client/storage/form-draft.ts';
import type { JournalEntry } from '#client/storage/typing-journal.ts';

/** What was entered and no storage of this device keeps, as a text that people can read. */
export function writeOutUnsaved(db: BansoDatabase, unsaved: readonly JournalEntry[]): string {
  const records = unsaved.map(({ collection, recordId, edit }) => [
    `${nameOfCollection(collection)} (${recordId})`,
    ...Object.entries(edit).map(([path, value]) => {
      const [name, key] = splitPath(path);
      const label = findFieldName(collection, name) ?? name;
      return `  ${key === undefined ? label : `${label} ${key}`}: ${inWords(value)}`;
    }),
  ]);
  const forms = listUnkeptDrafts(db).map(({ name, text }) => [name, `  ${text}`]);
  return [...records, ...forms].map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function inWords(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
