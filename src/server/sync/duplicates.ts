import type { Transaction } from 'kysely';
import type { SurveyResponse } from '#domain/casework/model.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import { planCounting, planDuplicateMark } from '#domain/fieldwork/duplicate-mark.ts';
import type { Settler } from '#domain/fieldwork/settlement.ts';
import { SERVER_AUTHOR, type ChangeFields } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import { audit, type AuditAction } from '../audit.ts';
import { newId } from '../clock.ts';
import { takeRevisions } from '../database/changes.ts';
import { listRecords, type CentreRecord } from '../database/records.ts';
import type { Database } from '../database/schema.ts';
import { findPrimaryResponse, listDuplicateResponses, type SurveyUnit } from '../database/submitted-responses.ts';
import { findRevision } from '../database/surveys.ts';
import { applyServerChanges } from './server-changes.ts';

/** A response that a push has submitted, given to another unit, deleted or brought back. */
export interface JudgedResponse {
  /** As it is now. */
  record: CentreRecord;
  /** Submitted before; it may have been marked beside the responses of another company. */
  isMoved: boolean;
  /** The unit that it has left. */
  from: SurveyUnit | undefined;
}

interface Desk {
  tx: Transaction<Database>;
  centreId: string;
  serverTime: Instant;
}

const REASONS = {
  mark: '同じ企業のほかの回答があるため / There is another response of the same company',
  count: '重複する回答がなくなったため / There is no other response any more that it is a duplicate of',
};

/** The unit that a response is given for, if its company is known. */
export function unitOf({ fields: { surveyId, accountId } }: Pick<SyncRecord, 'fields'>): SurveyUnit | undefined {
  return typeof surveyId === 'string' && typeof accountId === 'string' ? { surveyId, accountId } : undefined;
}

/**
 * Sees to it that of each unit that a push concerns one response counts, in the order of the
 * push: a response whose company has answered the same survey before becomes a `duplicate`;
 * one that was a duplicate elsewhere and finds no other counts again; and where the one that
 * counted has left, the first duplicate that nobody has settled yet counts in its place. Each
 * is a change of its own with the reason beside it, so that the office can settle it.
 *
 * @param judged all of them are written already.
 * @returns the records that this has changed, as they are now.
 */
export async function judgeDuplicates(
  tx: Transaction<Database>,
  { centreId, serverTime }: { centreId: string; serverTime: Instant },
  judged: readonly JudgedResponse[],
): Promise<CentreRecord[]> {
  const desk: Desk = { tx, centreId, serverTime };
  const changed: CentreRecord[] = [];
  for (const [index, { record, isMoved }] of judged.entries()) {
    // A change would bring it back.
    if (record.deletedAt !== null) continue;
    const unit = unitOf(record);
    const primary = unit && (await findPrimaryResponse(tx, centreId, unit, listIdsOfUnit(judged.slice(index), unit)));
    if (primary !== undefined) changed.push(...(await mark(desk, record, primary)));
    else if (isMoved) changed.push(...(await count(desk, record)));
  }
  for (const { from } of judged) {
    const next = from && (await findSuccessor(desk, from));
    if (next) changed.push(...(await count(desk, next)));
  }
  return changed;
}

function listIdsOfUnit(judged: readonly JudgedResponse[], { surveyId, accountId }: SurveyUnit): string[] {
  return judged.map(({ record }) => record).filter(({ fields }) => fields['surveyId'] === surveyId && fields['accountId'] === accountId).map(({ id }) => id);
}

/** The response that counts from now on for a unit whose one has left. What the office has settled stays settled. */
async function findSuccessor({ tx, centreId }: Desk, unit: SurveyUnit): Promise<CentreRecord | undefined> {
  if ((await findPrimaryResponse(tx, centreId, unit)) !== undefined) return undefined;
  const ids = await listDuplicateResponses(tx, centreId, unit);
  const unsettled = (await listRecords(tx, centreId, ids)).filter(({ fields }) => fields['settledAt'] === undefined);
  return unsettled.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))[0];
}

async function mark(desk: Desk, record: CentreRecord, primary: string): Promise<CentreRecord[]> {
  const fields = planDuplicateMark(record.fields as Partial<SurveyResponse>, markerOf(desk, REASONS.mark));
  return write(desk, record, fields, { action: 'responses.duplicate', detail: { primary } });
}

async function count(desk: Desk, record: CentreRecord): Promise<CentreRecord[]> {
  const response = record.fields as Partial<SurveyResponse>;
  const { questionnaireId, questionnaireRevision: revision } = response;
  const isNamed = questionnaireId !== undefined && revision !== undefined;
  const questionnaire = isNamed ? await findRevision(desk.tx, desk.centreId, { questionnaireId, revision }) : undefined;
  return write(desk, record, planCounting(questionnaire, response, markerOf(desk, REASONS.count)), { action: 'responses.count', detail: {} });
}

async function write(
  { tx, centreId, serverTime }: Desk,
  { id }: CentreRecord,
  fields: ChangeFields,
  act: { action: AuditAction; detail: Record<string, string> },
): Promise<CentreRecord[]> {
  if (Object.keys(fields).length === 0) return [];
  const clock = clockAt(serverTime);
  const { before } = await takeRevisions(tx, centreId, 1);
  const changed = await applyServerChanges(tx, { centreId, serverTime }, [
    { revision: before + 1, changeId: newId(clock), madeBy: SERVER_AUTHOR, collection: 'responses', recordId: id, fields },
  ]);
  await audit(tx, clock, { centreId, by: null, subject: id, ...act });
  return changed;
}

function markerOf({ serverTime }: Desk, reason: string): Settler {
  return { by: SERVER_AUTHOR, at: serverTime, reason, newId: () => newId(clockAt(serverTime)) };
}

function clockAt(serverTime: Instant): () => number {
  return () => Date.parse(serverTime);
}
