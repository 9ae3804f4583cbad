import type { FastifyInstance } from 'fastify';
import type { Change } from '#domain/sync/change.ts';
import type { HeldChange } from '#protocol/held-changes.ts';
import type { ProblemCode } from '#protocol/problems.ts';
import {
  decideHeldChange,
  listHeldChanges,
  listWaitingChanges,
} from '#server/database/queries/held-changes.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';
import { pushChanges } from './push.ts';
import type { Pusher } from './pusher.ts';

/** So much of their text at once, in UTF-16 units; the rest is shown when something of it is decided. */
const MAX_LISTED_LENGTH = 8 * 1024 * 1024;

/** What waits for the office, in the order in which it came. */
export async function listHeld({ database }: FastifyInstance, centreId: string): Promise<HeldChange[]> {
  return (await listWaitingChanges(database.db, centreId, MAX_LISTED_LENGTH)).map((row) => ({
    change: JSON.parse(row.change) as Change,
    refusal: row.refusal as ProblemCode,
    heldAt: row.held_at,
  }));
}

/**
 * Takes a change in as its author made it; the log says who has taken it in.
 *
 * @throws Problem `not-found` when nothing of the id waits; the problem for which the change cannot be
 *   applied to its record, and it then waits on.
 */
export async function acceptHeld(
  { database, clock }: FastifyInstance,
  office: Omit<Pusher, 'deviceId' | 'serverTime' | 'hadOtherRights'>,
  changeId: string,
): Promise<void> {
  const { centreId, userId } = office;
  const at = instantOf(clock);
  await database.db.transaction().execute(async (tx) => {
    const [row] = await listHeldChanges(tx, centreId, [changeId]);
    if (
      !row ||
      !(await decideHeldChange(
        tx,
        { centreId, changeId },
        { decision: 'accepted', by: userId, at, reason: null },
      ))
    )
      throw new Problem('not-found');
    // No device: nothing of the change is proven to come from where it says.
    const pusher: Pusher = { ...office, deviceId: '', serverTime: at, hadOtherRights: false };
    const { results } = await pushChanges(tx, pusher, [JSON.parse(row.change)]);
    const [result] = results;
    if (result?.status === 'rejected') throw new Problem(result.code);
    await audit(tx, clock, {
      centreId,
      by: userId,
      action: 'changes.accept',
      subject: changeId,
      detail: { madeBy: row.made_by },
    });
  });
}

/** Declines a change; it is kept, and its author told the reason. @throws Problem `not-found`. */
export async function declineHeld(
  { database, clock }: FastifyInstance,
  { centreId, userId }: Pick<Pusher, 'centreId' | 'userId'>,
  changeId: string,
  reason: string,
): Promise<void> {
  await database.db.transaction().execute(async (tx) => {
    const at = instantOf(clock);
    if (
      !(await decideHeldChange(tx, { centreId, changeId }, { decision: 'declined', by: userId, at, reason }))
    )
      throw new Problem('not-found');
    await audit(tx, clock, { centreId, by: userId, action: 'changes.decline', subject: changeId });
  });
}
