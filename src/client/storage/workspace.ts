import { shallowRef } from 'vue';
import type { Instant } from '#domain/canonical/dates.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { SessionResponse } from '#protocol/session.ts';
import { BansoDatabase } from './database.ts';
import { writeMany, type NewRecord, type RecordEdit } from './write-many.ts';
import { deleteRecord, settleConflict, writeRecord, type Author, type Edit } from './write-record.ts';
import type { Collection, ChangeFields } from '#domain/sync/change.ts';

/** Who is signed in on this device, without the time at which the server said so. */
export type Session = Omit<SessionResponse, 'serverTime'>;

/** What a signed-in person works with: who they are, their database, and the ways to record. */
export interface Workspace {
  session: Session;
  db: BansoDatabase;
  author: Author;
  now: () => Instant;
  newId: () => string;
  /** Records an edit durably, see `writeRecord`. */
  write<C extends Collection>(collection: C, recordId: string, edit: Edit<C>): Promise<void>;
  /** Records many new records and edits durably, all or none, see `writeMany`. */
  writeMany<C extends Collection>(
    collection: C,
    batch: { added: readonly NewRecord<C>[]; edited: readonly RecordEdit<C>[] },
    onProgress?: (done: number) => void,
  ): Promise<void>;
  remove(collection: Collection, recordId: string): Promise<void>;
  settle(collection: Collection, recordId: string, conflictId: string, chosen: ChangeFields): Promise<void>;
}

const current = shallowRef<Workspace | null>(null);
const savedListeners = new Set<() => void>();

/** A new id of this device. */
export function newId(): string {
  return uuidV7(Date.now(), (count) => crypto.getRandomValues(new Uint8Array(count)));
}

/** Opens the person's database on this device, making it on first use. */
export async function openWorkspace(session: Session): Promise<Workspace> {
  const db = new BansoDatabase(session.centre.id, session.user.id);
  await db.open();
  let deviceId = await db.getMeta('deviceId');
  if (!deviceId) {
    deviceId = newId();
    await db.setMeta('deviceId', deviceId);
  }
  const now = () => new Date().toISOString();
  const author: Author = { userId: session.user.id, deviceId, now, newId };
  const workspace: Workspace = {
    session,
    db,
    author,
    now,
    newId,
    write: (collection, recordId, edit) => announced(writeRecord(db, author, collection, recordId, edit)),
    writeMany: (collection, batch, onProgress) => announced(writeMany(db, author, collection, batch, onProgress)),
    remove: (collection, recordId) => announced(deleteRecord(db, author, collection, recordId)),
    settle: (collection, recordId, conflictId, chosen) =>
      announced(settleConflict(db, author, collection, recordId, conflictId, chosen)),
  };
  current.value = workspace;
  document.addEventListener('visibilitychange', probe);
  return workspace;
}

/**
 * WebKit drops a page's connection to IndexedDB while it sleeps. Coming back, one small
 * read finds that out, and Dexie opens a new one before the person's first tap.
 */
function probe(): void {
  const db = current.value?.db;
  if (!db || document.visibilityState !== 'visible') return;
  db.getMeta('deviceId').catch(async () => {
    db.close({ disableAutoOpen: false });
    await db.open();
  });
}

/** Closes the database; what it holds stays on the device for the person's return. */
export function closeWorkspace(): void {
  document.removeEventListener('visibilitychange', probe);
  current.value?.db.close();
  current.value = null;
}

/** The open workspace, if someone is signed in. */
export function findWorkspace(): Workspace | null {
  return current.value;
}

/** The open workspace. @throws when nobody is signed in: pages behind the sign-in may rely on it. */
export function useWorkspace(): Workspace {
  if (!current.value) throw new Error('nobody is signed in on this device');
  return current.value;
}

/** Tells the listener after each durable save; gives the way to stop. */
export function onSaved(listener: () => void): () => void {
  savedListeners.add(listener);
  return () => savedListeners.delete(listener);
}

async function announced(saving: Promise<void>): Promise<void> {
  await saving;
  for (const listener of savedListeners) listener();
}
