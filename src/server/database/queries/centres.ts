import { sql } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import type { DialectName } from '#server/database/connect.ts';
import type { Queries } from '#server/database/schema.ts';
import type { LoggedChange } from './changes.ts';
import { forgetDeviceMarks } from './devices.ts';

export interface Centre {
  id: string;
  name: string;
  /** How companies reach it, one line of text; null while nobody has said. */
  contact: string | null;
  /** Within how many working days a new lead is due; null for no date. */
  leadDays: number | null;
}

const COLUMNS = ['centre_id as id', 'name', 'contact', 'lead_days as leadDays'] as const;

/** The centre that was founded first; a server of one centre has no other. */
export async function findFirstCentre(db: Queries): Promise<Centre | undefined> {
  return db
    .selectFrom('centres')
    .select(COLUMNS)
    .orderBy('created_at')
    .orderBy('centre_id')
    .limit(1)
    .executeTakeFirst();
}

/** A centre that must exist. */
export async function getCentre(db: Queries, centreId: string): Promise<Centre> {
  return db.selectFrom('centres').select(COLUMNS).where('centre_id', '=', centreId).executeTakeFirstOrThrow();
}

/** The epoch of a centre that must exist; see `CentresTable`. */
export async function getEpoch(db: Queries, centreId: string): Promise<string> {
  const { epoch } = await db
    .selectFrom('centres')
    .select('epoch')
    .where('centre_id', '=', centreId)
    .executeTakeFirstOrThrow();
  return epoch;
}

/** All centres of the database and how far each has come, on any version of the schema. */
export async function listCentreStates(
  db: Queries,
): Promise<{ id: string; epoch: string; revision: number }[]> {
  const rows = await db.selectFrom('centres').select(['centre_id as id', 'epoch', 'revision']).execute();
  return rows.map((row) => ({ ...row, revision: Number(row.revision) }));
}

/** How far a centre has come. */
export interface Standing {
  epoch: string;
  revision: number;
  submissions: number;
  /** The newest change up to the revision that was asked about. */
  change: LoggedChange | null;
}

/** A centre that must exist: its epoch, how far it has come, and its newest change up to a revision. */
export async function readStanding(db: Queries, centreId: string, revision: number): Promise<Standing> {
  return toStanding(await standingOf(db, centreId, revision).executeTakeFirstOrThrow());
}

function standingOf(db: Queries, centreId: string, revision: number) {
  return db
    .selectFrom('centres')
    .leftJoin('changes', (join) =>
      join
        .onRef('changes.centre_id', '=', 'centres.centre_id')
        .on('changes.revision', '=', (inner) =>
          inner
            .selectFrom('changes as earlier')
            .select('earlier.revision')
            .where('earlier.centre_id', '=', centreId)
            .where('earlier.revision', '<=', revision)
            .orderBy('earlier.revision', 'desc')
            .limit(1),
        ),
    )
    .select([
      'centres.epoch',
      'centres.revision',
      'centres.submissions',
      'changes.change_id',
      'changes.change_hash',
      'changes.revision as change_revision',
      'changes.server_time as change_time',
    ])
    .where('centres.centre_id', '=', centreId);
}

function toStanding(
  row: Awaited<ReturnType<ReturnType<typeof standingOf>['executeTakeFirstOrThrow']>>,
): Standing {
  const { change_id: changeId, change_hash: changeHash, change_time: serverTime } = row;
  const isLogged = changeId !== null && changeHash !== null && serverTime !== null;
  return {
    epoch: row.epoch,
    revision: Number(row.revision),
    submissions: row.submissions,
    change: isLogged ? { changeId, changeHash, revision: Number(row.change_revision), serverTime } : null,
  };
}

/** What `readStanding` tells, and all else that a device hears of a centre beside its records. */
export interface Outlook extends Standing {
  name: string;
  contact: string | null;
  leadDays: number | null;
  /** The names and hashes of the documents. */
  documents: string | null;
}

/** The same as `readStanding` and more, in one statement: it is asked far more often than anything else. */
export async function readOutlook(db: Queries, centreId: string, revision: number): Promise<Outlook> {
  const row = await standingOf(db, centreId, revision)
    .select(['centres.name', 'centres.contact', 'centres.lead_days'])
    .select(
      sql<string | null>`(select string_agg(name || ' ' || hash, ' ' order by name)
        from documents where documents.centre_id = centres.centre_id)`.as('documents'),
    )
    .executeTakeFirstOrThrow();
  return {
    ...toStanding(row),
    name: row.name,
    contact: row.contact,
    leadDays: row.lead_days,
    documents: row.documents,
  };
}

/**
 * More than a centre can have given out since the state that was put back: what a device has seen of the
 * revisions that are lost must not pass for having seen those to come. So often as anybody restores, their
 * numbers stay within 15 digits, which is what devices may show.
 */
const REVISIONS_BETWEEN_EPOCHS = 10_000_000;

/**
 * Begins a new epoch, unless another one than `before` has begun already: of many that do so at a time, one does.
 *
 * @param reached a revision that is known to have been given out; the next ones begin far above.
 * @returns how far the centre had come; undefined when it was not this one.
 */
export async function renewEpoch(
  tx: Queries,
  centreId: string,
  { before, epoch, reached }: { before: string; epoch: string; reached: number },
): Promise<{ revision: number; submissions: number } | undefined> {
  const renewed = await tx
    .updateTable('centres')
    .set({ epoch })
    .where('centre_id', '=', centreId)
    .where('epoch', '=', before)
    .returning(['revision', 'submissions'])
    .executeTakeFirst();
  if (!renewed) return undefined;
  // What came back of them is what devices have left behind: they would all pass for copies.
  await forgetDeviceMarks(tx, centreId);
  const revision = Number(renewed.revision);
  await raiseRevision(tx, centreId, Math.max(revision, reached) + REVISIONS_BETWEEN_EPOCHS);
  return { revision, submissions: renewed.submissions };
}

/** Lets the centre's revisions go on above a number. */
export async function raiseRevision(tx: Queries, centreId: string, atLeast: number): Promise<void> {
  await tx
    .updateTable('centres')
    .set({ revision: atLeast })
    .where('centre_id', '=', centreId)
    .where('revision', '<', atLeast)
    .execute();
}

/** Founds a centre; how to reach it is said later. */
export async function insertCentre(
  db: Queries,
  centre: Pick<Centre, 'id' | 'name'> & { epoch: string; createdAt: Instant },
): Promise<void> {
  await db
    .insertInto('centres')
    .values({ centre_id: centre.id, name: centre.name, epoch: centre.epoch, created_at: centre.createdAt })
    .execute();
}

/** Changes what a centre says of itself; at least one of the two. */
export async function updateCentre(
  db: Queries,
  centreId: string,
  { leadDays, ...changes }: { [K in 'name' | 'contact' | 'leadDays']?: Centre[K] | undefined },
): Promise<void> {
  await db
    .updateTable('centres')
    .set({ ...changes, ...(leadDays !== undefined && { lead_days: leadDays }) })
    .where('centre_id', '=', centreId)
    .execute();
}

/** Makes other transactions that would found a centre wait until this one ends. */
export async function lockCentres(db: Queries, dialect: DialectName): Promise<void> {
  // SQLite's transactions follow one another anyway.
  if (dialect === 'postgres') await sql`lock table centres in exclusive mode`.execute(db);
}

/**
 * Makes other transactions that lock or write the centre wait until this one ends;
 * an update that changes nothing does so on both databases.
 */
export async function lockCentre(db: Queries, centreId: string): Promise<void> {
  await db
    .updateTable('centres')
    .set((column) => ({ name: column.ref('name') }))
    .where('centre_id', '=', centreId)
    .execute();
}
