import { connect, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '#server/app.ts';
import { parseConfig } from '#server/settings/config.ts';
import { TEST_KEYS, TEST_PARCEL_KEY } from '#tests/support/app.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';

/** Who sends this slowly would hold a connection for ever. */
const HEADERS_MS = 300;
const REQUEST_MS = 900;

let database: TestDatabase;
let app: FastifyInstance;
beforeAll(async () => {
  database = await createTestDatabase('sqlite');
  app = await buildApp({
    config: parseConfig({ APP_DIR: '/nonexistent', RESPONDENT_DIR: '/nonexistent' }),
    database: database.handle,
    secret: 'a secret for tests, 32 letters long',
    invitationKeys: TEST_KEYS,
    parcelKey: TEST_PARCEL_KEY,
    logger: pino({ level: 'silent' }),
    arrivalTimes: { headersMs: HEADERS_MS, requestMs: REQUEST_MS, checkMs: 50 },
  });
  await app.listen({ port: 0 });
});
afterAll(async () => {
  await app.close();
  await database.remove();
});

const HEAD =
  'POST /api/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n';

it.each([
  ['headers', 'POST /api/sign-in HTTP/1.1\r\nhost: x\r\nx-slow: ', HEADERS_MS],
  ['a body', `${HEAD}\r\n{`, REQUEST_MS],
])('%s that arrive byte by byte are waited for a time and no longer', async (_, beginning, mostMs) => {
  const socket = connect((app.server.address() as AddressInfo).port);
  socket.on('error', () => {});
  const answer = collect(socket);
  const startedMs = performance.now();
  socket.write(beginning);
  // Never silent, so that a limit on silence would not end it.
  const drip = setInterval(() => socket.write(' '), 20);
  await once(socket, 'close');
  clearInterval(drip);
  const tookMs = performance.now() - startedMs;
  expect(tookMs).toBeGreaterThanOrEqual(mostMs);
  expect(tookMs).toBeLessThan(mostMs + 10_000);
  expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
});

async function collect(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}
