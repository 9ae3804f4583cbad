import type { FastifyInstance } from 'fastify';
import type {
  CreateFrameList,
  FrameCells,
  FrameListSummary,
  FrameLists,
  UpdateFrameList,
} from '#protocol/frames.ts';
import { lockCentre } from '#server/database/queries/centres.ts';
import {
  deleteUploadsOfList,
  findFrameList,
  insertFrameList,
  listFrameLists,
  listSampledLists,
  updateFrameList,
  type StoredFrameList,
} from '#server/database/queries/frame-lists.ts';
import { countFrameCells, countFrameUnits, eraseFrameNames } from '#server/database/queries/frame-units.ts';
import type { Queries } from '#server/database/schema.ts';
import { Problem } from '#server/http/problem.ts';
import { audit, type AuditAction } from '#server/journal/audit.ts';
import { instantOf, newId } from '#server/journal/clock.ts';

/** Who keeps the lists. */
export interface Actor {
  centreId: string;
  userId: string;
}

/** A centre's lists, the newest first; those that wait for their rows are left out. */
export async function getFrameLists(
  { database: { db } }: FastifyInstance,
  centreId: string,
): Promise<FrameLists> {
  return { lists: await listSummaries(db, centreId) };
}

/** Makes a list that waits for its rows. */
export async function createFrameList(
  { database: { db }, clock }: FastifyInstance,
  { centreId, userId }: Actor,
  { name, source, licenceEndsOn }: CreateFrameList,
): Promise<FrameListSummary> {
  const list: StoredFrameList = {
    centre_id: centreId,
    list_id: newId(clock),
    name,
    source,
    status: 'loading',
    licence_ends_on: licenceEndsOn,
    revision: 1,
    created_at: instantOf(clock),
    created_by: userId,
    ended_at: null,
    frozen: null,
  };
  return db.transaction().execute(async (tx) => {
    await insertFrameList(tx, list);
    await audit(tx, clock, { centreId, by: userId, action: 'frames.create', subject: list.list_id });
    return toSummary(list, undefined, []);
  });
}

/** Renames a list or sets the end of its licence. @throws Problem `not-found`, `frame-list-changed`. */
export async function editFrameList(
  app: FastifyInstance,
  actor: Actor,
  listId: string,
  { revision, ...changes }: UpdateFrameList,
): Promise<FrameListSummary> {
  return changeFrameList(app, actor, { listId, revision, action: 'frames.update' }, async (_, list) => ({
    ...list,
    ...(changes.name !== undefined && { name: changes.name }),
    ...(changes.source !== undefined && { source: changes.source }),
    ...(changes.licenceEndsOn !== undefined && { licence_ends_on: changes.licenceEndsOn }),
  }));
}

/**
 * Ends a list: deletes for ever what names its companies. Codes, what became of the units, their attributes and
 * weights stay, and how many of each cell there were, so that every rate can be computed again.
 *
 * @throws Problem `not-found`, `frame-list-changed`, `frame-list-ended`.
 */
export async function endFrameList(
  app: FastifyInstance,
  actor: Actor,
  listId: string,
  revision: number,
): Promise<FrameListSummary> {
  return changeFrameList(app, actor, { listId, revision, action: 'frames.end' }, async (tx, list) => {
    const frozen = JSON.stringify(await countFrameCells(tx, actor.centreId, listId));
    await eraseFrameNames(tx, actor.centreId, listId);
    await deleteUploadsOfList(tx, actor.centreId, listId);
    return { ...list, status: 'ended', ended_at: instantOf(app.clock), frozen };
  });
}

/** How many addresses of each cell a list has; of an ended one how many it had then. @throws Problem `not-found`. */
export async function getFrameCells(
  { database: { db } }: FastifyInstance,
  centreId: string,
  listId: string,
): Promise<FrameCells> {
  const list = await getFrameList(db, centreId, listId);
  const rows =
    list.frozen === null
      ? await countFrameCells(db, centreId, listId)
      : (JSON.parse(list.frozen) as Awaited<ReturnType<typeof countFrameCells>>);
  return {
    cells: rows.map(({ industry, employees, sales, municipality, count }) => ({
      industry: industry ?? '',
      employees: employees ?? '',
      sales: sales ?? '',
      municipality: municipality ?? '',
      count,
    })),
  };
}

/** A list that must exist. @throws Problem `not-found`. */
export async function getFrameList(db: Queries, centreId: string, listId: string): Promise<StoredFrameList> {
  const list = await findFrameList(db, centreId, listId);
  if (!list) throw new Problem('not-found');
  return list;
}

/**
 * Changes a list that was read at a revision and has not ended, and writes down that somebody did.
 *
 * @throws Problem `not-found`, `frame-list-changed`, `frame-list-ended`.
 */
export async function changeFrameList(
  app: FastifyInstance,
  { centreId, userId }: Actor,
  { listId, revision, action }: { listId: string; revision: number; action: AuditAction },
  change: (tx: Queries, list: StoredFrameList) => Promise<StoredFrameList>,
): Promise<FrameListSummary> {
  return app.database.db.transaction().execute(async (tx) => {
    await lockCentre(tx, centreId);
    const list = await getFrameList(tx, centreId, listId);
    if (list.status === 'ended') throw new Problem('frame-list-ended');
    if (list.revision !== revision) throw new Problem('frame-list-changed');
    const changed = { ...(await change(tx, list)), revision: revision + 1 };
    if (!(await updateFrameList(tx, changed))) throw new Problem('frame-list-changed');
    await audit(tx, app.clock, { centreId, by: userId, action, subject: listId });
    const summary = (await listSummaries(tx, centreId)).find((each) => each.id === listId);
    return summary ?? toSummary(changed, undefined, []);
  });
}

async function listSummaries(db: Queries, centreId: string): Promise<FrameListSummary[]> {
  const lists = await listFrameLists(db, centreId);
  const counts = await countFrameUnits(db, centreId);
  const sampled = await listSampledLists(db, centreId);
  return lists
    .filter(({ status }) => status !== 'loading')
    .map((list) =>
      toSummary(
        list,
        counts.get(list.list_id),
        sampled.filter(({ listId }) => listId === list.list_id).map(({ surveyId }) => surveyId),
      ),
    );
}

function toSummary(
  list: StoredFrameList,
  { units, gone, linked } = { units: 0, gone: 0, linked: 0 },
  surveyIds: string[],
): FrameListSummary {
  return {
    id: list.list_id,
    name: list.name,
    source: list.source,
    status: list.status,
    licenceEndsOn: list.licence_ends_on,
    revision: list.revision,
    createdAt: list.created_at,
    endedAt: list.ended_at,
    units,
    gone,
    linked,
    surveyIds,
  };
}
