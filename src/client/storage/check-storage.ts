import Dexie, { type DexieOptions } from 'dexie';
import { isStorageFull } from './is-storage-full.ts';

/** What a browser does with what a page gives it to keep: keeps it, has no room, refuses on principle, or fails. */
export type StorageAnswer = 'keeps' | 'full' | 'refuses' | 'fails';

/** How browsers refuse: by these names, or by having no databases at all. */
const REFUSALS: readonly unknown[] = [
  'SecurityError',
  'InvalidStateError',
  'NotAllowedError',
  'InvalidAccessError',
  'MissingAPIError',
];

/**
 * Tries whether this browser keeps anything on this device: in private windows and where site data is
 * blocked some refuse to open a database, and others only to write to it.
 *
 * @param engine another IndexedDB than the browser's, for tests.
 */
export async function checkStorage(
  engine: Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'> = {},
): Promise<StorageAnswer> {
  try {
    localStorage.getItem('banso');
    const db = new Dexie('banso-storage-check', engine);
    db.version(1).stores({ checks: 'id' });
    await db.table('checks').put({ id: 1 });
    await db.delete();
    return 'keeps';
  } catch (error) {
    console.warn('this browser does not keep what it is given', error);
    if (isStorageFull(error)) return 'full';
    return isRefusal(error) ? 'refuses' : 'fails';
  }
}

function isRefusal(error: unknown): boolean {
  const { name, inner } = (error ?? {}) as { name?: unknown; inner?: unknown };
  return REFUSALS.includes(name) || (inner !== undefined && inner !== error && isRefusal(inner));
}
