import { shallowRef } from 'vue';
import { findStorageFault, type StorageFault } from '#client/storage/storage-fault.ts';
import type { JournalEntry } from '#client/storage/typing-journal.ts';

/** What this device does not do as it should: keep what is recorded, or give it back. */
export interface DeviceTrouble {
  /** Why, as far as the browser says. */
  fault: StorageFault;
  /** Nothing that the app could do has helped: its person has to know. */
  isLasting: boolean;
  /** What was entered and stands in the memory of this page only. */
  unsaved: readonly JournalEntry[];
}

/** The trouble there is; `watchDevice` sees to its end. */
export const deviceTrouble = shallowRef<DeviceTrouble | null>(null);

/** Counts how often the database was opened anew: what had asked it before has to ask again. */
export const reopenings = shallowRef(0);

/** Notes that something failed that the device's database should have done. */
export function noteFailure(error: unknown, unsaved = deviceTrouble.value?.unsaved ?? []): void {
  const before = deviceTrouble.value;
  const named = findStorageFault(error);
  // A full disk is told of once; what is tried upon it fails for no reason that a browser would name.
  const fault = named === 'failed' ? (before?.fault ?? named) : named;
  deviceTrouble.value = { fault, isLasting: fault !== 'failed' || (before?.isLasting ?? false), unsaved };
}

/** What can be said of input that is kept as it is typed. */
export function keptState(): 'saved' | 'full' | 'failed' {
  const { isLasting, fault } = deviceTrouble.value ?? {};
  if (!isLasting) return 'saved';
  return fault === 'full' ? 'full' : 'failed';
}
