import type {
  CreateFrameList,
  DrawSample,
  FrameCells,
  FrameCommit,
  FrameListSummary,
  FrameLists,
  FrameRow,
  FrameUnitPage,
  SurveySampleReply,
  UpdateFrameList,
} from '#protocol/frames.ts';
import { askServer } from './http.ts';

/*
 * Lists of addresses and the samples that surveys draw from them. Everything throws ApiProblem and
 * Unreachable; a change of a list that was read at an older revision is the problem `frame-list-changed`.
 */
const FRAMES = '/api/frames';

export async function listFrames(): Promise<FrameListSummary[]> {
  return (await askServer<FrameLists>(FRAMES)).body.lists;
}

export async function createFrame(list: CreateFrameList): Promise<FrameListSummary> {
  return (await askServer<FrameListSummary>(FRAMES, { method: 'POST', body: list })).body;
}

export async function updateFrame(listId: string, changes: UpdateFrameList): Promise<FrameListSummary> {
  return (await askServer<FrameListSummary>(addressOf(listId), { method: 'PATCH', body: changes })).body;
}

/** Deletes a list's names and addresses for ever. */
export async function endFrame(listId: string, revision: number): Promise<FrameListSummary> {
  return (
    await askServer<FrameListSummary>(`${addressOf(listId)}/end`, { method: 'POST', body: { revision } })
  ).body;
}

/** How many of a list's addresses are alike. */
export async function readFrameCells(listId: string): Promise<FrameCells['cells']> {
  return (await askServer<FrameCells>(`${addressOf(listId)}/cells`)).body.cells;
}

/** A page of a list's addresses, after a row of it. */
export async function readFrameUnits(
  listId: string,
  { after, limit, search = '' }: { after: number; limit: number; search?: string },
): Promise<FrameUnitPage> {
  const query = new URLSearchParams({ after: String(after), limit: String(limit), search });
  return (await askServer<FrameUnitPage>(`${addressOf(listId)}/units?${query}`)).body;
}

/** Says of which company's record an address is; null: of none. */
export async function linkFrameUnit(listId: string, unitId: string, accountId: string | null): Promise<void> {
  await askServer(`${addressOf(listId)}/units/${encodeURIComponent(unitId)}/account`, {
    method: 'PUT',
    body: { accountId },
  });
}

/** Makes a company's record from what the list says, and links the address to it. */
export async function registerFrameUnit(listId: string, unitId: string): Promise<{ accountId: string }> {
  const address = `${addressOf(listId)}/units/${encodeURIComponent(unitId)}/account`;
  return (await askServer<{ accountId: string }>(address, { method: 'POST', body: {} })).body;
}

/** Sends a piece of an import; nothing of it counts before the commit. */
export async function sendFramePiece(
  listId: string,
  uploadId: string,
  piece: number,
  rows: readonly FrameRow[],
): Promise<void> {
  await askServer(`${addressOf(listId)}/uploads/${uploadId}/pieces/${piece}`, {
    method: 'PUT',
    body: { rows },
  });
}

/** Takes all pieces of an import in at once. */
export async function commitFrame(
  listId: string,
  uploadId: string,
  commit: FrameCommit,
): Promise<FrameListSummary> {
  return (
    await askServer<FrameListSummary>(`${addressOf(listId)}/uploads/${uploadId}/commit`, {
      method: 'POST',
      body: commit,
    })
  ).body;
}

/** Forgets an import, and a list that has no rows yet. */
export async function cancelFrame(listId: string, uploadId: string): Promise<void> {
  await askServer(`${addressOf(listId)}/uploads/${uploadId}`, { method: 'DELETE' });
}

/** The sample that a survey asks. */
export async function readSample(surveyId: string): Promise<SurveySampleReply> {
  return (await askServer<SurveySampleReply>(sampleOf(surveyId))).body;
}

/** Draws a survey's sample. */
export async function drawSample(surveyId: string, body: DrawSample): Promise<SurveySampleReply> {
  return (await askServer<SurveySampleReply>(sampleOf(surveyId), { method: 'PUT', body })).body;
}

function addressOf(listId: string): string {
  return `${FRAMES}/${encodeURIComponent(listId)}`;
}

function sampleOf(surveyId: string): string {
  return `/api/surveys/${encodeURIComponent(surveyId)}/sample`;
}
