import { pino } from 'pino';
import { hashPassword } from '#server/auth/password-hash.ts';
import type { DialectName } from '#server/database/connect.ts';
import { setPasswordHash } from '#server/database/queries/people.ts';
import { parseConfig } from '#server/settings/config.ts';
import { startServer } from '#server/start-server.ts';
import { loadDatabase, readIds, type FixtureIds } from '#tests/fixtures/version-1/load-fixtures.ts';
import { TEST_PASSWORD } from './app.ts';
import { createTestDatabase, type TestDatabase } from './databases.ts';

/** When the device of version 1 comes back to the network. */
export const VERSION_1_RETURNS = '2026-11-20T09:00:00.000Z';

/** Today's server on the database that version 1 left behind. */
export interface Version1Server {
  ids: FixtureIds;
  database: TestDatabase['handle'];
  /** Asks it as the coordinator whose device was captured, who is signed in. */
  ask: (path: string, init: RequestInit) => Promise<Response>;
  stop: () => Promise<void>;
}

/** Starts as every server does: migrates, installs the documents, listens. The clock is to be set by the test. */
export async function startOnVersion1(dialect: DialectName): Promise<Version1Server> {
  const ids = await readIds();
  const { handle, connection, remove } = await createTestDatabase(dialect);
  await loadDatabase(handle);
  const config = { ...parseConfig({ ...ids.environment, PORT: '0' }), ...connection };
  const server = await startServer(config, pino({ level: 'silent' }));

  const { userId, email } = ids.people.kasai;
  const at = VERSION_1_RETURNS;
  const hash = await hashPassword(TEST_PASSWORD);
  await setPasswordHash(handle.db, { userId, hash, credentialId: 'unused', at });
  const signedIn = await fetch(`${server.address}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: TEST_PASSWORD }),
  });
  if (!signedIn.ok) throw new Error(`the coordinator could not sign in: ${await signedIn.text()}`);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

  // A test may put `ask` in the place of `fetch`.
  const request = globalThis.fetch;
  return {
    ids,
    database: handle,
    ask: (path, init) =>
      request(`${server.address}${path}`, { ...init, headers: { ...headersOf(init), cookie } }),
    stop: async () => {
      await server.stop();
      await remove();
    },
  };
}

function headersOf({ headers }: RequestInit): Record<string, string> {
  return Object.fromEntries(new Headers(headers));
}
