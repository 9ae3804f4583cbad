import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL of this test run without a database name. */
    postgresUrl: string;
  }
}

const SERVER = fileURLToPath(new URL('./postgres-server.ts', import.meta.url));

/** Starts one PostgreSQL for all tests of a run, and stops it at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = spawn(process.execPath, ['--import', 'tsx', SERVER], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(server, 'exit');
  const failed = ended.then(() => {
    throw new Error('PostgreSQL ended at its start');
  });
  const [url] = (await Promise.race([once(createInterface(server.stdout), 'line'), failed])) as [string];
  // From here on its end is the end of the run.
  failed.catch(() => {});
  project.provide('postgresUrl', url);
  return async () => {
    server.stdin.end();
    await ended;
  };
}
