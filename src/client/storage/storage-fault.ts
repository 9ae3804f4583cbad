import { isStorageFull } from './is-storage-full.ts';

/**
 * Why the device's database does not do as it should: there is no room; a newer version of the app
 * has it already, in another tab; the browser's settings forbid it; or something else, of which
 * browsers tell nothing that would help a person (a lost connection, a damaged file, a tab in the way).
 */
export type StorageFault = 'full' | 'newer' | 'refused' | 'failed';

const BY_NAME: ReadonlyMap<unknown, StorageFault> = new Map([
  ['VersionError', 'newer'],
  ['SecurityError', 'refused'],
  ['NotAllowedError', 'refused'],
]);

/** Reads the reason out of an error of IndexedDB or Dexie; it may lie within another error. */
export function findStorageFault(error: unknown): StorageFault {
  if (isStorageFull(error)) return 'full';
  const { name, inner } = (error ?? {}) as { name?: unknown; inner?: unknown };
  const fault = BY_NAME.get(name);
  if (fault) return fault;
  return inner !== undefined && inner !== error ? findStorageFault(inner) : 'failed';
}
