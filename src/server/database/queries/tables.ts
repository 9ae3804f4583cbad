import { sql, type Kysely } from 'kysely';
import type { DialectName } from '#server/database/connect.ts';
import type { Database, Queries } from '#server/database/schema.ts';

/** What a column holds, as one line of JSON does. */
export type Cell = string | number | boolean | null;

/** A table that exists, with its columns as this database names their types. */
export interface TableShape {
  name: string;
  columns: { name: string; type: string }[];
}

/** Every table of ours; those that others refer to stand first. */
const TABLES = Object.keys({
  users: true,
  sessions: true,
  credentials: true,
  verifications: true,
  centres: true,
  restores: true,
  changes: true,
  records: true,
  staff: true,
  documents: true,
  catalogue_editions: true,
  issue_links: true,
  problem_words: true,
  questionnaire_revisions: true,
  surveys: true,
  frame_lists: true,
  frame_uploads: true,
  frame_units: true,
  survey_samples: true,
  survey_units: true,
  invitations: true,
  import_sources: true,
  survey_letters: true,
  unit_events: true,
  letter_lots: true,
  letter_lot_units: true,
  letter_lot_marks: true,
  keyed_sheets: true,
  keyed_entries: true,
  provisions: true,
  referral_codes: true,
  record_links: true,
  submissions: true,
  submitted_responses: true,
  veiled_responses: true,
  open_lead_keys: true,
  record_indexes: true,
  devices: true,
  held_changes: true,
  parcels: true,
  files: true,
  attachment_files: true,
  file_uploads: true,
  file_pieces: true,
  one_time_links: true,
  audit_log: true,
  code_lookup: true,
  rate_limits: true,
} satisfies Record<keyof Database, true>);

/** Kysely's own, which say what has been migrated. */
const MIGRATION_TABLES = ['kysely_migration', 'kysely_migration_lock'];

/** Rows that are read at a time, and cells that are written with one statement at most. */
const ROWS_PER_READ = 500;
const CELLS_PER_INSERT = 20_000;

/** Those of our tables that the database has; its schema may be an older one. */
export async function listTables(db: Queries): Promise<TableShape[]> {
  const found = await db.introspection.getTables();
  const byName = new Map(found.map((table) => [table.name, table]));
  return TABLES.flatMap((name) => {
    const table = byName.get(name);
    if (!table) return [];
    return [{ name, columns: table.columns.map((column) => ({ name: column.name, type: column.dataType })) }];
  });
}

/** Whether there are tables of another program, which are none of our business. */
export async function hasForeignTables(db: Queries): Promise<boolean> {
  const found = await db.introspection.getTables({ withInternalKyselyTables: true });
  return found.length > 0 && !found.some(({ name }) => MIGRATION_TABLES.includes(name));
}

/** Whether anybody works with the database: it has people or records. */
export async function isInUse(db: Queries): Promise<boolean> {
  const names = new Set((await listTables(db)).map(({ name }) => name));
  for (const name of ['staff', 'changes'] as const) {
    if (!names.has(name)) continue;
    if (await db.selectFrom(name).select('centre_id').limit(1).executeTakeFirst()) return true;
  }
  return false;
}

/**
 * Runs reads that all see the database as it was at one moment, however long they take; nobody has to wait for them.
 * The connection must be one that nothing else uses: on SQLite there is but one.
 */
export async function inSnapshot<T>(
  db: Kysely<Database>,
  dialect: DialectName,
  read: (snapshot: Kysely<Database>) => Promise<T>,
): Promise<T> {
  return db.connection().execute(async (connection) => {
    // With its log beside it (WAL), a reader on SQLite sees what there was at its first read.
    await (
      dialect === 'postgres' ? sql`begin isolation level repeatable read read only` : sql`begin deferred`
    ).execute(connection);
    try {
      return await read(connection);
    } finally {
      await sql`rollback`.execute(connection);
    }
  });
}

/** Writes everything or nothing, migrations included; nobody else writes meanwhile. */
export async function inWholeTransaction<T>(
  db: Kysely<Database>,
  dialect: DialectName,
  write: (connection: Kysely<Database>) => Promise<T>,
): Promise<T> {
  return db.connection().execute(async (connection) => {
    await (dialect === 'postgres' ? sql`begin` : sql`begin exclusive`).execute(connection);
    try {
      const result = await write(connection);
      await sql`commit`.execute(connection);
      return result;
    } catch (error) {
      await sql`rollback`.execute(connection);
      throw error;
    }
  });
}

/** All rows of a table, some at a time, as arrays in the order of its columns. Within `inSnapshot`. */
export async function* readRows(
  snapshot: Kysely<Database>,
  dialect: DialectName,
  { name, columns }: TableShape,
): AsyncGenerator<Cell[]> {
  for await (const row of dialect === 'postgres' ? readByCursor(snapshot, name) : readByRowId(snapshot, name))
    yield columns.map((column) => toCell(row[column.name]));
}

type Row = Record<string, unknown>;

async function* readByCursor(db: Kysely<Database>, table: string): AsyncGenerator<Row> {
  await sql`declare whole_table no scroll cursor for select * from ${sql.table(table)}`.execute(db);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(ROWS_PER_READ)} from whole_table`.execute(db);
    if (rows.length === 0) break;
    yield* rows;
  }
  await sql`close whole_table`.execute(db);
}

async function* readByRowId(db: Kysely<Database>, table: string): AsyncGenerator<Row> {
  for (let after = 0; ;) {
    const { rows } = await sql<Row & { row_id: number }>`
      select rowid as row_id, * from ${sql.table(table)}
      where rowid > ${after} order by rowid limit ${ROWS_PER_READ}`.execute(db);
    const last = rows.at(-1);
    if (!last) return;
    yield* rows;
    after = last.row_id;
  }
}

/** Writes rows as `readRows` gives them, whichever database they come from. */
export async function insertRows(
  db: Queries,
  table: TableShape,
  columns: readonly string[],
  rows: readonly Cell[][],
): Promise<void> {
  const types = new Map(table.columns.map(({ name, type }) => [name, type]));
  const perInsert = Math.max(1, Math.floor(CELLS_PER_INSERT / columns.length));
  for (let start = 0; start < rows.length; start += perInsert) {
    const values = rows
      .slice(start, start + perInsert)
      .map(
        (row) =>
          sql`(${sql.join(columns.map((name, index) => fromCell(row[index] ?? null, types.get(name))))})`,
      );
    await sql`insert into ${sql.table(table.name)} (${sql.join(columns.map((name) => sql.ref(name)))})
      values ${sql.join(values)}`.execute(db);
  }
}

/** Takes our tables away, those of the migrations included. */
export async function dropTables(db: Queries): Promise<void> {
  for (const name of [...TABLES.toReversed(), ...MIGRATION_TABLES])
    await db.schema.dropTable(name).ifExists().execute();
}

/** The two databases keep instants and yes/no of the sign-in in their own ways (`schema.ts`). */
function toCell(value: unknown): Cell {
  if (value instanceof Date) return value.toISOString();
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  throw new TypeError(`a column holds what a backup cannot: ${typeof value}`);
}

function fromCell(value: Cell, type: string | undefined): Cell {
  if (type === 'bool') return value === null ? null : Boolean(value);
  return typeof value === 'boolean' ? Number(value) : value;
}
