import { syncServerOf, type SyncServer } from '#client/api/sync-api.ts';
import { fetchSession } from '#client/api/session-api.ts';
import { ApiProblem } from '#client/api/http.ts';
import { BansoDatabase, type OutboxEntry } from '#client/storage/database.ts';
import { markDurable } from '#client/storage/durable-marks.ts';
import { replayJournal } from '#client/storage/replay-journal.ts';
import { SCHEMA_VERSIONS } from '#client/storage/schema-versions.ts';
import { dropFromJournal, keepInJournal } from '#client/storage/typing-journal.ts';
import { createWriteQueue, type WriteQueue } from '#client/storage/write-queue.ts';
import { writeRecord, type Author } from '#client/storage/write-record.ts';
import { dropReplica } from '#client/sync/drop-replica.ts';
import { runSyncCycle } from '#client/sync/sync-cycle.ts';
import type { Json } from '#domain/canonical/json.ts';
import { isAllowed } from '#domain/access/permissions.ts';
import { COLLECTIONS, DEFINITIONS, type Collection, type Definitions } from '#domain/records/collections.ts';
import { DeviceStorage, type OutboxWatcher } from './device-storage.ts';
import type { SignedIn } from './simulated-centre.ts';
import type { Line, SimulatedNetwork } from './simulated-network.ts';

/** Where a device gets its time, its ids and its network. */
export interface Surroundings {
  network: SimulatedNetwork;
  nowMs: () => number;
  newId: (nowMs: number) => string;
  /** Tells of what no fault of the network or the disk explains. */
  complain: (what: string) => void;
  /** Whether a page syncs although another one of its device does. */
  doesLockRunOut: () => boolean;
}

/** What a device is made of. */
interface DeviceSetup {
  label: string;
  lineage: string;
  signedIn: SignedIn;
  /** Of another person, who may sign in on it. */
  otherCookie: string;
  centreId: string;
  surroundings: Surroundings;
  watchOutbox: OutboxWatcher;
}

/** The collections of an app that has not been updated for long. */
const OLD_COLLECTIONS: readonly Collection[] = ['accounts', 'contacts', 'visits', 'responses'];

/** A write of one record, to be made together with others. */
export interface TogetherWrite {
  collection: Collection;
  recordId: string;
  edit: Record<string, Json>;
}

/** A phone of one person: its disk, its clock, its link, and the pages of the app that are open on it. */
export class SimulatedDevice {
  readonly storage: DeviceStorage;
  readonly pages: Page[] = [];
  /** How far its clock is from the truth. */
  skewMs = 0;
  bytesWithinTime = Infinity;
  isAppOld = false;
  /** The page whose round of sync is under way. */
  isSyncing: Page | undefined;
  private readonly databaseCentre: string;

  readonly label: string;
  /** The device of which this one is a copy, or itself. */
  readonly lineage: string;
  readonly signedIn: SignedIn;
  readonly otherCookie: string;
  readonly surroundings: Surroundings;

  constructor({ label, lineage, signedIn, otherCookie, centreId, surroundings, watchOutbox }: DeviceSetup) {
    this.label = label;
    this.lineage = lineage;
    this.signedIn = signedIn;
    this.otherCookie = otherCookie;
    this.surroundings = surroundings;
    // On one machine each device has a database of its own by its name.
    this.databaseCentre = `${centreId}-${label}`;
    this.storage = new DeviceStorage(`banso-${this.databaseCentre}-${signedIn.person.userId}`, watchOutbox);
  }

  /**
   * Makes the database of a device of this label and person, unless an earlier run has: the same seed takes the same steps
   * whether it is a process's first run or its last.
   */
  static async prepare(centreId: string, label: string, userId: string): Promise<void> {
    const centre = `${centreId}-${label}`;
    const name = `banso-${centre}-${userId}`;
    if (DeviceStorage.isMade(name)) return;
    const db = new BansoDatabase(centre, userId, DeviceStorage.engineOf(name), {
      definitions: DEFINITIONS,
      versions: SCHEMA_VERSIONS,
    });
    await db.open();
    db.close();
  }

  nowMs(): number {
    return this.surroundings.nowMs() + this.skewMs;
  }

  newId(): string {
    return this.surroundings.newId(this.nowMs());
  }

  /** The collections that the app on it knows. */
  get collections(): readonly Collection[] {
    return this.isAppOld ? OLD_COLLECTIONS : COLLECTIONS;
  }

  /**
   * Opens the app as `openWorkspace` does.
   * @param fill is given the database before anything else uses it.
   */
  async openPage(fill: (db: BansoDatabase) => Promise<void> = async () => {}): Promise<Page> {
    const definitions: Definitions = Object.fromEntries(
      this.collections.map((collection) => [collection, DEFINITIONS[collection]]),
    );
    const db = new BansoDatabase(this.databaseCentre, this.signedIn.person.userId, this.storage.engine, {
      definitions,
      versions: SCHEMA_VERSIONS,
    });
    // They serve pages that watch the database; here none does.
    for (const name of ['Cache', 'Observability']) db.unuse({ stack: 'dbcore', name });
    const page = new Page(this, db);
    this.pages.push(page);
    await db.open();
    await fill(db);
    await page.start();
    return page;
  }
}

/** One page of the app, with the app's own storage and sync. It can be killed at any moment. */
export class Page {
  isAlive = true;
  isReady = false;
  /** What it is doing. */
  busy = 0;
  private author!: Author;
  private queue!: WriteQueue;
  private readonly line: Line;
  private readonly server: SyncServer;

  constructor(
    readonly device: SimulatedDevice,
    readonly db: BansoDatabase,
  ) {
    const { signedIn, otherCookie, label, surroundings } = device;
    this.line = {
      label,
      cookie: signedIn.cookie,
      otherCookie,
      get bytesWithinTime() {
        return device.bytesWithinTime;
      },
      isPageAlive: () => this.isAlive,
    };
    this.server = surroundings.network.connect(this.line, syncServerOf(device.signedIn.person.userId));
  }

  get writer(): Author {
    return this.author;
  }

  async start(): Promise<void> {
    const { device, db } = this;
    let deviceId = await db.getMeta('deviceId');
    if (!deviceId) {
      deviceId = device.newId();
      await db.setMeta('deviceId', deviceId);
    }
    const now = (): string => new Date(device.nowMs()).toISOString();
    this.author = { userId: device.signedIn.person.userId, deviceId, now, newId: () => device.newId() };
    // What cannot be saved now stays in the journal.
    await replayJournal(db, this.author).catch((error: unknown) => this.note(error));
    const pageId = device.newId();
    this.queue = createWriteQueue({
      pageId,
      keep: (entry) => keepInJournal(db.name, entry),
      drop: (recordId) => dropFromJournal(db.name, { pageId, recordId }),
      save: (collection, recordId, edit, seq) =>
        db.transaction('rw', [db.table(collection), db.outbox, db.shadows, db.meta], async () => {
          await Promise.all([
            writeRecord(db, this.author, collection, recordId, edit),
            markDurable(db, { pageId, recordId, seq }),
          ]);
        }),
      tell: () => {},
    });
    this.isReady = true;
  }

  write(collection: Collection, recordId: string, edit: Record<string, unknown>): Promise<void> {
    return this.queue.write(collection, recordId, edit);
  }

  /** Writes several records in one transaction, as the app's `writeTogether` does. */
  async writeTogether(
    collections: readonly Collection[],
    work: (
      write: (...write: [Collection, string, Record<string, Json>]) => Promise<unknown>,
    ) => Promise<void>,
  ): Promise<void> {
    const { db, author } = this;
    const tables = [...new Set(collections)].map((name) => db.table(name));
    await db.transaction('rw', [...tables, db.outbox, db.shadows, db.meta], async () => {
      // What is read within stands as this transaction finds it.
      await db.getMeta('deviceSeq');
      await work((collection, recordId, edit) => writeRecord(db, author, collection, recordId, edit));
    });
  }

  /** What the device could not keep is tried again, as the app does now and then. */
  tryAgain(): void {
    this.queue.hasten();
  }

  /** Before anything but an edit is done to a record, what is being typed into it is saved. */
  async written(recordId: string): Promise<void> {
    await this.queue.written(recordId);
    this.queue.forget(recordId);
  }

  /** One round of sync, as `runRound` leads it; what the network and the server refuse is left for the next. */
  async sync(): Promise<void> {
    // One round at a time, in all pages: see `exclusively`.
    if (this.device.isSyncing && !this.device.surroundings.doesLockRunOut()) return;
    this.device.isSyncing = this;
    try {
      await runSyncCycle({ db: this.db, server: this.server, now: () => this.author.now() });
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'forbidden') await this.dropIfDismissed();
      else this.note(error);
    } finally {
      this.device.isSyncing = undefined;
    }
  }

  /** The browser ends it: nothing of it goes on, and nothing that was not committed remains. */
  kill(): void {
    this.isAlive = false;
    const { pages, storage } = this.device;
    pages.splice(pages.indexOf(this), 1);
    if (this.device.isSyncing === this) this.device.isSyncing = undefined;
    storage.cutOff(this.db.backendDB() as IDBDatabase | null);
  }

  /** The browser takes the connection away while the page lives on, as WebKit does after a sleep. */
  loseConnection(): void {
    this.device.storage.loseConnection(this.db.backendDB() as IDBDatabase | null);
    this.db.close({ disableAutoOpen: false });
  }

  /** What goes wrong for no reason that the simulator has given. */
  note(error: unknown): void {
    if (error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError)
      this.device.surroundings.complain(`${this.device.label} failed: ${error.stack}`);
  }

  quarantined(): OutboxEntry[] {
    return this.waitingAs('quarantined');
  }

  /** What the office decides about. */
  handed(): OutboxEntry[] {
    return this.waitingAs('handed');
  }

  private waitingAs(wanted: OutboxEntry['state']): OutboxEntry[] {
    return this.device.storage.rows<OutboxEntry>('outbox').filter(({ state }) => state === wanted);
  }

  private async dropIfDismissed(): Promise<void> {
    try {
      const { user } = await this.device.surroundings.network.through(this.line, fetchSession);
      if (!isAllowed(user.role, 'sync.pull')) await dropReplica(this.db);
    } catch (error) {
      this.note(error);
    }
  }
}
