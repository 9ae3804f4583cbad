import type { FastifyInstance } from 'fastify';
import type { FrameCommit, FrameListSummary, FrameRow } from '#protocol/frames.ts';
import { lockCentre } from '#server/database/queries/centres.ts';
import {
  deleteFrameUpload,
  deleteLoadingList,
  deleteStaleUploads,
  listFramePieces,
  putFramePiece,
  readFramePiece,
} from '#server/database/queries/frame-lists.ts';
import {
  findLastRow,
  insertFrameUnits,
  listFrameUnits,
  updateFrameUnits,
  type StoredFrameUnit,
} from '#server/database/queries/frame-units.ts';
import type { Queries } from '#server/database/schema.ts';
import { Problem } from '#server/http/problem.ts';
import { instantOf, newId, type Clock } from '#server/journal/clock.ts';
import { changeFrameList, getFrameList, type Actor } from './frame-lists.ts';
import { toStoredFields } from './frame-units.ts';

/** An import that nobody has gone on with for so long is forgotten. */
const STALE_MS = 24 * 60 * 60 * 1000;

/** Which import of which list. */
export interface Upload {
  listId: string;
  uploadId: string;
}

/** Keeps a piece of an import until the commit. @throws Problem `not-found`, `frame-list-ended`. */
export async function takeFramePiece(
  { database: { db }, clock }: FastifyInstance,
  centreId: string,
  { listId, uploadId, piece }: Upload & { piece: number },
  rows: readonly FrameRow[],
): Promise<void> {
  const list = await getFrameList(db, centreId, listId);
  if (list.status === 'ended') throw new Problem('frame-list-ended');
  const content = JSON.stringify(rows);
  await putFramePiece(db, { centreId, listId, uploadId, piece, content, sentAt: instantOf(clock) });
}

/**
 * Takes all pieces of an import in, or none: new addresses come at the end of the list in their order.
 *
 * @throws Problem `not-found`, `frame-list-changed` when the list was planned at another revision,
 *   `frame-list-ended`, `frame-upload-incomplete` when pieces are missing.
 */
export async function commitFrameUpload(
  app: FastifyInstance,
  actor: Actor,
  { listId, uploadId }: Upload,
  { revision, pieces }: FrameCommit,
): Promise<FrameListSummary> {
  const { centreId } = actor;
  return changeFrameList(app, actor, { listId, revision, action: 'frames.import' }, async (tx, list) => {
    const arrived = await listFramePieces(tx, centreId, listId, uploadId);
    if (arrived.length !== pieces || arrived.some((piece, index) => piece !== index))
      throw new Problem('frame-upload-incomplete');
    let last = await findLastRow(tx, centreId, listId);
    for (const piece of arrived) {
      const rows = JSON.parse(await readFramePiece(tx, { centreId, listId, uploadId, piece })) as FrameRow[];
      last = await takeRows(tx, app.clock, { centreId, listId, last }, rows);
    }
    await deleteFrameUpload(tx, centreId, listId, uploadId);
    return { ...list, status: 'ready' };
  });
}

/** Forgets an import, and a list that has no rows yet. */
export async function cancelFrameUpload(
  { database: { db } }: FastifyInstance,
  centreId: string,
  { listId, uploadId }: Upload,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockCentre(tx, centreId);
    await deleteFrameUpload(tx, centreId, listId, uploadId);
    await deleteLoadingList(tx, centreId, listId);
  });
}

/** Forgets the imports whose page was closed or whose connection was lost; to be called about hourly. */
export async function sweepFrameUploads(db: Queries, clock: Clock): Promise<void> {
  await deleteStaleUploads(db, new Date(clock() - STALE_MS).toISOString());
}

/** @returns the last row of the list then. */
async function takeRows(
  db: Queries,
  clock: Clock,
  { centreId, listId, last }: { centreId: string; listId: string; last: number },
  rows: readonly FrameRow[],
): Promise<number> {
  let row = last;
  const added = rows.flatMap((each): StoredFrameUnit[] =>
    each.kind === 'add'
      ? [
          {
            centre_id: centreId,
            unit_id: newId(clock),
            list_id: listId,
            row_number: (row += 1),
            ...toStoredFields(each.fields),
            account_id: each.accountId ?? null,
            is_gone: 0,
          },
        ]
      : [],
  );
  await insertFrameUnits(db, added);
  const ids = rows.flatMap((each) => (each.kind === 'add' ? [] : [each.unitId]));
  const stored = new Map(
    (await listFrameUnits(db, centreId, ids))
      .filter((unit) => unit.list_id === listId)
      .map((unit) => [unit.unit_id, unit]),
  );
  const changed = rows.flatMap((each): StoredFrameUnit[] => {
    const unit = each.kind === 'add' ? undefined : stored.get(each.unitId);
    if (!unit || each.kind === 'add') return [];
    if (each.kind === 'gone') return [{ ...unit, is_gone: 1 }];
    const accountId = each.accountId ?? unit.account_id;
    return [{ ...unit, ...toStoredFields(each.fields), account_id: accountId, is_gone: 0 }];
  });
  await updateFrameUnits(db, changed);
  return row;
}
