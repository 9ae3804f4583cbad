import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import type { OutboxEntry } from '#client/storage/database.ts';
import type { LocalRecord } from '#client/storage/database.ts';

/** What a full disk does: refuse a write at once, or the transaction that holds it. */
export type FullDisk = 'refusesWrites' | 'abortsTransactions';

/** Is told of each change that a transaction puts into the outbox, before the record is written. */
export type OutboxWatcher = (
  entry: OutboxEntry,
  before: LocalRecord | undefined,
  transaction: IDBTransaction,
) => void;

/* What fake-indexeddb holds inside; a browser does the same out of sight. */
interface RawTransaction {
  db: IDBDatabase;
  _started: boolean;
  _state: string;
  _requests: unknown[];
  _rollbackLog: (() => void)[];
  _markFinished: () => void;
  _abort: (error: string) => void;
}
interface RawConnection {
  _closePending: boolean;
  _closed: boolean;
}
interface RawDatabase {
  transactions: RawTransaction[];
  connections: RawConnection[];
  rawObjectStores: Map<string, { records: RawRows; rawIndexes: Map<string, { records: RawRows }> }>;
  processTransactions: () => void;
}
interface RawRows {
  values: () => Iterable<{ key: unknown; value: unknown }>;
  clear: () => void;
  get: (key: IDBValidKey) => { value: unknown } | undefined;
}

/** By the name of the database, which each device has its own. */
const storages = new Map<string, DeviceStorage>();
/** Engines with a database of that name as a new app makes it: to make one anew takes longer than to empty it. */
const engines = new Map<string, IDBFactory>();

/** The disk of a device: its database, which outlives pages, can be full, and can be looked at from outside. */
export class DeviceStorage {
  readonly engine: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange };
  full: FullDisk | undefined;

  constructor(
    readonly databaseName: string,
    readonly watchOutbox: OutboxWatcher,
  ) {
    this.engine = DeviceStorage.engineOf(databaseName);
    this.empty();
    storages.set(databaseName, this);
  }

  /** The engine of a database. One that has made its database before takes fewer steps to open it than a new one. */
  static engineOf(databaseName: string): DeviceStorage['engine'] {
    const indexedDB = engines.get(databaseName) ?? new IDBFactory();
    engines.set(databaseName, indexedDB);
    return { indexedDB, IDBKeyRange };
  }

  static isMade(databaseName: string): boolean {
    return engines.has(databaseName);
  }

  /** Forgets all devices. */
  static clear(): void {
    storages.clear();
  }

  static of(databaseName: string): DeviceStorage | undefined {
    return storages.get(databaseName);
  }

  /** What a store holds at this moment, as it is: not to be altered. */
  rows<Row>(store: string): Row[] {
    const rows = this.raw?.rawObjectStores.get(store)?.records.values() ?? [];
    return Array.from(rows, ({ value }) => value as Row);
  }

  row<Row>(store: string, key: IDBValidKey): Row | undefined {
    return this.raw?.rawObjectStores.get(store)?.records.get(key)?.value as Row | undefined;
  }

  /** A copy of all that is committed, by store. */
  copyRows(): Map<string, unknown[]> {
    return new Map(
      [...(this.raw?.rawObjectStores.keys() ?? [])].map((store) => [
        store,
        structuredClone(this.rows(store)),
      ]),
    );
  }

  /**
   * The page behind a connection is gone between two of its steps: what its transactions had
   * written is undone, and it never hears of anything again.
   */
  cutOff(connection: IDBDatabase | null): void {
    for (const transaction of this.openTransactions(connection)) {
      for (const undo of transaction._rollbackLog.reverse()) undo();
      transaction._rollbackLog = [];
      transaction._requests = [];
      transaction._markFinished();
    }
    this.end(connection);
  }

  /** The browser takes the connection away from a page that lives on; what it was doing fails. */
  loseConnection(connection: IDBDatabase | null): void {
    for (const transaction of this.openTransactions(connection)) transaction._abort('UnknownError');
    this.end(connection);
  }

  private empty(): void {
    const { raw } = this;
    if (!raw) return;
    raw.transactions = [];
    raw.connections = [];
    for (const { records, rawIndexes } of raw.rawObjectStores.values())
      for (const rows of [records, ...[...rawIndexes.values()].map((index) => index.records)]) rows.clear();
  }

  private openTransactions(connection: IDBDatabase | null): RawTransaction[] {
    return (this.raw?.transactions ?? []).filter(
      ({ db, _state }) => db === connection && _state !== 'finished',
    );
  }

  private end(connection: IDBDatabase | null): void {
    const { raw } = this;
    if (!raw || !connection) return;
    const gone = connection as unknown as RawConnection;
    gone._closePending = true;
    gone._closed = true;
    raw.connections = raw.connections.filter((other) => other !== gone);
    // Those of other pages have waited for it.
    raw.processTransactions();
  }

  private get raw(): RawDatabase | undefined {
    const { _databases } = this.engine.indexedDB as unknown as { _databases: Map<string, RawDatabase> };
    return _databases.get(this.databaseName);
  }
}

for (const method of ['put', 'add'] as const) {
  const original = IDBObjectStore.prototype[method];
  IDBObjectStore.prototype[method] = function (this: IDBObjectStore, ...given: [unknown, IDBValidKey?]) {
    const storage = storages.get(this.transaction.db.name);
    if (storage && this.transaction.mode === 'readwrite') watchWrite(storage, this, given[0]);
    return original.apply(this, given);
  };
}

function watchWrite(storage: DeviceStorage, { name, transaction }: IDBObjectStore, value: unknown): void {
  if (storage.full === 'refusesWrites') throw new DOMException('the disk is full', 'QuotaExceededError');
  if (storage.full === 'abortsTransactions')
    queueMicrotask(() => abort(transaction as unknown as RawTransaction));
  if (name !== 'outbox') return;
  const entry = value as OutboxEntry;
  const before = storage.row<LocalRecord>(entry.change.collection, entry.recordId);
  storage.watchOutbox(entry, before, transaction);
}

function abort(transaction: RawTransaction): void {
  if (transaction._state !== 'finished') transaction._abort('QuotaExceededError');
}
