import Dexie, { type Table } from 'dexie';
import { shallowRef } from 'vue';
import type { Instant } from '#domain/canonical/dates.ts';
import { withoutUnstorable } from '#domain/canonical/storable-text.ts';
import type { SessionResponse } from '#protocol/session.ts';
import { BansoDatabase, type DeviceSchema } from '#client/storage/database.ts';
import { markDurable } from '#client/storage/durable-marks.ts';
import { identifyDatabase } from '#client/storage/identify-database.ts';
import { letGoWhenPutAside } from '#client/storage/let-go.ts';
import { newId } from '#client/storage/new-id.ts';
import { dropFromJournal, keepInJournal, listJournal } from '#client/storage/typing-journal.ts';
import { UnsentMemory, type WrittenState } from '#client/storage/unsent-memory.ts';
import type { NewRecord, RecordEdit } from '#client/storage/write-many.ts';
import { createWriteQueue, type WriteDesk, type WriteQueue } from '#client/storage/write-queue.ts';
import {
  deleteRecord,
  settleConflict,
  writeRecord,
  type Author,
  type Edit,
} from '#client/storage/write-record.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import type { Collection } from '#domain/records/collections.ts';
import { deviceTrouble, noteFailure } from './device-trouble.ts';

/** Who is signed in on this device, without the time at which the server said so. */
export type Session = Omit<SessionResponse, 'serverTime'>;

/** What a signed-in person works with: who they are, their database, and the ways to record. */
export interface Workspace {
  /** As last heard; to be read when it is needed. */
  session: Session;
  db: BansoDatabase;
  /** Which database that is: another one under its name is not what was recorded in. */
  databaseId: string;
  /** What this page has written and the server is not known to have. */
  unsent: UnsentMemory;
  author: Author;
  now: () => Instant;
  newId: () => string;
  /**
   * Records an edit durably, see `writeRecord`. What comes while the device is still busy
   * with the record waits and is written together; until then a journal keeps it, so that
   * a page that dies loses nothing. Half characters, which no text can hold, are left out.
   * Where the device cannot keep it (`deviceTrouble`) it waits, and is tried again.
   */
  write<C extends Collection>(collection: C, recordId: string, edit: Edit<C>): Promise<void>;
  /** Records many new records and edits durably, all or none, see `writeMany`. */
  writeMany<C extends Collection>(
    collection: C,
    batch: { added: readonly NewRecord<C>[]; edited: readonly RecordEdit<C>[] },
    onProgress?: (done: number) => void,
  ): Promise<void>;
  /**
   * Does several writes in one transaction over these tables and the outbox, all or none. What it runs
   * may wait for nothing but the database.
   */
  writeTogether(tables: readonly Table[], write: () => Promise<void>): Promise<void>;
  /** Resolves when all that was written to a record so far has been saved, or could not be. */
  written(recordId: string): Promise<void>;
  /** What was entered of a record and is not durable, and when it will be. */
  findUnsaved: WriteQueue['find'];
  remove(collection: Collection, recordId: string): Promise<void>;
  settle(collection: Collection, recordId: string, conflictId: string, chosen: ChangeFields): Promise<void>;
}

const current = shallowRef<Workspace | null>(null);
let queue: WriteQueue | null = null;
let stopLettingGo: (() => void) | undefined;
const savedListeners = new Set<() => void>();

/**
 * Opens the person's database on this device, making it on first use.
 * @param schema other collections than the product's, for tests.
 */
export async function openWorkspace(session: Session, schema?: DeviceSchema): Promise<Workspace> {
  const db = new BansoDatabase(session.centre.id, session.user.id, {}, schema);
  stopLettingGo = letGoWhenPutAside(db);
  const { deviceId, databaseId } = await identifyDatabase(db);
  const now = () => new Date().toISOString();
  const author: Author = { userId: session.user.id, deviceId, now, newId };
  if (listJournal(db.name).length > 0) await takeUpJournal(db, author);
  const workspace: Workspace = {
    session,
    db,
    databaseId,
    unsent: new UnsentMemory(),
    author,
    now,
    newId,
    write(collection, recordId, edit) {
      const savable = withoutUnstorable(edit);
      // What belongs to a transaction is written in it, and together with it or not at all.
      return Dexie.currentTransaction
        ? writeAtOnce(workspace, collection, () => writeRecord(db, author, collection, recordId, savable))
        : announced(writes.write(collection, recordId, savable));
    },
    writeMany: (collection, batch, onProgress) =>
      // An import is seldom, and nothing that the first screen needs.
      import('#client/storage/write-many.ts').then(({ writeMany }) =>
        writeAtOnce(workspace, collection, async () => {
          await writeMany(db, author, collection, batch, onProgress);
          return undefined;
        }),
      ),
    writeTogether: (tables, write) =>
      writeAtOnce(workspace, tables, async () => {
        await write();
        return undefined;
      }),
    written: (recordId) => writes.written(recordId),
    findUnsaved: (recordId) => writes.find(recordId),
    async remove(collection, recordId) {
      await writes.written(recordId);
      await writeAtOnce(workspace, collection, () => deleteRecord(db, author, collection, recordId));
      writes.forget(recordId);
    },
    async settle(collection, recordId, conflictId, chosen) {
      await writes.written(recordId);
      await writeAtOnce(workspace, collection, () =>
        settleConflict(db, author, collection, recordId, conflictId, chosen),
      );
    },
  };
  const writes = createWriteQueue(journaled(workspace));
  queue = writes;
  current.value = workspace;
  document.addEventListener('visibilitychange', hasten);
  window.addEventListener('pagehide', hasten);
  return workspace;
}

/** Seldom anything stands in the journal; where it does, the first page already shows it. */
async function takeUpJournal(db: BansoDatabase, author: Author): Promise<void> {
  try {
    const { replayJournal } = await import('#client/storage/replay-journal.ts');
    await replayJournal(db, author);
  } catch (error) {
    noteFailure(error);
  }
}

/** How this page saves an edit: the mark says in the same transaction that the journal may forget it. */
function journaled(workspace: Workspace): WriteDesk {
  const { db, author } = workspace;
  const pageId = newId();
  return {
    pageId,
    keep: (entry) => keepInJournal(db.name, entry),
    drop: (recordId) => dropFromJournal(db.name, { pageId, recordId }),
    save: (collection, recordId, edit, seq) =>
      inThisDatabase(workspace, collection, async () => {
        const [state] = await Promise.all([
          writeRecord(db, author, collection, recordId, edit),
          markDurable(db, { pageId, recordId, seq }),
        ]);
        return state;
      }),
    tell(error) {
      if (error) noteFailure(error, queue?.listStuck());
      else if (deviceTrouble.value) deviceTrouble.value = null;
    },
  };
}

/** Writes what does not wait with the edits of its record: it is saved now, or its person is told. */
async function writeAtOnce(
  workspace: Workspace,
  target: Collection | readonly Table[],
  write: () => Promise<WrittenState | undefined>,
): Promise<void> {
  try {
    await announced(inThisDatabase(workspace, target, write));
  } catch (error) {
    noteFailure(error);
    throw error;
  }
}

/**
 * Writes in one transaction, and only in the database that the page has read: one that was made anew
 * under its name knows nothing of what was recorded, and the server would take it for another device's.
 */
async function inThisDatabase(
  { db, databaseId, unsent }: Workspace,
  target: Collection | readonly Table[],
  write: () => Promise<WrittenState | undefined>,
): Promise<void> {
  const larger = Dexie.currentTransaction;
  const state = await db.transaction(
    'rw',
    [...(typeof target === 'string' ? [db.table(target)] : target), db.outbox, db.shadows, db.meta],
    async () => {
      const [foundId, written] = await Promise.all([db.getMeta('databaseId'), write()]);
      if (foundId !== databaseId) throw new Error('the database is another one');
      return written;
    },
  );
  if (larger) larger.on('complete', () => unsent.remember(state));
  else unsent.remember(state);
}

/** The person turns to something else, or the page goes: what waits its turn goes now. */
function hasten({ type }: Event): void {
  if (type === 'pagehide' || document.visibilityState === 'hidden') queue?.hasten();
}

/** Tells the open workspace what the server says by now of its person and their centre. */
export function tellWorkspace(session: Session): void {
  const { user, centre } = current.value?.session ?? {};
  if (current.value && user?.id === session.user.id && centre?.id === session.centre.id)
    current.value.session = session;
}

/** Has everything saved that was typed; what the device could not keep stays in the journal. */
export async function flushWorkspace(): Promise<void> {
  queue?.hasten();
  await queue?.settled();
}

/** Closes the database; what it holds stays on the device for the person's return. */
export function closeWorkspace(): void {
  queue?.hasten();
  document.removeEventListener('visibilitychange', hasten);
  window.removeEventListener('pagehide', hasten);
  stopLettingGo?.();
  current.value?.db.close();
  current.value = null;
  queue = null;
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
  announce();
}

/** Tells that something waits to be sent. */
export function announce(): void {
  for (const listener of savedListeners) listener();
}
