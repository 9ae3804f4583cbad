import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { COLLECTIONS, type Collection } from '#domain/records/collections.ts';
import { MemoryStorage } from '#tests/support/memory-storage.ts';
import { Doings } from './simulator/doings.ts';
import { DeviceStorage } from './simulator/device-storage.ts';
import { judge, type Verdict } from './simulator/judge.ts';
import { MadeUpValues } from './simulator/made-up-values.ts';
import type { SignedIn, SimulatedCentre } from './simulator/simulated-centre.ts';
import { SeededStage, settlePromises } from './simulator/seeded-stage.ts';
import { SimulatedDevice, type Page, type Surroundings } from './simulator/simulated-device.ts';
import { SimulatedNetwork } from './simulator/simulated-network.ts';
import { Witness } from './simulator/witness.ts';

/** What one run came to. `lost`, `duplicated` and `diverged` must be empty. */
export interface RunOutcome extends Verdict {
  devices: number;
  /** Changes in the log of the centre. */
  changes: number;
  /** Requests that went wrong, and what happened to pages, disks, people and the server. */
  faults: number;
  /** All that was chosen; the same for the same seed. */
  trace: string[];
}

const ACTS = 42;
const MOST_DEVICES = 4;
/** One change fits, several often do not. */
const SLOW_LINK_BYTES = 2_000;
const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const SETTLING_ROUNDS = 12;
/** How often a page waits in vain for the round of another page of its device, and syncs beside it. */
const LOCKS_RUN_OUT = 0.3;
/** How often a link stays slow to the end. */
const SLOW_LINKS = 0.1;
/** How often something else happens between two tasks of a database. */
const INTERRUPTIONS = 0.04;

/** What happens, with its weight. */
const HAPPENINGS = {
  edit: 34,
  type: 6,
  importMany: 2,
  remove: 5,
  settle: 5,
  mergeAccounts: 1,
  solve: 5,
  sync: 26,
  killPage: 4,
  doomPage: 6,
  openTab: 2,
  loseConnection: 1,
  fillDisk: 2,
  changeLink: 2,
  changeRole: 2,
  takeBackup: 2,
  restoreBackup: 1,
  restoreSilently: 1,
  cloneDevice: 1,
  jumpClock: 2,
  unmergeAccounts: 1,
  giveConsent: 1,
  withdrawConsent: 1,
  refer: 1,
  tendReferral: 1,
  answerReferral: 1,
  sayWord: 1,
} as const;
/** In a run that is about handing cases over and joining companies. */
const CASEWORK_HAPPENINGS = {
  ...HAPPENINGS,
  edit: 8,
  type: 2,
  remove: 2,
  mergeAccounts: 6,
  unmergeAccounts: 6,
  giveConsent: 7,
  withdrawConsent: 7,
  refer: 16,
  tendReferral: 4,
  answerReferral: 6,
  sayWord: 3,
};
const CASEWORK: readonly Collection[] = ['accounts', 'referrals'];
/** How often a run is about casework. */
const CASEWORK_RUNS = 0.35;
type Happening = keyof typeof HAPPENINGS;
type HappeningOnPage = Exclude<
  Happening,
  | 'takeBackup'
  | 'restoreBackup'
  | 'restoreSilently'
  | 'cloneDevice'
  | 'jumpClock'
  | 'changeRole'
  | 'changeLink'
  | 'fillDisk'
  | 'answerReferral'
  | 'sayWord'
>;

type Doing = Exclude<HappeningOnPage, 'killPage' | 'doomPage' | 'openTab' | 'loseConnection'>;

/**
 * One run of the simulator (docs/sync.md, "How it is tested"): devices with the app's real storage
 * and sync work on the same records against the real server, while everything goes wrong that
 * can. Then all is let settle, and what people were told is compared with what is there.
 */
export async function simulate(centre: SimulatedCentre, seed: number): Promise<RunOutcome> {
  const run = new Run(centre, seed);
  try {
    await run.prepare();
    await run.act();
    await run.settle();
    return await run.judge();
  } finally {
    run.end();
  }
}

class Run {
  private readonly random: SeededRandom;
  private readonly ids: SeededRandom;
  private readonly stage: SeededStage;
  private readonly witness = new Witness();
  private readonly network: SimulatedNetwork;
  private readonly doings: Doings;
  private readonly surroundings: Surroundings;
  private readonly console = { error: console.error, warn: console.warn };
  private devices: SimulatedDevice[] = [];
  private readonly isCasework: boolean;
  private faults = 0;
  /** A page that will be killed after so many tasks. */
  private doomed: { page: Page; tasks: number } | undefined;

  constructor(
    private readonly centre: SimulatedCentre,
    seed: number,
  ) {
    this.random = new SeededRandom(seed);
    this.ids = new SeededRandom(seed ^ 0x5eed);
    this.stage = new SeededStage(this.random);
    this.network = new SimulatedNetwork(this.stage, centre, this.random, this.witness);
    const people = centre.staff.map(({ person }) => person.userId);
    const values = new MadeUpValues(this.random, () => centre.nowMs, people);
    this.isCasework = this.random.chance(CASEWORK_RUNS);
    const some = this.random.shuffle(COLLECTIONS).slice(0, 2 + this.random.below(2));
    this.doings = new Doings(this.random, values, this.witness, this.isCasework ? CASEWORK : some);
    this.surroundings = {
      network: this.network,
      nowMs: () => centre.nowMs,
      newId: (nowMs) => this.newId(nowMs),
      complain: (what) => this.witness.complaints.push(what),
      doesLockRunOut: () => this.random.chance(LOCKS_RUN_OUT),
    };
  }

  async prepare(): Promise<void> {
    const { centre, random } = this;
    await centre.reset(random.chance(0.04) ? 'large' : 'small');
    DeviceStorage.clear();
    for (let index = 0; index < MOST_DEVICES; index += 1)
      for (const { person } of centre.staff)
        await SimulatedDevice.prepare(centre.centreId, `device-${index}`, person.userId);
    globalThis.localStorage = new MemoryStorage();
    // The app says what failed; here most of it was made to fail.
    Object.assign(console, { error: () => {}, warn: () => {} });
    this.network.open();
    this.stage.open();
    const owners = random.shuffle(centre.staff);
    const count = 2 + random.below(2);
    for (let index = 0; index < count; index += 1) {
      // Two devices may be one person's.
      const device = this.addDevice(owners[random.chance(0.2) ? 0 : index]!);
      if (random.chance(0.3)) device.skewMs = (random.below(48) - 24) * HOUR_MS;
      device.isAppOld = random.chance(0.15);
    }
    for (const device of this.devices) this.run(device, 'start', device.openPage());
    await this.stage.untilQuiet();
    if (!this.isCasework) return;
    // Nobody refers to institutions that they have not heard of.
    for (const {
      pages: [page],
    } of this.devices)
      if (page) this.run(page.device, 'sync', page.sync());
    await this.stage.untilQuiet();
  }

  async act(): Promise<void> {
    for (let acts = 0; acts < ACTS;) {
      await this.stage.runTasks(
        () => !this.random.chance(INTERRUPTIONS),
        () => this.approachDoom(),
      );
      if (this.stage.hasWaiting && this.random.chance(0.6)) {
        await this.stage.letGo({ inOrder: false });
      } else {
        acts += 1;
        this.centre.nowMs += this.random.below(600_000);
        await this.happen(
          this.random.pickWeighted<Happening>(this.isCasework ? CASEWORK_HAPPENINGS : HAPPENINGS),
        );
        await settlePromises();
      }
    }
    await this.stage.untilQuiet();
  }

  /** All is well again, and everybody syncs until nothing moves any longer. */
  async settle(): Promise<void> {
    this.network.isCalm = true;
    this.doomed = undefined;
    for (const device of this.devices) {
      device.storage.full = undefined;
      device.bytesWithinTime = this.random.chance(SLOW_LINKS) ? SLOW_LINK_BYTES : Infinity;
      device.isAppOld = false;
      for (const page of device.pages.slice()) page.kill();
      const role = await this.stage.outside(() => this.centre.roleOf(device.signedIn.person));
      if (role === 'partner')
        await this.stage.outside(() => this.centre.giveRole(device.signedIn.person, 'coordinator'));
      this.run(device, 'start', device.openPage());
    }
    await this.stage.untilQuiet();
    // Until each has synced once since anything moved.
    let turnsLeft = SETTLING_ROUNDS * this.devices.length;
    for (let turn = 0, idle = 0; turnsLeft > 0 && idle < this.devices.length; turn += 1) {
      turnsLeft -= 1;
      const [page] = this.devices[turn % this.devices.length]!.pages;
      if (!page) throw new Error('a device does not start');
      this.network.hasMoved = false;
      await this.stage.outside(() => this.centre.decideHeld());
      // Devices ask now and then what has become of what the office had to decide.
      const [decided] = page.handed();
      if (decided) this.centre.nowMs += 7 * HOUR_MS;
      for (let tries = 0; page.quarantined().length > 0 && tries < 20; tries += 1) {
        this.run(page.device, 'solve', this.doings.solve(page, true));
        await this.stage.untilQuiet();
      }
      this.run(page.device, 'sync', page.sync());
      await this.stage.untilQuiet();
      // Of one record they are decided one after the other.
      if (decided && page.handed()[0]?.change.changeId !== decided.change.changeId)
        turnsLeft += this.devices.length;
      const isUndecided = page.handed().length + page.quarantined().length > 0;
      idle = this.network.hasMoved || isUndecided ? 0 : idle + 1;
    }
  }

  async judge(): Promise<RunOutcome> {
    const verdict = await this.stage.outside(() => judge(this.centre, this.devices, this.witness));
    return {
      ...verdict,
      devices: this.devices.length,
      faults: this.faults + this.network.faults,
      trace: this.stage.trace,
    };
  }

  end(): void {
    Object.assign(console, this.console);
    this.stage.close();
  }

  private async happen(what: Happening): Promise<void> {
    const { random, centre } = this;
    const device = random.pick(this.devices);
    const page = device.pages.length > 0 ? random.pick(device.pages) : undefined;
    this.stage.note(`${device.label} ${what}`);
    switch (what) {
      case 'takeBackup':
        return this.stage.outside(() => centre.takeBackup());
      case 'restoreBackup':
        if (await this.stage.outside(() => centre.restore(this.newId(centre.nowMs)))) this.faults += 1;
        return;
      case 'restoreSilently':
        if (await this.stage.outside(() => centre.restore())) this.faults += 1;
        return;
      case 'jumpClock':
        this.faults += 1;
        device.skewMs = device.skewMs > YEAR_MS ? 0 : YEAR_MS + HOUR_MS;
        return;
      case 'cloneDevice':
        if (this.devices.length >= MOST_DEVICES || !page?.isReady) return;
        this.faults += 1;
        return this.clone(device);
      case 'changeRole': {
        const role = random.pick(['coordinator', 'office', 'manager', 'partner'] as const);
        this.faults += 1;
        return this.stage.outside(() => centre.giveRole(device.signedIn.person, role));
      }
      case 'answerReferral':
        return this.stage.outside(() => centre.answerReferral(random));
      case 'sayWord':
        return this.stage.outside(() => centre.sayWord(random));
      case 'changeLink':
        device.bytesWithinTime = device.bytesWithinTime === Infinity ? SLOW_LINK_BYTES : Infinity;
        return;
      case 'fillDisk':
        this.faults += 1;
        device.storage.full = device.storage.full
          ? undefined
          : random.pick(['refusesWrites', 'abortsTransactions'] as const);
        return;
      default:
        if (!page) {
          device.isAppOld = false;
          this.run(device, 'start', device.openPage());
        } else if (page.isReady) this.happenOn(page, what);
    }
  }

  private happenOn(page: Page, what: HappeningOnPage): void {
    const { device } = page;
    switch (what) {
      case 'killPage':
        this.faults += 1;
        page.kill();
        return;
      case 'doomPage':
        this.doomed ??= { page, tasks: this.random.below(60) };
        return;
      case 'openTab':
        if (device.pages.length < 2) this.run(device, 'start', device.openPage());
        return;
      case 'loseConnection':
        this.faults += 1;
        page.loseConnection();
        return;
      default:
        page.tryAgain();
        if (page.busy < 3) this.run(device, what, this.doingOf(page, what), page);
    }
  }

  private doingOf(page: Page, what: Doing): Promise<void> {
    switch (what) {
      case 'sync':
        return page.sync();
      case 'edit':
      case 'type':
      case 'importMany':
      case 'remove':
      case 'settle':
      case 'solve':
        return this.doings[what](page);
      default:
        return this.doings.casework[what](page);
    }
  }

  /** Starts something that goes on beside everything else. What it is refused, its person is told. */
  private run(device: SimulatedDevice, what: string, doing: Promise<unknown>, page?: Page): void {
    if (page) page.busy += 1;
    doing
      .catch((error: unknown) => {
        this.stage.note(
          `${device.label} ${what} failed: ${error instanceof Error ? error.name : String(error)}`,
        );
        if (error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError)
          this.witness.complaints.push(`${device.label} ${what}: ${error.stack}`);
      })
      .finally(() => {
        if (page) page.busy -= 1;
      });
  }

  private approachDoom(): void {
    if (!this.doomed) return;
    this.doomed.tasks -= 1;
    if (this.doomed.tasks > 0) return;
    const { page } = this.doomed;
    this.doomed = undefined;
    if (!page.isAlive || !page.isReady) return;
    this.faults += 1;
    this.stage.note(`${page.device.label} dies`);
    page.kill();
  }

  private addDevice(signedIn: SignedIn, original?: SimulatedDevice): SimulatedDevice {
    const { centre } = this;
    const label = `device-${this.devices.length}`;
    const lineage = original?.lineage ?? label;
    const device = new SimulatedDevice({
      label,
      lineage,
      signedIn,
      otherCookie: centre.staff.find((other) => other !== signedIn)!.cookie,
      centreId: centre.centreId,
      surroundings: this.surroundings,
      watchOutbox: this.witness.watchOutbox(lineage),
    });
    this.devices.push(device);
    return device;
  }

  /** The phone is set up anew from a copy of what is on it, and the old one goes on being used. */
  private async clone(original: SimulatedDevice): Promise<void> {
    const copy = this.addDevice(original.signedIn, original);
    copy.skewMs = original.skewMs;
    copy.isAppOld = original.isAppOld;
    // A copy is made of what is committed.
    await this.stage.runTasks();
    const rows = original.storage.copyRows();
    this.witness.copy(rows);
    this.run(
      copy,
      'start',
      copy.openPage((db) => copyInto(db, rows)),
    );
  }

  private newId(nowMs: number): string {
    return uuidV7(nowMs, (count) => this.ids.bytes(count));
  }
}

async function copyInto(db: BansoDatabase, rows: ReadonlyMap<string, unknown[]>): Promise<void> {
  await db.transaction('rw', db.tables, async () => {
    for (const [store, some] of rows) await db.table(store).bulkPut(some);
  });
}
