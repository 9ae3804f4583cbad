import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('./postgres-server.ts', import.meta.url));

/** Starts a PostgreSQL in a process of its own; `url` is without a database name. */
export async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = spawn(process.execPath, ['--import', 'tsx', SERVER], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(server, 'exit');
  const failed = ended.then(() => {
    throw new Error('PostgreSQL ended at its start');
  });
  const [url] = (await Promise.race([once(createInterface(server.stdout), 'line'), failed])) as [string];
  // From here on its end is the end of the run.
  failed.catch(() => {});
  return {
    url,
    stop: async () => {
      server.stdin.end();
      await ended;
    },
  };
}
