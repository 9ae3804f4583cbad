import { hash } from '@node-rs/argon2';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { ROLES, type Role } from '#domain/access/permissions.ts';
import { buildApp } from '#server/app.ts';
import { instantOf, newId } from '#server/journal/clock.ts';
import { parseConfig, type Config } from '#server/settings/config.ts';
import { insertCentre } from '#server/database/queries/centres.ts';
import type { DatabaseHandle } from '#server/database/connect.ts';
import { insertUser, setPasswordHash } from '#server/database/queries/people.ts';
import { insertStaff } from '#server/database/queries/staff.ts';
import { newParcelKey, parseParcelKey, type ParcelKey } from '#server/settings/parcel-key.ts';
import type { InvitationKeys } from '#server/settings/invitation-keys.ts';

/** What test servers sign with. */
export const TEST_SECRET = 'a secret for tests, 32 letters long';
/** What all test people sign in with. */
export const TEST_PASSWORD = 'Kani-to-Ringo-88';
let passwordHash: Promise<string> | undefined;
/** As cheap as the algorithm allows: thousands of tests sign in, and a hash is verified at its own cost. */
const CHEAP = { algorithm: 2, memoryCost: 8, timeCost: 1, parallelism: 1 } as const;

/** Someone who can sign in at a test centre. */
export interface TestPerson {
  userId: string;
  centreId: string;
  name: string;
  email: string;
  role: Role;
}

/** A server on a migrated database, with a new centre and one person of each role. */
export interface TestApp {
  app: FastifyInstance;
  centreId: string;
  people: Record<Role, TestPerson>;
  /** Signs a person in, on a device of its own, and gives what calls the server as them. */
  signIn: (person: TestPerson) => Promise<TestClient>;
  /** The same, once for each role. */
  as: (role: Role) => Promise<TestClient>;
  /** Adds a person to the centre. */
  addPerson: (role: Role, name?: string) => Promise<TestPerson>;
}

/** Calls the server as a signed-in person, from our own pages. */
export interface TestClient {
  person: TestPerson;
  cookie: string;
  request: (options: InjectOptions) => Promise<LightMyRequestResponse>;
}

/** With a key of before, whose codes are still out. */
export const TEST_KEYS: InvitationKeys = {
  current: 'k2',
  secrets: new Map([
    ['k2', 'the newer key for tests, 32 letters'],
    ['k1', 'the older key for tests, 32 letters'],
  ]),
};

export const TEST_PARCEL_KEY: ParcelKey = parseParcelKey(newParcelKey())!;

const LOGGER = pino({ level: 'silent' });

/** Builds the server for tests; close `app` afterwards. */
export async function createTestApp(
  database: DatabaseHandle,
  overrides: Partial<Config> & { clock?: () => number } = {},
): Promise<TestApp> {
  const { clock = Date.now, ...configOverrides } = overrides;
  const config = {
    ...parseConfig({
      APP_DIR: '/nonexistent',
      RESPONDENT_DIR: '/nonexistent',
      // Where not even root can make one: a test that would write there fails, and leaves nothing for others to trip over.
      DATA_DIR: '/proc/nonexistent',
      BACKUP_HOURS: '0',
    }),
    ...configOverrides,
  };
  const app = await buildApp({
    config,
    database,
    secret: TEST_SECRET,
    invitationKeys: TEST_KEYS,
    parcelKey: TEST_PARCEL_KEY,
    logger: LOGGER,
    clock,
  });

  const centreId = newId(clock);
  await insertCentre(database.db, {
    id: centreId,
    name: '支援センター',
    epoch: newId(clock),
    createdAt: instantOf(clock),
  });
  const addPerson = (role: Role, name = `${role}の人`): Promise<TestPerson> =>
    insertPerson(database, clock, { centreId, role, name });
  const people = {} as Record<Role, TestPerson>;
  for (const role of ROLES) people[role] = await addPerson(role);

  const signIn = (person: TestPerson): Promise<TestClient> => signInTo(app, person);
  const clients = new Map<Role, Promise<TestClient>>();
  const as = (role: Role): Promise<TestClient> => {
    const client = clients.get(role) ?? signIn(people[role]);
    clients.set(role, client);
    return client;
  };
  return { app, centreId, people, signIn, as, addPerson };
}

async function insertPerson(
  database: DatabaseHandle,
  clock: () => number,
  { centreId, role, name }: Pick<TestPerson, 'centreId' | 'role' | 'name'>,
): Promise<TestPerson> {
  passwordHash ??= hash(TEST_PASSWORD.normalize('NFKC'), CHEAP);
  const userId = newId(clock);
  const email = `${role}-${userId}@example.jp`;
  const at = instantOf(clock);
  await insertUser(database.db, database.dialect, { id: userId, centreId, name, email, createdAt: at });
  await setPasswordHash(database.db, { userId, hash: await passwordHash, credentialId: newId(clock), at });
  await insertStaff(database.db, {
    centreId,
    userId,
    name,
    role,
    expertise: [],
    active: true,
    accessVersion: 1,
    language: 'ja',
    createdAt: at,
  });
  return { userId, centreId, name, email, role };
}

async function signInTo(app: FastifyInstance, person: TestPerson): Promise<TestClient> {
  const response = await app.inject({
    method: 'POST',
    url: '/api/sign-in',
    payload: { email: person.email, password: TEST_PASSWORD },
  });
  if (response.statusCode !== 200) throw new Error(`${person.role} could not sign in: ${response.body}`);
  const cookie = cookieOf(response);
  return {
    person,
    cookie,
    request: (options) => app.inject({ ...options, headers: { cookie, ...options.headers } }),
  };
}

/** The cookies that an answer sets, as the next request sends them. */
export function cookieOf(response: LightMyRequestResponse): string {
  return response.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
}
