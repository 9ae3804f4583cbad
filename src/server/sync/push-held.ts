import type { Transaction } from 'kysely';
import { canWrite } from '#domain/access/permissions.ts';
import type { Change } from '#domain/sync/change.ts';
import type { ProblemCode } from '#protocol/problems.ts';
import {
  countWaitingChanges,
  insertHeldChanges,
  listHeldChanges,
  type HeldRow,
  type NewHeldRow,
} from '#server/database/queries/held-changes.ts';
import type { Database } from '#server/database/schema.ts';
import { Rejection } from './push-rejection.ts';
import type { Pusher } from './pusher.ts';

/** So many of one person may wait: nobody fills the office's inbox. */
const MAX_WAITING = 2_000;

/**
 * What people recorded themselves and may not write any more goes whole to the office: it was their
 * work when they did it. Who never had other rights is simply refused, but for a collection: which
 * ones a role writes may change with the product.
 */
export class HeldChanges {
  private readonly held: NewHeldRow[] = [];

  private constructor(
    private readonly pusher: Pusher,
    private readonly known: ReadonlyMap<string, HeldRow>,
    private readonly waiting: number,
  ) {}

  static async load(
    tx: Transaction<Database>,
    pusher: Pusher,
    changes: readonly Change[],
  ): Promise<HeldChanges> {
    const { centreId, userId, role, hadOtherRights } = pusher;
    const mayHold = changes.some(({ collection }) => hadOtherRights || !canWrite(role, collection));
    if (!mayHold) return new HeldChanges(pusher, new Map(), 0);
    const ids = changes.map(({ changeId }) => changeId);
    const known = await listHeldChanges(tx, centreId, ids);
    const waiting = await countWaitingChanges(tx, centreId, userId);
    return new HeldChanges(pusher, new Map(known.map((row) => [row.change_id, row])), waiting);
  }

  /**
   * How a change that its sender may not make is answered.
   *
   * @param refusal why it is not simply taken
   * @param text the change as canonical JSON, and its hash
   */
  refuse(change: Change, refusal: ProblemCode, text: string, hash: string): Rejection {
    const { centreId, userId, hadOtherRights, serverTime } = this.pusher;
    const isOwn = change.madeBy === userId;
    if (!isOwn || (!hadOtherRights && refusal !== 'collection-forbidden')) return new Rejection(refusal);
    const before = this.known.get(change.changeId);
    const known = before ?? this.held.find((row) => row.change_id === change.changeId);
    if (known && known.change_hash !== hash) return new Rejection('change-id-reused');
    if (before?.decision === 'declined')
      return new Rejection('declined-by-office', [], [{ pointer: '', message: before.reason ?? '' }]);
    if (!known) {
      if (this.waiting + this.held.length >= MAX_WAITING) return new Rejection(refusal);
      this.held.push({
        centre_id: centreId,
        change_id: change.changeId,
        made_by: userId,
        change: text,
        change_hash: hash,
        refusal,
        held_at: serverTime,
      });
    }
    return new Rejection('passed-to-office');
  }

  /** Writes down what this push leaves with the office. */
  save(tx: Transaction<Database>): Promise<void> {
    return insertHeldChanges(tx, this.held);
  }
}
