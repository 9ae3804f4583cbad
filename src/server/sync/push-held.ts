import type { Transaction } from 'kysely';
import { canWrite, isAllowed } from '#domain/access/permissions.ts';
import { findMissingFields } from '#domain/records/check-fields.ts';
import { getDefinition } from '#domain/records/collections.ts';
import type { Change } from '#domain/sync/change.ts';
import type { ProblemCode } from '#protocol/problems.ts';
import {
  insertHeldChanges,
  listHeldChanges,
  listWaitingOf,
  measureWaitingChanges,
  type HeldRow,
  type NewHeldRow,
} from '#server/database/queries/held-changes.ts';
import type { Database } from '#server/database/schema.ts';
import { Rejection } from './push-rejection.ts';
import type { Pusher } from './pusher.ts';

/** So many of one person may wait: nobody fills the office's inbox. */
const MAX_WAITING = 2_000;
/** So much text of one person, in UTF-16 units: several times what a month in the field comes to. */
const MAX_WAITING_LENGTH = 8 * 1024 * 1024;

/**
 * What people recorded themselves and may not write any more goes whole to the office: it was their
 * work when they did it. Who never had other rights is simply refused, but for a collection of somebody who
 * records at all: which ones a role writes may change with the product.
 */
export class HeldChanges {
  private readonly held: NewHeldRow[] = [];

  private constructor(
    private readonly pusher: Pusher,
    private readonly known: ReadonlyMap<string, HeldRow>,
    private readonly waiting: { count: number; length: number },
    /** The records that something which waits would make. */
    private readonly firstOf: Set<string>,
  ) {}

  static async load(
    tx: Transaction<Database>,
    pusher: Pusher,
    changes: readonly Change[],
  ): Promise<HeldChanges> {
    const { centreId, userId, role, hadOtherRights } = pusher;
    const mayHold = changes.some(({ collection }) => hadOtherRights || !canWrite(role, collection));
    if (!mayHold) return new HeldChanges(pusher, new Map(), { count: 0, length: 0 }, new Set());
    const ids = changes.map(({ changeId }) => changeId);
    const known = await listHeldChanges(tx, centreId, ids);
    const waiting = await measureWaitingChanges(tx, centreId, userId);
    const others = await listWaitingOf(
      tx,
      { centreId, madeBy: userId },
      changes.map(({ recordId }) => recordId),
    );
    return new HeldChanges(
      pusher,
      new Map(known.map((row) => [row.change_id, row])),
      waiting,
      new Set(others.flatMap((text) => recordMadeBy(JSON.parse(text) as Change) ?? [])),
    );
  }

  /** Whether what makes a record may be among what waits for the office. */
  awaits(recordId: string): boolean {
    return this.firstOf.has(recordId);
  }

  /**
   * How a change that its sender may not make is answered.
   *
   * @param refusal why it is not simply taken
   * @param text the change as canonical JSON, and its hash
   */
  refuse(change: Change, refusal: ProblemCode, text: string, hash: string): Rejection {
    const { centreId, userId, role, hadOtherRights, serverTime } = this.pusher;
    const isOwn = change.madeBy === userId;
    const mayHandIn = hadOtherRights || (refusal === 'collection-forbidden' && isAllowed(role, 'sync.push'));
    if (!isOwn || !mayHandIn) return new Rejection(refusal);
    const before = this.known.get(change.changeId);
    const known = before ?? this.held.find((row) => row.change_id === change.changeId);
    if (known && known.change_hash !== hash) return new Rejection('change-id-reused');
    if (before?.decision === 'declined')
      return new Rejection('declined-by-office', [], [{ pointer: '', message: before.reason ?? '' }]);
    if (!known) {
      const { count, length } = this.waiting;
      if (count >= MAX_WAITING || length + text.length > MAX_WAITING_LENGTH) return new Rejection(refusal);
      this.waiting.count += 1;
      this.waiting.length += text.length;
      this.held.push({
        centre_id: centreId,
        change_id: change.changeId,
        record_id: change.recordId,
        made_by: userId,
        change: text,
        change_hash: hash,
        refusal,
        held_at: serverTime,
      });
      const made = recordMadeBy(change);
      if (made !== undefined) this.firstOf.add(made);
    }
    return new Rejection('passed-to-office');
  }

  /** Writes down what this push leaves with the office. */
  save(tx: Transaction<Database>): Promise<void> {
    return insertHeldChanges(tx, this.held);
  }
}

/** The record that a change can make, if it holds all that one needs. */
function recordMadeBy(change: Change): string | undefined {
  const isWhole =
    change.kind === 'put' && findMissingFields(getDefinition(change.collection), change).length === 0;
  return isWhole ? change.recordId : undefined;
}
