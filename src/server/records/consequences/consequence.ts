import type { Change } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { CentreRecord } from '#server/database/queries/records.ts';
import type { Judging } from './judging.ts';

/** A change that a push has brought, and the record that it went to. */
export interface AppliedChange {
  change: Change;
  /** Undefined where the change has made the record. */
  before: SyncRecord | undefined;
  after: SyncRecord;
}

/** Something that the server does by itself after a push, as it watches one. */
export interface Consequence {
  /** Is told of each change of the push in its order, before anything is written. */
  notice: (applied: AppliedChange) => void;
  /**
   * Decides, once all records are written, about those that it has noticed.
   *
   * @param recordOf a record that the push has written, as it is now
   * @returns the records that this has changed, as they are then
   */
  follow: (judging: Judging, recordOf: (id: string) => CentreRecord) => Promise<CentreRecord[]>;
}
