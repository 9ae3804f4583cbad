import { connectDatabase } from '#server/database/connect.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';

/** Migrates the database whose connection is the first argument, as a starting server does. */
const handle = connectDatabase(
  JSON.parse(process.argv[2] ?? '{}') as { databaseUrl: string | undefined; dataDir: string },
);
await migrateDatabase(handle);
await handle.close();
