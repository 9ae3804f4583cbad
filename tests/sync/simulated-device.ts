import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { Collection } from '#domain/records/collections.ts';
import type { SyncServer } from '#client/api/sync-api.ts';
import { BansoDatabase, type OutboxEntry } from '#client/storage/database.ts';
import { deleteRecord, retryQuarantined, writeRecord, type Author } from '#client/storage/write-record.ts';
import { runSyncCycle } from '#client/sync/sync-cycle.ts';
import type { SeededRandom } from '#domain/canonical/seeded-random.ts';

/** An edit whose save was confirmed to the person. */
export interface ConfirmedEdit {
  collection: Collection;
  recordId: string;
  path: string;
  value: unknown;
}

/** The real storage and sync of the app on a phone of its own, which can be killed at any moment. */
export class SimulatedDevice {
  readonly confirmed: ConfirmedEdit[] = [];
  private readonly storage = new IDBFactory();
  private db: BansoDatabase;
  private author: Author;
  /** How many more transactions this process lives; undefined for long. */
  private transactionsToLive: number | undefined;

  constructor(
    readonly userId: string,
    private readonly centreId: string,
    private readonly random: SeededRandom,
    clock: () => number,
  ) {
    this.db = this.openDatabase();
    const now = (): string => new Date(clock()).toISOString();
    const newId = (): string => uuidV7(clock(), (count) => random.bytes(count));
    this.author = { userId, deviceId: newId(), now, newId };
  }

  async start(): Promise<void> {
    await this.db.setMeta('deviceId', this.author.deviceId);
  }

  get deviceId(): string {
    return this.author.deviceId;
  }

  get database(): BansoDatabase {
    return this.db;
  }

  newId(): string {
    return this.author.newId();
  }

  async edit(collection: Collection, recordId: string, fields: Record<string, unknown>): Promise<void> {
    await writeRecord(this.db, this.author, collection, recordId, fields);
    for (const [path, value] of Object.entries(fields))
      this.confirmed.push({ collection, recordId, path, value });
  }

  async remove(collection: Collection, recordId: string): Promise<void> {
    await deleteRecord(this.db, this.author, collection, recordId);
  }

  /** One round of sync; gives whether it came to its end. */
  async sync(server: SyncServer): Promise<boolean> {
    try {
      await runSyncCycle({ db: this.db, server, now: this.author.now });
      return true;
    } catch {
      return false;
    }
  }

  /** Syncs, and is killed between two of its transactions. */
  async syncAndDie(server: SyncServer): Promise<void> {
    this.transactionsToLive = this.random.below(8);
    await this.sync(server);
    this.restart();
  }

  /** The browser was killed and comes back with what was durable. */
  restart(): void {
    this.db.close();
    this.transactionsToLive = undefined;
    this.db = this.openDatabase();
  }

  /** The person sends again whatever the server would not take. */
  async retryQuarantined(): Promise<void> {
    for (const entry of await this.db.outbox.where('state').equals('quarantined').toArray()) {
      await retryQuarantined(this.db, this.author, entry);
    }
  }

  /** What has not been acknowledged. */
  listOutbox(): Promise<OutboxEntry[]> {
    return this.db.outbox.toArray();
  }

  private openDatabase(): BansoDatabase {
    const db = new BansoDatabase(this.centreId, this.userId, { indexedDB: this.storage, IDBKeyRange });
    const transaction = db.transaction.bind(db) as (...given: unknown[]) => unknown;
    db.transaction = ((...given: unknown[]) => {
      if (this.transactionsToLive !== undefined) {
        if (this.transactionsToLive === 0) {
          db.close();
          return Promise.reject(new Error('the tab was killed'));
        }
        this.transactionsToLive -= 1;
      }
      return transaction(...given);
    }) as typeof db.transaction;
    return db;
  }
}
