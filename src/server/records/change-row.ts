import type { Instant } from '#domain/canonical/dates.ts';
import type { Change } from '#domain/sync/change.ts';
import type { ChangeRow } from '#server/database/queries/changes.ts';

/** What the log keeps of a change that has been applied. */
export function toChangeRow(
  change: Change,
  applied: {
    /** The change as canonical JSON, and its hash. */
    changeText: string;
    changeHash: string;
    centreId: string;
    revision: number;
    /** Which device's edit it is taken for. */
    deviceId: string;
    importedBy: string | null;
    result: string;
    effectiveRecordId: string;
    serverTime: Instant;
  },
): ChangeRow {
  return {
    centre_id: applied.centreId,
    revision: applied.revision,
    change_id: change.changeId,
    device_id: applied.deviceId,
    device_seq: change.deviceSeq,
    made_by: change.madeBy,
    made_at: change.madeAt,
    imported_by: applied.importedBy,
    collection: change.collection,
    record_id: change.recordId,
    change: applied.changeText,
    change_hash: applied.changeHash,
    result: applied.result,
    effective_record_id: applied.effectiveRecordId,
    server_time: applied.serverTime,
  };
}
