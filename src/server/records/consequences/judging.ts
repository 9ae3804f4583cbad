import type { Transaction } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import type { CorrectionReason } from '#domain/records/correction-reasons.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import type { Settler } from '#domain/fieldwork/settlement.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { SERVER_AUTHOR, type ChangeFields } from '#domain/sync/change.ts';
import { newId } from '#server/journal/clock.ts';
import { takeRevisions } from '#server/database/queries/changes.ts';
import type { CentreRecord } from '#server/database/queries/records.ts';
import type { Database } from '#server/database/schema.ts';
import { findRevision } from '#server/database/queries/surveys.ts';
import { applyServerChanges, type ServerChange } from '#server/records/server-changes.ts';

/*
 * What the server decides by itself about records that a push has brought. Each decision is
 * a change of its own in the same transaction, so that devices and the log learn of it.
 */

/** Where and when the server judges. */
export interface Judging {
  tx: Transaction<Database>;
  centreId: string;
  serverTime: Instant;
}

/** What to write into a record. */
export interface Decision {
  record: CentreRecord;
  fields: ChangeFields;
  /** As of a change of the server (`ServerChange`). */
  isUnseeing?: boolean;
}

/** Writes decisions, at most one of each record; empty ones are left out. @returns the records that this has changed, as they are now. */
export async function writeDecisions(
  { tx, centreId, serverTime }: Judging,
  decisions: readonly Decision[],
): Promise<CentreRecord[]> {
  const real = decisions.filter(({ fields }) => Object.keys(fields).length > 0);
  if (real.length === 0) return [];
  const clock = clockAt(serverTime);
  const { before } = await takeRevisions(tx, centreId, real.length);
  const changes = real.map(
    ({ record: { id, collection }, fields, isUnseeing = false }, index): ServerChange => ({
      revision: before + 1 + index,
      changeId: newId(clock),
      madeBy: SERVER_AUTHOR,
      collection,
      recordId: id,
      fields,
      isUnseeing,
    }),
  );
  return applyServerChanges(tx, { centreId, serverTime }, changes);
}

/** The server as the one who corrects, with its reason. */
export function judgeOf({ serverTime }: Judging, reason: CorrectionReason): Settler {
  return { by: SERVER_AUTHOR, at: serverTime, reason, newId: () => newId(clockAt(serverTime)) };
}

/** The questionnaire that a response answers, if it is published. */
export async function findQuestionnaireOf(
  { tx, centreId }: Judging,
  { questionnaireId, questionnaireRevision: revision }: Partial<SurveyResponse>,
): Promise<Questionnaire | undefined> {
  return questionnaireId === undefined || revision === undefined
    ? undefined
    : findRevision(tx, centreId, { questionnaireId, revision });
}

/** The clock as it stood when the push came. */
export function clockAt(serverTime: Instant): () => number {
  return () => Date.parse(serverTime);
}
