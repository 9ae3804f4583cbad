import { AsyncLocalStorage } from 'node:async_hooks';
import SqliteFile from 'better-sqlite3';
import { sql } from 'kysely';
import type { Role } from '#domain/access/permissions.ts';
import type { CentreRecord } from '#server/database/queries/records.ts';
import type { DatabaseHandle } from '#server/database/connect.ts';
import type { Database } from '#server/database/schema.ts';
import { renewEpoch } from '#server/database/queries/centres.ts';
import { takeRevisions } from '#server/database/queries/changes.ts';
import { saveRecords } from '#server/records/save-records.ts';
import type { HeldChangeList } from '#protocol/held-changes.ts';
import type { ReferralCodePair, ReferredCase } from '#protocol/referrals.ts';
import { PULL_PAGE_SIZE } from '#protocol/sync.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import { createTestApp, type TestApp, type TestPerson } from '#tests/support/app.ts';

export const START_MS = Date.parse('2026-11-20T00:00:00.000Z');

/** What a backup of a centre holds: everything that runs and devices change, by table. */
const KEPT_TABLES = [
  'centres',
  'staff',
  'changes',
  'records',
  'submitted_responses',
  'open_lead_keys',
  'veiled_responses',
  'devices',
  'held_changes',
  'provisions',
  'record_links',
  'referral_codes',
  'code_lookup',
] as const satisfies readonly (keyof Database)[];
type Backup = Record<(typeof KEPT_TABLES)[number], object[]>;

/** PostgreSQL takes at most 65,535 parameters a statement, SQLite 32,766. */
const ROWS_PER_INSERT = 200;

/** A person with the cookie of a device on which they are signed in. */
export interface SignedIn {
  person: TestPerson;
  cookie: string;
}

/** The answer of the server as it goes over the wire. */
export interface Answer {
  status: number;
  body: string;
}

/** The real server on a real database, as it was before each run; its time is the run's. */
export class SimulatedCentre {
  private backup: Backup | undefined;

  private constructor(
    readonly database: DatabaseHandle,
    private readonly test: TestApp,
    /** Coordinators, office and manager, each on a device of their own. */
    readonly staff: readonly SignedIn[],
    private readonly administrator: SignedIn,
    /** Of an institution to which cases are referred. */
    private readonly partner: SignedIn,
    private readonly founded: Founded,
    private readonly world: { nowMs: number; failsBeforeCommit: boolean },
  ) {}

  /** Starts the server on a migrated, empty database. */
  static async start(database: DatabaseHandle): Promise<SimulatedCentre> {
    // That what was committed survives the machine is for the tests with real kills.
    if (database.dialect === 'sqlite') await sql`pragma synchronous = off`.execute(database.db);
    compileOnce();
    endContextsWithTheirCalls();
    const world = { nowMs: START_MS, failsBeforeCommit: false };
    const handle = { ...database, db: withFailingCommits(database.db, () => world.failsBeforeCommit) };
    const test = await createTestApp(handle, { clock: () => world.nowMs });
    rememberSessions(test);
    const people = [
      test.people.coordinator,
      await test.addPerson('coordinator'),
      test.people.office,
      test.people.manager,
    ];
    const staff: SignedIn[] = [];
    for (const person of people) staff.push({ person, cookie: (await test.signIn(person)).cookie });
    const administrator = {
      person: test.people.administrator,
      cookie: (await test.as('administrator')).cookie,
    };
    const { partner } = test.people;
    const founded = await found(database, test.centreId, partner.userId);
    return new SimulatedCentre(
      database,
      test,
      staff,
      administrator,
      { person: partner, cookie: (await test.as('partner')).cookie },
      founded,
      world,
    );
  }

  /** Its time, in milliseconds. */
  get nowMs(): number {
    return this.world.nowMs;
  }

  set nowMs(nowMs: number) {
    this.world.nowMs = nowMs;
  }

  /** Transactions fail at their end, as when the disk does. */
  set failsBeforeCommit(fails: boolean) {
    this.world.failsBeforeCommit = fails;
  }

  /** The companies that are there before anybody records anything. */
  get foundedCompanies(): ReadonlySet<string> {
    return this.founded.companies;
  }

  get centreId(): string {
    return this.test.centreId;
  }

  /** As it was founded; a large one has more records than a page of a pull holds. */
  async reset(size: 'small' | 'large'): Promise<void> {
    this.nowMs = START_MS;
    this.failsBeforeCommit = false;
    this.backup = undefined;
    await this.putBack(this.founded[size]);
  }

  async close(): Promise<void> {
    await this.test.app.close();
  }

  /** One request to the real server. */
  async ask(path: string, init: { method?: string; cookie: string; body?: string }): Promise<Answer> {
    const response = await this.test.app.inject({
      method: (init.method ?? 'GET') as 'GET',
      url: path,
      headers: {
        cookie: init.cookie,
        ...(init.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(init.body !== undefined && { payload: init.body }),
    });
    return { status: response.statusCode, body: response.body };
  }

  /** The administrator gives somebody another role. */
  async giveRole(person: TestPerson, role: Role): Promise<void> {
    const answer = await this.ask(`/api/people/${person.userId}`, {
      method: 'PATCH',
      cookie: this.administrator.cookie,
      body: JSON.stringify({ role }),
    });
    if (answer.status !== 200) throw new Error(`no other role: ${answer.body}`);
  }

  /** The office takes in what people may no longer write themselves; what cannot be, it declines. */
  async decideHeld(): Promise<void> {
    const { cookie } = this.administrator;
    const waits = await this.database.db
      .selectFrom('held_changes')
      .select('change_id')
      .where('centre_id', '=', this.centreId)
      .where('decision', 'is', null)
      .limit(1)
      .executeTakeFirst();
    if (!waits) return;
    const { body } = await this.ask('/api/held-changes', { cookie });
    for (const { change } of (JSON.parse(body) as HeldChangeList).changes) {
      const path = `/api/held-changes/${change.changeId}`;
      const accepted = await this.ask(`${path}/accept`, { method: 'POST', cookie, body: '{}' });
      if (accepted.status < 400) continue;
      const reason = JSON.stringify({ reason: '取り込めません' });
      const declined = await this.ask(`${path}/decline`, { method: 'POST', cookie, body: reason });
      if (declined.status >= 400) throw new Error(`nothing decided: ${declined.body}`);
    }
  }

  /** The institution to which a case was referred answers, with its account; the company, with its code. */
  async answerReferral(random: SeededRandom): Promise<void> {
    const { cookie } = this.partner;
    const { cases } = JSON.parse((await this.ask('/api/referred', { cookie })).body) as {
      cases: ReferredCase[];
    };
    const open = cases
      .filter(({ moves }) => moves.length > 0)
      .sort((one, other) => (one.id < other.id ? -1 : 1));
    if (open.length === 0) return;
    const { id, moves } = random.pick(open);
    const body = {
      state: random.pick(moves),
      reason: 'capacity',
      onwardTo: '他の機関',
      text: '承知しました',
    };
    const answer = await this.ask(`/api/referred/${id}`, {
      method: 'POST',
      cookie,
      body: JSON.stringify(body),
    });
    if (answer.status !== 204) throw new Error(`the partner's answer was not taken: ${answer.body}`);
  }

  /** A company says whether it helped. */
  async sayWord(random: SeededRandom): Promise<void> {
    const { cookie } = this.administrator;
    const rows = await this.database.db
      .selectFrom('provisions')
      .select('referral_id')
      .where('centre_id', '=', this.centreId)
      .orderBy('referral_id')
      .execute();
    if (rows.length === 0) return;
    const { referral_id: id } = random.pick(rows);
    const word = random.pick(['helped', 'partly', 'notHelped'] as const);
    const codes = await this.ask(`/api/referrals/${id}/codes`, { method: 'POST', cookie, body: '{}' });
    // A referral that was deleted has none.
    if (codes.status === 404) return;
    const { company } = JSON.parse(codes.body) as ReferralCodePair;
    const answer = await this.test.app.inject({
      method: 'POST',
      url: `/h/${company}`,
      payload: new URLSearchParams({ word }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
    });
    if (![303, 404, 410, 429].includes(answer.statusCode))
      throw new Error(`the company's word was not taken: ${answer.statusCode} ${answer.body}`);
  }

  async roleOf(person: TestPerson): Promise<Role> {
    const { role } = await this.database.db
      .selectFrom('staff')
      .select('role')
      .where('centre_id', '=', this.centreId)
      .where('user_id', '=', person.userId)
      .executeTakeFirstOrThrow();
    return role;
  }

  async takeBackup(): Promise<void> {
    this.backup = await copyOf(this.database, this.centreId);
  }

  /** Goes back to the backup, under a new epoch or, when nobody gives notice, its own. Gives whether there was one. */
  async restore(epoch?: string): Promise<boolean> {
    if (!this.backup) return false;
    await this.putBack(this.backup);
    if (epoch === undefined) return true;
    const [{ epoch: before }] = this.backup.centres as [{ epoch: string }];
    await renewEpoch(this.database.db, this.centreId, { before, epoch, reached: 0 });
    return true;
  }

  private async putBack(backup: Backup): Promise<void> {
    const { db } = this.database;
    await db.transaction().execute(async (tx) => {
      for (const table of KEPT_TABLES) {
        const rows = backup[table];
        await tx.deleteFrom(table).where('centre_id', '=', this.centreId).execute();
        for (let start = 0; start < rows.length; start += ROWS_PER_INSERT)
          await tx
            .insertInto(table)
            .values(rows.slice(start, start + ROWS_PER_INSERT) as never)
            .execute();
      }
    });
  }
}

async function copyOf({ db }: DatabaseHandle, centreId: string): Promise<Backup> {
  const tables = await Promise.all(
    KEPT_TABLES.map(async (table) => [
      table,
      await db.selectFrom(table).selectAll().where('centre_id', '=', centreId).execute(),
    ]),
  );
  return Object.fromEntries(tables) as Backup;
}

/** A centre as it begins, small and large, and the companies that it knows then. */
type Founded = Record<'small' | 'large', Backup> & { companies: ReadonlySet<string> };

/** What is there before anybody records anything; with it, answers that not everyone may see. */
async function found(database: DatabaseHandle, centreId: string, partnerUserId: string): Promise<Founded> {
  const random = new SeededRandom(1);
  const newId = (): string => uuidV7(START_MS, (count) => random.bytes(count));
  const at = new Date(START_MS).toISOString();
  const answers = (company: string): CentreRecord =>
    recordOf('responses', newId(), {
      surveyId: newId(),
      questionnaireId: newId(),
      questionnaireRevision: 1,
      accountId: company,
      channel: 'link',
      startedAt: at,
      submittedAt: at,
      disposition: 'complete',
      receiptNumber: '1234',
      answers: { q1: '会社の答え' },
    });
  const companies = ['浅虫製作所', '津軽りんご'].map((name) => recordOf('accounts', newId(), { name }));
  const partners = ['青森銀行', '商工会'].map((name) =>
    recordOf('partners', newId(), { name, kind: 'bank', people: [partnerUserId] }),
  );
  await save(database, centreId, [...companies, ...companies.map(({ id }) => answers(id)), ...partners]);
  const small = await copyOf(database, centreId);
  const many = Array.from({ length: PULL_PAGE_SIZE + 5 }, (_, index) =>
    recordOf('contacts', newId(), { accountId: companies[0]!.id, name: `担当${index}` }),
  );
  await save(database, centreId, many);
  const large = await copyOf(database, centreId);
  return { small, large, companies: new Set(companies.map(({ id }) => id)) };
}

async function save({ db }: DatabaseHandle, centreId: string, records: CentreRecord[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { before } = await takeRevisions(tx, centreId, records.length);
    const placed = records.map((record, index) => ({ ...record, revision: before + 1 + index }));
    await saveRecords(tx, centreId, placed);
  });
}

function recordOf(collection: string, id: string, fields: CentreRecord['fields']): CentreRecord {
  const rest = { deletedAt: null, erasedAt: null, conflicts: [], warnings: [], units: {} };
  return { collection, id, revision: 0, fields, ...rest };
}

/** A database whose next transaction is undone at its end when the centre says so. */
function withFailingCommits(db: DatabaseHandle['db'], fails: () => boolean): DatabaseHandle['db'] {
  type Begin = DatabaseHandle['db']['transaction'];
  const transaction: Begin = () => {
    const builder = db.transaction();
    const execute = builder.execute.bind(builder);
    builder.execute = (work) =>
      execute(async (tx) => {
        const result = await work(tx);
        if (fails()) throw new Error('the disk failed before the commit');
        return result;
      });
    return builder;
  };
  return new Proxy(db, {
    get: (target, name) => {
      const member: unknown = name === 'transaction' ? transaction : Reflect.get(target, name);
      // Kysely's members are private to it.
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

/** Has SQLite compile each statement once; the product asks for it each time. */
function compileOnce(): void {
  const { prepare } = SqliteFile.prototype;
  const compiled = new WeakMap<SqliteFile.Database, Map<string, SqliteFile.Statement>>();
  SqliteFile.prototype.prepare = function (this: SqliteFile.Database, source: string) {
    const known = compiled.get(this) ?? new Map<string, SqliteFile.Statement>();
    compiled.set(this, known);
    const statement = known.get(source) ?? (prepare.call(this, source) as SqliteFile.Statement);
    known.set(source, statement);
    return statement;
  } as typeof prepare;
}

/**
 * better-auth keeps what a call is about in contexts. After the first, Node would watch every promise of the process, of
 * which a run has hundreds of thousands.
 */
function endContextsWithTheirCalls(): void {
  const { prototype } = AsyncLocalStorage;
  const run = prototype.run as (...given: unknown[]) => unknown;
  const used = new Set<AsyncLocalStorage<unknown>>();
  let running = 0;
  const end = (): void => {
    running -= 1;
    if (running === 0) for (const context of used) context.disable();
  };
  prototype.run = function (this: AsyncLocalStorage<unknown>, ...given: unknown[]) {
    used.add(this);
    running += 1;
    const result = run.apply(this, given);
    void Promise.resolve(result).then(end, end);
    return result;
  } as typeof prototype.run;
}

/**
 * Who a cookie belongs to is looked up once: better-auth's look-up would be half of the time of a
 * run, and it has tests of its own. Role and access are read anew with each request.
 */
function rememberSessions({ app }: TestApp): void {
  const { api } = app.auth;
  const getSession = api.getSession.bind(api) as (given: { headers: Headers }) => Promise<unknown>;
  const known = new Map<string, unknown>();
  const remembering = async (given: { headers: Headers }): Promise<unknown> => {
    const cookie = given.headers.get('cookie') ?? '';
    if (!known.has(cookie)) known.set(cookie, await getSession(given));
    return known.get(cookie);
  };
  api.getSession = remembering as typeof api.getSession;
}
