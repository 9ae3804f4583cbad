import type { Transaction } from 'kysely';
import { listMergedWith } from '#domain/casework/merged-accounts.ts';
import { getDefinition, DEFINITIONS } from '#domain/records/collections.ts';
import { eraseRecord } from '#domain/records/erase.ts';
import { listAttachmentsOf } from '#server/database/queries/attachments.ts';
import { emptyChanges, takeRevisions } from '#server/database/queries/changes.ts';
import { deleteAttachmentFiles } from '#server/database/queries/files.ts';
import { eraseFrameUnitsOfAccounts } from '#server/database/queries/frame-units.ts';
import { deleteHeldOf } from '#server/database/queries/held-changes.ts';
import { emptyKeyedSheetsOf } from '#server/database/queries/keyed-sheets.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import { emptyProvisions } from '#server/database/queries/provisions.ts';
import { listRecords, type CentreRecord } from '#server/database/queries/records.ts';
import { emptyUnitDetails } from '#server/database/queries/unit-events.ts';
import type { Database, Queries } from '#server/database/schema.ts';
import { saveRecords } from '#server/records/save-records.ts';
import type { Erasure } from './erasure-journal.ts';

/**
 * What is erased together with a record: of a company all records that were joined to it, for one keeps values
 * of the other; and the photos and files that belong to any. What one erasure takes along is entered as an
 * erasure of its own, so that it outlives an older state too.
 */
export async function withBelongings(db: Queries, centreId: string, erasure: Erasure): Promise<Erasure[]> {
  const { collection, recordId, at } = erasure;
  const records =
    collection === 'accounts' ? listMergedWith(recordId, await listMergePointers(db, centreId)) : [recordId];
  const erasures: Erasure[] = [];
  for (const id of records) {
    const files = await listAttachmentsOf(db, centreId, id);
    erasures.push(
      { centreId, collection, recordId: id, at },
      ...files.map((file) => ({ centreId, collection: 'attachments', recordId: file, at })),
    );
  }
  return erasures;
}

/**
 * Empties records of a centre, their history and their conflicts; devices get them with their next pull. Of one
 * that the database does not have, a trace is left, so that it is refused when a device sends it again. Bytes of
 * photos and files go once that is committed, see `removeUnusedFiles`.
 *
 * @returns those that were not erased before.
 */
export async function eraseRecords(
  tx: Transaction<Database>,
  centreId: string,
  erasures: readonly Erasure[],
): Promise<Erasure[]> {
  const unique = [...new Map(erasures.map((erasure) => [erasure.recordId, erasure])).values()];
  const { before } = await takeRevisions(tx, centreId, unique.length);
  const found = await listRecords(
    tx,
    centreId,
    unique.map(({ recordId }) => recordId),
  );
  const records = new Map(found.map((record) => [record.id, record]));
  const wanted = unique.filter(
    ({ recordId, collection }) =>
      (records.get(recordId)?.erasedAt ?? null) === null && Object.hasOwn(DEFINITIONS, collection),
  );
  const erased = wanted.map((erasure, index): CentreRecord => {
    const record = records.get(erasure.recordId) ?? traceOf(erasure);
    const revision = before + 1 + index;
    return {
      ...eraseRecord(getDefinition(record.collection), record, { revision, at: erasure.at }),
      erasedAt: erasure.at,
    };
  });
  await saveRecords(tx, centreId, erased);
  await eraseFrameUnitsOfAccounts(
    tx,
    centreId,
    erased.flatMap(({ collection, id }) => (collection === 'accounts' ? [id] : [])),
  );
  await deleteAttachmentFiles(
    tx,
    centreId,
    wanted.map(({ recordId }) => recordId),
  );
  for (const { recordId } of wanted) {
    await emptyChanges(tx, centreId, recordId);
    await deleteHeldOf(tx, centreId, recordId);
    await emptyUnitDetails(tx, centreId, recordId);
    await emptyKeyedSheetsOf(tx, centreId, recordId);
    await emptyProvisions(tx, centreId, recordId);
  }
  return wanted;
}

function traceOf({ collection, recordId, at }: Erasure): CentreRecord {
  return {
    collection,
    id: recordId,
    revision: 0,
    fields: {},
    deletedAt: at,
    conflicts: [],
    warnings: [],
    units: {},
    erasedAt: null,
  };
}
