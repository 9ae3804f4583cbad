import { liveQuery } from 'dexie';
import { canonicalJson } from '#domain/canonical/json.ts';
import type { Collection, CollectionFields } from '#domain/records/collections.ts';
import type { ToastWords } from '#ui/toasts.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { findRecord } from './records.ts';

/**
 * For a toast with an undo that is right on any page: it stays as long as the fields that the undo
 * would write are what they are now, and goes when anyone changes one of them, or when a record or
 * its database is gone. Call it when what is to be undone is stored.
 */
export function whileUnchanged<C extends Collection>(
  db: BansoDatabase,
  collection: C,
  ids: readonly string[],
  fields: readonly (keyof CollectionFields[C])[],
): Pick<ToastWords, 'until' | 'outlivesPage'> {
  const until: ToastWords['until'] = (end) => {
    let first: string | undefined;
    const subscription = liveQuery(() =>
      Promise.all(ids.map((id) => findRecord(db, collection, id))),
    ).subscribe({
      next(records) {
        const now = canonicalJson(
          records.map((record) => (record ? fields.map((field) => record.fields[field] ?? null) : null)),
        );
        first ??= now;
        if (now !== first) end();
      },
      error: end,
    });
    return () => subscription.unsubscribe();
  };
  return { until, outlivesPage: true };
}
