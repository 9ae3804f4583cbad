import type { Json } from '#domain/canonical/json.ts';
import type { Language } from '#domain/canonical/language.ts';
import { planLeadCorrection } from '#domain/casework/corrected-lead.ts';
import { isLeadOver } from '#domain/casework/lead-transitions.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { computeCorrection } from '#domain/casework/response-correction.ts';
import { findSurveyLead } from '#domain/casework/survey-lead.ts';
import { findRecount } from '#domain/fieldwork/recount.ts';
import { isCounting, type CountingDisposition } from '#domain/records/dispositions.ts';
import { withAnswers, type Interview } from '#domain/interview/interview.ts';
import type { Edit } from '#client/storage/write-record.ts';
import type { Workspace } from '#client/records/workspace.ts';
import { listLeadsOfResponse } from '#client/records/response-leads.ts';

/** What a person corrects, and why. */
export interface CorrectionRequest {
  code: string;
  value: Json | undefined;
  otherText: string;
  reason: string;
}

/** What came of a correction beside the corrected answer. */
export interface CorrectionOutcome {
  /** As what the response counts from now on, where that has changed. The server writes it (`recountCorrected`). */
  disposition?: CountingDisposition;
  /** The answers ask for support now, and a lead was made of that. */
  hasNewLead: boolean;
}

/**
 * Corrects an answer of a submitted response: the answers that change and, for each, what
 * stood there before, who changed it, when and why. Nothing when nothing changes. A wish for
 * support that only the corrected answers tell of becomes a lead, as on submission; a lead
 * that there is already follows them. All of it is one transaction.
 *
 * @param language in which the consent was read out
 */
export async function correctAnswer(
  workspace: Workspace,
  plan: Interview,
  responseId: string,
  request: CorrectionRequest,
  language: Language,
): Promise<CorrectionOutcome> {
  const { db, session, now, newId } = workspace;
  await workspace.written(responseId);
  return db.transaction('rw', db.recordTables, async () => {
    const stored = await db.responses.get(responseId);
    if (!stored) throw new Error('the response is not on this device');
    const interview = withAnswers(plan, stored.fields.answers ?? {});
    const at = now();
    const edit: Edit<'responses'> = {};
    for (const { code, oldValue, newValue } of computeCorrection(
      interview,
      request.code,
      request.value,
      request.otherText,
    )) {
      edit[`answers/${code}`] = newValue;
      edit[`provenance/${code}`] = { channel: 'visit', by: session.user.id, at };
      edit[`corrections/${newId()}`] = {
        code,
        oldValue,
        by: session.user.id,
        at,
        reason: request.reason.trim(),
      };
    }
    if (Object.keys(edit).length === 0) return { hasNewLead: false };
    await workspace.write('responses', responseId, edit);

    const before = stored.fields;
    const after = (await db.responses.get(responseId))!.fields;
    const hasNewLead = await followInLead(workspace, plan, responseId, { before, after }, language);
    const disposition = findRecount(withAnswers(plan, after.answers ?? {}), after);
    const wasBefore = findRecount(interview, before);
    return { hasNewLead, ...(isCounting(disposition) && disposition !== wasBefore && { disposition }) };
  });
}

/** Makes the lead that the corrected answers ask for, or brings the one there is up to them. @returns whether one was made. */
async function followInLead(
  workspace: Workspace,
  plan: Interview,
  responseId: string,
  { before, after }: Record<'before' | 'after', Partial<SurveyResponse>>,
  language: Language,
): Promise<boolean> {
  const { db, session, now, newId } = workspace;
  const account =
    after.accountId === undefined ? undefined : (await db.accounts.get(after.accountId))?.fields;
  const leadOf = (response: Partial<SurveyResponse>): ReturnType<typeof findSurveyLead> =>
    findSurveyLead(withAnswers(plan, response.answers ?? {}), {
      responseId,
      response,
      account,
      now: now(),
      language,
      userId: session.user.id,
    });
  const wanted = leadOf(after);
  if (!wanted) return false;
  const leads = await listLeadsOfResponse(db, responseId);
  if (leads.length === 0) {
    await workspace.write('leads', newId(), { ...wanted });
    return true;
  }
  for (const { id, fields, deletedAt } of leads) {
    if (deletedAt !== null || isLeadOver(fields)) continue;
    const corrected = planLeadCorrection(fields, leadOf(before), wanted);
    if (Object.keys(corrected).length > 0) await workspace.write('leads', id, corrected);
  }
  return false;
}
