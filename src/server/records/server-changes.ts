import type { Transaction } from 'kysely';
import { canonicalJson } from '#domain/canonical/json.ts';
import { hashText } from '#domain/canonical/hash.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import {
  SERVER_DEVICE,
  type Change,
  type ChangeFields,
  type RESPONDENT_AUTHOR,
  type SERVER_AUTHOR,
} from '#domain/sync/change.ts';
import { getDefinition } from '#domain/records/collections.ts';
import { mergeChange } from '#domain/sync/merge.ts';
import { appendChanges } from '#server/database/queries/changes.ts';
import { listRecords, type CentreRecord } from '#server/database/queries/records.ts';
import type { Database } from '#server/database/schema.ts';
import { toChangeRow } from './change-row.ts';
import { saveRecords } from './save-records.ts';

/** A change that the server makes: for a company that has no device of ours, or by a rule of its own. */
export interface ServerChange {
  /** Taken by `takeRevisions` in the same transaction. */
  revision: number;
  changeId: string;
  madeBy: typeof RESPONDENT_AUTHOR | typeof SERVER_AUTHOR;
  collection: string;
  recordId: string;
  fields: ChangeFields;
  /** It was made without a look at what others wrote of the same: theirs then stands beside it, as a conflict. */
  isUnseeing?: boolean;
}

/**
 * Applies changes that the server makes, through the same merge and the same log as
 * everyone's, each on top of what stands unless it says otherwise. Several changes of one record are not meant for it.
 *
 * @returns the records as they are now, in the order of the changes.
 */
export async function applyServerChanges(
  tx: Transaction<Database>,
  { centreId, serverTime }: { centreId: string; serverTime: Instant },
  changes: readonly ServerChange[],
): Promise<CentreRecord[]> {
  const before = new Map(
    (
      await listRecords(
        tx,
        centreId,
        changes.map(({ recordId }) => recordId),
      )
    ).map((record) => [record.id, record]),
  );
  const applied = changes.map(({ revision, isUnseeing = false, ...rest }) => {
    const record = before.get(rest.recordId);
    const change: Change = {
      ...rest,
      deviceId: SERVER_DEVICE,
      // The server's edits are ordered as the centre's are.
      deviceSeq: revision,
      madeAt: serverTime,
      kind: 'put',
      baseRevision: isUnseeing ? 0 : (record?.revision ?? 0),
    };
    const { status, record: merged } = mergeChange(getDefinition(change.collection), record, change, {
      revision,
      serverTime,
    });
    const changeText = canonicalJson(change);
    const row = toChangeRow(change, {
      changeText,
      changeHash: hashText(changeText),
      centreId,
      revision,
      deviceId: change.deviceId,
      importedBy: null,
      result: status,
      effectiveRecordId: merged.id,
      serverTime,
    });
    return { row, record: { ...merged, erasedAt: record?.erasedAt ?? null } };
  });
  await appendChanges(
    tx,
    applied.map(({ row }) => row),
  );
  const records = applied.map(({ record }) => record);
  await saveRecords(tx, centreId, records);
  return records;
}
