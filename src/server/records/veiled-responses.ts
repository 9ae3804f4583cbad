import { randomBytes, randomInt } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { tokyoDate, tokyoInstant } from '#domain/canonical/dates.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { takeRevisions } from '#server/database/queries/changes.ts';
import {
  listCentresWithPending,
  listPendingResponses,
  listShownOf,
  noticePendingResponses,
  showResponse,
  type PendingResponse,
  type Shown,
} from '#server/database/queries/veiled-responses.ts';
import type { Database } from '#server/database/schema.ts';
import { instantOf, type Clock } from '#server/journal/clock.ts';

/*
 * A response without consent and the lead of the same submission are written together: neighbouring
 * revisions and ids of one millisecond would join them again. Who may not see whose it is gets the
 * response under an id of its own that tells the day alone, and a day later, shuffled with all others of
 * the day, under a revision that stands beside nothing.
 */

/** Revisions that nothing has, so that the batch does not stand beside what was written before it. */
const GAP = 16;
/** So much of an id is its time, which of these ids is the beginning of a day. */
const TIME_LENGTH = '01a1fb38-0000'.length;

/** Shows, centre by centre, the responses that have come until the day before; to be called about hourly. */
export async function showVeiledResponses(db: Kysely<Database>, clock: Clock): Promise<void> {
  for (const centreId of await listCentresWithPending(db)) await showBatch(db, centreId, clock);
}

async function showBatch(db: Kysely<Database>, centreId: string, clock: Clock): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Locks the centre: of several servers one shows, and the others then find nothing that waits.
    const { before } = await takeRevisions(tx, centreId, 0);
    await noticePendingResponses(tx, centreId, instantOf(clock));
    const pending = (await listPendingResponses(tx, centreId)).filter((each) => isDue(each, clock));
    if (pending.length === 0) return;
    const due = [
      ...pending.map((each) => toShown(each, clock)),
      ...(await listCompanions(tx, centreId, pending)),
    ];
    await takeRevisions(tx, centreId, GAP + due.length);
    for (const [index, each] of shuffle(due).entries())
      await showResponse(tx, centreId, { ...each, revision: before + GAP + 1 + index });
  });
}

/**
 * The others of the days of those that are shown anew: alone such a one would say that whatever was changed about a
 * company meanwhile, its lead or its record, was changed about the one whose it is.
 */
async function listCompanions(
  tx: Transaction<Database>,
  centreId: string,
  pending: readonly PendingResponse[],
): Promise<Shown[]> {
  const days = pending.flatMap(({ shownId }) => shownId?.slice(0, TIME_LENGTH) ?? []);
  const due = new Set(pending.map(({ responseId }) => responseId));
  const companions: Shown[] = [];
  for (const day of new Set(days)) companions.push(...(await listShownOf(tx, centreId, day)));
  return companions.filter(({ responseId }) => !due.has(responseId));
}

function toShown({ responseId, shownId, fields }: PendingResponse, clock: Clock): Shown {
  return {
    responseId,
    shownId: shownId ?? makeShownId(JSON.parse(fields) as Partial<SurveyResponse>, clock),
  };
}

/**
 * Those of a day are shown together, once it is over: in what order they came within it, nothing tells.
 * One whose company has agreed meanwhile is taken back at once, since it is seen as it is beside that.
 */
function isDue({ noticedAt, isWithdrawn }: PendingResponse, clock: Clock): boolean {
  return isWithdrawn || (noticedAt !== null && tokyoDate(noticedAt) < tokyoDate(instantOf(clock)));
}

/** An id like any other, whose time is the beginning of the response's day in Japan. */
function makeShownId({ submittedAt }: Partial<SurveyResponse>, clock: Clock): string {
  const day = tokyoDate(submittedAt ?? new Date(clock()).toISOString());
  return uuidV7(Date.parse(tokyoInstant(day)), randomBytes);
}

/** In an order that nobody can tell (Fisher–Yates over secure randomness). */
function shuffle<T>(list: readonly T[]): T[] {
  const shuffled = [...list];
  for (let index = shuffled.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    [shuffled[index], shuffled[other]] = [shuffled[other]!, shuffled[index]!];
  }
  return shuffled;
}
