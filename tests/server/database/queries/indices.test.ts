import { CompiledQuery, sql, type KyselyPlugin, type RootOperationNode } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { DatabaseHandle } from '#server/database/connect.ts';
import { findOpenLead } from '#server/database/queries/open-leads.ts';
import { listContactDetails } from '#server/database/queries/people.ts';
import { deleteEndedLimits } from '#server/database/queries/rate-limits.ts';
import type { Queries } from '#server/database/schema.ts';
import { listHoldingEvents } from '#server/database/queries/unit-events.ts';
import {
  findPrimaryResponse,
  listAnswerChannels,
  listDuplicateResponses,
} from '#server/database/queries/submitted-responses.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

const AT = '2026-11-20T00:00:00.000Z';
/** Enough for a database that knows how many there are to prefer an index. */
const MANY = 4_000;
const ROWS_PER_INSERT = 500;
const UNIT = { surveyId: 's', accountIds: ['a00007'] };

describeOnBothDatabases('an index answers', (getDatabase, dialect) => {
  beforeAll(async () => {
    const { db } = getDatabase();
    for (let start = 0; start < MANY; start += ROWS_PER_INSERT) await insertRows(db, start);
    // PostgreSQL counts by itself now and then. SQLite never does here, nor in the product.
    if (dialect === 'postgres') await sql`analyze`.execute(db);
  });

  it.each<[string, string, (db: Queries) => Promise<unknown>]>([
    [
      'which response of a company counts',
      'submitted_responses_unit',
      (db) => findPrimaryResponse(db, 'c', UNIT),
    ],
    [
      'the same with some left out',
      'submitted_responses_unit',
      (db) => findPrimaryResponse(db, 'c', UNIT, ['r00001', 'r00002']),
    ],
    ['which ones stand beside it', 'submitted_responses_unit', (db) => listDuplicateResponses(db, 'c', UNIT)],
    [
      'whether a lead is open under one key',
      'open_lead_keys_by_key',
      (db) => findOpenLead(db, 'c', ['k00001']),
    ],
    ['under three', 'open_lead_keys_by_key', (db) => findOpenLead(db, 'c', ['k00001', 'k00002', 'k00003'])],
    [
      'under five',
      'open_lead_keys_by_key',
      (db) => findOpenLead(db, 'c', ['k00001', 'k00002', 'k00003', 'k00004', 'k00005']),
    ],
    ['which attempts to forget', 'rate_limits_end', (db) => deleteEndedLimits(db, 5)],
    [
      'what came in by post, without all that went out',
      'unit_events_by_event',
      (db) => listHoldingEvents(db, 'c', 's', ['paperArrived']),
    ],
    ['who belongs to a centre', 'users_centre', (db) => listContactDetails(db, 'c7')],
  ])('%s', async (_, index, query) => {
    expect(await explain(getDatabase(), query)).toContain(index);
  });

  it('by which way a survey was answered, by either index that begins with the survey', async () => {
    const plan = await explain(getDatabase(), (db) => listAnswerChannels(db, 'c', 's1'));
    expect(plan).toMatch(/submitted_responses_(?:by_)?unit/);
  });

  it('nothing wrong: of several open leads the oldest is found, whatever its key', async () => {
    const { db } = getDatabase();
    expect(await findOpenLead(db, 'c', ['k00009', 'k00004', 'k00012'])).toBe('l00004');
    expect(await findOpenLead(db, 'c', ['unknown'])).toBeUndefined();
    expect(await findOpenLead(db, 'other', ['k00009'])).toBeUndefined();
  });
});

function numbered(letter: string, number: number): string {
  return `${letter}${String(number).padStart(5, '0')}`;
}

async function insertRows(db: Queries, start: number): Promise<void> {
  const numbers = Array.from({ length: ROWS_PER_INSERT }, (_, index) => start + index);
  await db
    .insertInto('submitted_responses')
    .values(
      numbers.map((number) => ({
        centre_id: 'c',
        response_id: numbered('r', number),
        survey_id: `s${number % 20}`,
        account_id: numbered('a', Math.floor(number / 20)),
        unit_id: numbered('a', Math.floor(number / 20)),
        channel: 'link',
        disposition: 'complete',
      })),
    )
    .execute();
  await db
    .insertInto('open_lead_keys')
    .values(
      numbers.map((number) => ({
        centre_id: 'c',
        lead_id: numbered('l', number),
        key: numbered('k', number),
      })),
    )
    .execute();
  await db
    .insertInto('unit_events')
    .values(
      numbers.map((number) => ({
        centre_id: 'c',
        event_id: numbered('e', number),
        survey_id: 's',
        unit_id: numbered('a', Math.floor(number / 2)),
        event: number % 100 === 0 ? ('paperArrived' as const) : ('posted' as const),
        happened_at: AT,
        channel: 'scan' as const,
        detail: '',
        lot_id: null,
        undoes: null,
        noted_at: AT,
        noted_by: null,
      })),
    )
    .execute();
  await db
    .insertInto('rate_limits')
    .values(numbers.map((number) => ({ key: numbered('k', number), count: 1, expires_at_ms: number })))
    .execute();
  await db
    .insertInto('users')
    .values(
      numbers.map((number) => ({
        id: numbered('u', number),
        name: 'n',
        email: `${number}@example.jp`,
        email_verified: sql`true`,
        image: null,
        centre_id: `c${number % 400}`,
        created_at: AT,
        updated_at: AT,
      })),
    )
    .execute();
}

/** How the database goes about the one statement of a query function, in its own words. */
async function explain(
  { db, dialect }: DatabaseHandle,
  query: (db: Queries) => Promise<unknown>,
): Promise<string> {
  let node: RootOperationNode | undefined;
  const recorder: KyselyPlugin = {
    transformQuery: (args) => (node = args.node),
    transformResult: (args) => Promise.resolve(args.result),
  };
  await query(db.withPlugin(recorder));
  if (!node) throw new Error('no statement was made');
  const { sql: text, parameters } = db.getExecutor().compileQuery(node, { queryId: 'explained' });
  const prefix = dialect === 'sqlite' ? 'explain query plan' : 'explain';
  const { rows } = await db.executeQuery(CompiledQuery.raw(`${prefix} ${text}`, [...parameters]));
  return JSON.stringify(rows);
}
