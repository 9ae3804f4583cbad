import { once } from 'node:events';
import { pino } from 'pino';
import type { Seen } from '#protocol/sync.ts';
import { connectDatabase } from '#server/database/connect.ts';
import { parseConfig } from '#server/settings/config.ts';
import { noticeRestore } from '#server/sync/notice-restore.ts';
import { createProofs } from '#server/sync/proofs.ts';

/**
 * A server to which several devices come at once, each showing what it has seen, as soon as a line comes in.
 * Prints `ready`, and then the epochs that they are told of.
 */
const { connection, secret, centreId, seen } = JSON.parse(process.argv[2] ?? '{}') as {
  connection: { databaseUrl: string | undefined; dataDir: string };
  secret: string;
  centreId: string;
  seen: Seen;
};
const database = connectDatabase(connection);
const server = {
  config: { ...parseConfig({}), ...connection },
  database,
  clock: Date.now,
  proofs: createProofs(secret),
  log: pino({ level: 'silent' }),
};
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const told = await Promise.all(
  Array.from({ length: 5 }, () => noticeRestore(server, centreId, { cursor: seen.revision, seen })),
);
process.stdout.write(`${JSON.stringify(told.map(({ epoch }) => epoch))}\n`);
await database.close();
process.stdin.destroy();
