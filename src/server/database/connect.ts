import { join } from 'node:path';
import SqliteFile from 'better-sqlite3';
import {
  CompiledQuery,
  Kysely,
  PostgresDialect,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  type SqliteDialectConfig,
} from 'kysely';
import pg from 'pg';
import type { Config } from '#server/settings/config.ts';
import { ensureDataDir } from '#server/settings/data-dir.ts';
import type { Database } from './schema.ts';

/** The embedded database, in the data folder. */
export const SQLITE_FILE = 'banso.sqlite';

export type DialectName = 'sqlite' | 'postgres';

/** An open database; `close` ends its connections. */
export interface DatabaseHandle {
  db: Kysely<Database>;
  dialect: DialectName;
  close: () => Promise<void>;
}

/**
 * Opens the database that the configuration names: PostgreSQL when it has a
 * `databaseUrl`, else the embedded SQLite file `banso.sqlite` in the data folder.
 */
export function connectDatabase(config: Pick<Config, 'databaseUrl' | 'dataDir'>): DatabaseHandle {
  return config.databaseUrl ? connectPostgres(config.databaseUrl) : connectSqlite(config.dataDir);
}

function connectSqlite(dataDir: string): DatabaseHandle {
  ensureDataDir(dataDir);
  const file = new SqliteFile(join(dataDir, SQLITE_FILE));
  file.pragma('busy_timeout = 10000');
  file.pragma('journal_mode = WAL');
  // A receipt is a promise: with WAL only FULL survives a power cut after the commit.
  file.pragma('synchronous = FULL');
  file.pragma('foreign_keys = ON');
  const db = new Kysely<Database>({
    dialect: new ImmediateSqliteDialect({ database: withStatements(file) }),
  });
  return { db, dialect: 'sqlite', close: () => db.destroy() };
}

/** So many prepared statements are kept; those with long lists of values differ by their number. */
const KEPT_STATEMENTS = 200;

/** Keeps what has been prepared: a push of one change runs sixteen statements, and would prepare each. */
function withStatements(file: SqliteFile.Database): SqliteDatabase {
  const statements = new Map<string, SqliteFile.Statement>();
  return {
    close: () => file.close(),
    prepare(text) {
      const kept = statements.get(text);
      // Whoever reads row by row may be in the middle of it.
      if (kept && !kept.busy) return kept;
      const statement = file.prepare(text);
      if (statements.size >= KEPT_STATEMENTS) statements.delete(statements.keys().next().value!);
      statements.set(text, statement);
      return statement;
    },
  };
}

/**
 * Takes the write lock when a transaction begins. A deferred one that reads first
 * and writes later fails at once, whatever the busy timeout, when a command in
 * another process has written in between.
 */
class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new ImmediateSqliteDriver(this.#config);
  }
}

class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

const INT8_OID = 20;

function connectPostgres(connectionString: string): DatabaseHandle {
  const pool = new pg.Pool({
    connectionString,
    types: {
      // Revisions and times stay far below 2^53; pg would give them as texts.
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // An idle connection that breaks (a restarted database) is replaced by the pool; unheard, it would end the process.
  pool.on('error', () => undefined);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { db, dialect: 'postgres', close: () => db.destroy() };
}
