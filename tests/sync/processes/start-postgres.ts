import type { TestProject } from 'vitest/node';
import setup from '#tests/support/postgres-setup.ts';

/** Starts a PostgreSQL as the tests do, with an empty database. */
export async function startPostgres(): Promise<{ databaseUrl: string; stop: () => Promise<void> }> {
  let url = '';
  const provide = (_name: string, given: string): void => void (url = given);
  const stop = await setup({ provide } as unknown as TestProject);
  return { databaseUrl: `${url}/postgres`, stop };
}
