import { connectDatabase } from '#server/database/connect.ts';
import { rebuildIndexes } from '#server/records/indexes/rebuild-indexes.ts';

/** Rebuilds the indexes of the centre `c` as a starting server does, and prints what it has rebuilt. The connection is the first argument. */
const { db, close } = connectDatabase(
  JSON.parse(process.argv[2] ?? '{}') as { databaseUrl: string | undefined; dataDir: string },
);
process.stdout.write(JSON.stringify(await rebuildIndexes(db, 'c', Date.now)));
await close();
