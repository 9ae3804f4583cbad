import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { ROLES } from '#domain/access/permissions.ts';
import type { Json } from '#domain/canonical/json.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { PROBLEMS } from '#protocol/problems.ts';
import type { DatabaseHandle } from '#server/database/connect.ts';
import { installDocuments } from '#server/seed-documents.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { readSeeds } from '#tests/support/fieldwork.ts';
import { nastyText, nastyValue, spoil } from './nasty.ts';
import { makeRightRequest, readScene, type RightRequest, type Scene } from './right-requests.ts';

/** What came of it. */
export interface FuzzOutcome {
  requests: number;
  serverErrors: number;
  /** Refusals that the registry of problems does not know. */
  unregistered: number;
  /** The first requests that the server failed at, as they were sent. */
  failures: string[];
}

/** Between two requests; so that limits of attempts do not hide what lies behind them. */
const STEP_MS = 20_000;
const KEPT_FAILURES = 5;
const HEADERS = ['accept-language', 'if-none-match', 'accept-encoding', 'x-banso-language', 'user-agent'];

/**
 * Sends requests to every route of the server on a migrated database: right ones with one place
 * spoilt, and anything at all to any address. The same seed makes the same requests.
 */
export async function fuzz(
  database: DatabaseHandle,
  { requests, seed }: { requests: number; seed: number },
): Promise<FuzzOutcome> {
  let nowMs = Date.parse('2026-11-20T00:00:00Z');
  const clock = (): number => (nowMs += STEP_MS);
  // Files are really sent.
  const filesDir = await mkdtemp(join(tmpdir(), 'banso-fuzz-files-'));
  const test = await createTestApp(database, { clock, filesDir });
  try {
    await installDocuments(database, test.centreId, await readSeeds(), clock);
    return await run(test, new SeededRandom(seed), requests);
  } finally {
    await test.app.close();
    await rm(filesDir, { recursive: true, force: true });
  }
}

async function run(test: TestApp, random: SeededRandom, requests: number): Promise<FuzzOutcome> {
  const scene = await readScene(test);
  const clients = await Promise.all(ROLES.map((role) => test.as(role)));
  const outcome: FuzzOutcome = { requests, serverErrors: 0, unregistered: 0, failures: [] };
  for (let sent = 0; sent < requests; sent += 1) {
    // Administrators get furthest.
    const client = random.chance(0.6) ? await test.as('administrator') : random.pick(clients);
    const options = makeRequest(test, random, client, scene);
    const response = await client.request(options);
    const { statusCode: status } = response;
    if (status >= 500) outcome.serverErrors += 1;
    // What answers HEAD has no body to say why.
    const isUntold = status < 400 || options.method === 'HEAD' || !isProblem(response);
    const isRegistered = isUntold || isKnown(response.json<{ code: string }>());
    if (!isRegistered) outcome.unregistered += 1;
    if ((status >= 500 || !isRegistered) && outcome.failures.length < KEPT_FAILURES)
      outcome.failures.push(`${status} ${JSON.stringify(options).slice(0, 2000)}`);
  }
  return outcome;
}

function isProblem({ headers }: { headers: Record<string, unknown> }): boolean {
  return String(headers['content-type']).startsWith('application/problem+json');
}

function isKnown({ code }: { code: string }): boolean {
  return Object.hasOwn(PROBLEMS, code);
}

function makeRequest(test: TestApp, random: SeededRandom, client: TestClient, scene: Scene): InjectOptions {
  const request = random.chance(0.75)
    ? spoilRequest(random, makeRightRequest(random, client, scene))
    : makeAnyRequest(test, random);
  const { method, url, body, headers: given = {}, isForm = false } = request;
  const headers = Object.fromEntries(
    HEADERS.filter(() => random.chance(0.1)).map((name) => [name, asHeader(nastyText(random))]),
  );
  const usual = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
  const type = random.chance(0.95) ? usual : nastyText(random).slice(0, 100);
  return {
    method: method as 'GET',
    url,
    headers: { ...(body !== undefined && { 'content-type': asHeader(type) }), ...headers, ...given },
    ...(body !== undefined && { payload: given['content-type'] ? String(body) : asPayload(body, isForm) }),
  };
}

function asPayload(body: Json, isForm: boolean): string {
  if (!isForm || typeof body !== 'object' || body === null) return JSON.stringify(body);
  const entries = Object.entries(body).map(([name, value]): [string, string] => [
    name.toWellFormed(),
    (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed(),
  ]);
  return new URLSearchParams(entries).toString();
}

/** Node lets no other characters in. */
function asHeader(text: string): string {
  return text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');
}

function spoilRequest(random: SeededRandom, right: RightRequest): RightRequest {
  if (right.body !== undefined && random.chance(0.85))
    return { ...right, body: spoilOnce(random, right.body) };
  if (random.chance(0.5)) return right;
  const [path = '', query] = right.url.split('?');
  const parts = path.split('/');
  parts[1 + random.below(parts.length - 1)] = asPart(nastyText(random));
  return random.chance(0.5)
    ? { ...right, url: `${parts.join('/')}${query === undefined ? '' : `?${query}`}` }
    : { ...right, url: `${path}?cursor=${asPart(nastyText(random))}&${asPart(nastyText(random))}=1` };
}

/** Of a push one of the changes, most often what it writes; else any place. */
function spoilOnce(random: SeededRandom, body: Json): Json {
  const changes =
    typeof body === 'object' && body !== null && 'changes' in body ? body['changes'] : undefined;
  if (!Array.isArray(changes) || random.chance(0.1)) return spoil(random, body);
  const at = random.below(changes.length);
  return {
    ...(body as object),
    changes: changes.map((change, index) => (index === at ? spoilChange(random, change) : change)),
  };
}

function spoilChange(random: SeededRandom, change: Json): Json {
  const fields =
    typeof change === 'object' && change !== null && 'fields' in change ? change['fields'] : undefined;
  if (fields === undefined || random.chance(0.3)) return spoil(random, change);
  return { ...(change as object), fields: spoil(random, fields) };
}

function makeAnyRequest(test: TestApp, random: SeededRandom): RightRequest {
  const routes = test.app.routeActions.filter(
    ({ method, url }) => method !== 'HEAD' && url !== '/api/sign-out',
  );
  const { method, url } = random.pick(routes);
  return {
    method,
    url: `${url.replace(/:\w+|\*/g, () => asPart(nastyText(random)))}?cursor=${asPart(nastyText(random))}`,
    ...(method !== 'GET' && random.chance(0.8) && { body: nastyValue(random) }),
  };
}

/** Part of an address, sometimes with bytes that are no UTF-8. */
function asPart(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80%00';
}
