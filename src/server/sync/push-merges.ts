import type { Transaction } from 'kysely';
import { listMergedWith, MAX_JOINED } from '#domain/casework/merged-accounts.ts';
import type { Definitions } from '#domain/records/collections.ts';
import type { Definition } from '#domain/records/definition.ts';
import type { Change } from '#domain/sync/change.ts';
import type { StoredRecord } from '#domain/sync/record.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import type { CentreRecord } from '#server/database/queries/records.ts';
import type { Database } from '#server/database/schema.ts';
import { readMergedInto } from '#server/records/indexes/merged-into.ts';
import { Rejection } from './push-rejection.ts';

/** Which records a push may join to which. */
export class PushedMerges {
  private constructor(
    private readonly definitions: Definitions,
    /** Where merged companies point, as the push leaves it so far. */
    private readonly pointers: Map<string, string>,
  ) {}

  /** Reads nothing where a push joins none. */
  static async load(
    tx: Transaction<Database>,
    centreId: string,
    changes: readonly Change[],
    definitions: Definitions,
  ): Promise<PushedMerges> {
    const joinsAny = changes.some((change) => readMergedInto(change, definitions) !== undefined);
    return new PushedMerges(definitions, new Map(joinsAny ? await listMergePointers(tx, centreId) : []));
  }

  /**
   * Refuses to join a record to one that was erased, whose values that would bring back, to one of another kind, or
   * more of them than are one company's. A record that is not there may still come.
   *
   * @param records those that the push is about, as it leaves them so far
   */
  check({ mergedInto }: Definition, change: Change, records: ReadonlyMap<string, CentreRecord>): void {
    const id = readMergedInto(change, this.definitions);
    if (id === undefined || records.get(change.recordId)?.fields[mergedInto!] === id) return;
    const pointer = `/fields/${mergedInto}`;
    const joined = new Set([id, change.recordId].flatMap((each) => listMergedWith(each, this.pointers)));
    if (joined.size > MAX_JOINED)
      throw new Rejection('change-malformed', [{ pointer, code: 'too-many', limit: MAX_JOINED }]);
    const target = records.get(id);
    if (!target) return;
    if (target.erasedAt !== null) throw new Rejection('record-erased', [{ pointer, code: 'not-writable' }]);
    if (target.collection !== change.collection)
      throw new Rejection('change-malformed', [{ pointer, code: 'wrong-form' }]);
  }

  /** Notes what a change has made of a record. */
  note(record: StoredRecord): void {
    const into = readMergedInto(record, this.definitions);
    if (into === undefined) this.pointers.delete(record.id);
    else this.pointers.set(record.id, into);
  }
}
