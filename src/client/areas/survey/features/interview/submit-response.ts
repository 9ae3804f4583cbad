import type { Language } from '#domain/canonical/language.ts';
import { findSurveyLead } from '#domain/casework/survey-lead.ts';
import { computeDisposition } from '#domain/interview/completeness.ts';
import { withAnswers, type Interview } from '#domain/interview/interview.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import type { Edit } from '#client/storage/write-record.ts';
import type { Workspace } from '#client/records/workspace.ts';
import { listLeadsOfResponse } from '#client/records/response-leads.ts';

/**
 * Submits a response as it stands on the device: what is not asked becomes
 * `notApplicable`, and a wish to consult becomes a lead, all in one transaction. Doing it
 * again changes nothing and makes no second lead.
 */
export async function submitResponse(
  workspace: Workspace,
  plan: Interview,
  responseId: string,
  language: Language,
): Promise<void> {
  const { db, now, newId, session } = workspace;
  // The last answers may still be on their way to the device.
  await workspace.written(responseId);
  await db.transaction('rw', db.recordTables, async () => {
    const stored = await db.responses.get(responseId);
    if (!stored || stored.fields.submittedAt) return;
    const answers = stored.fields.answers ?? {};
    const interview = withAnswers(plan, answers);
    const submitted = computeSubmittedAnswers(interview);
    const submittedAt = now();
    const edit: Edit<'responses'> = { submittedAt, disposition: computeDisposition(interview) };
    for (const code of Object.keys(answers)) edit[`answers/${code}`] = null;
    for (const [code, value] of Object.entries(submitted)) edit[`answers/${code}`] = value;
    await workspace.write('responses', responseId, edit);

    const { accountId } = stored.fields;
    const account = accountId === undefined ? undefined : (await db.accounts.get(accountId))?.fields;
    const origin = {
      responseId,
      response: { ...stored.fields },
      account,
      now: submittedAt,
      language,
      userId: session.user.id,
      ...(session.user.role === 'coordinator' && { assignTo: session.user.id }),
    };
    const lead = findSurveyLead(interview, origin);
    if (lead && (await listLeadsOfResponse(db, responseId)).length === 0)
      await workspace.write('leads', newId(), { ...lead });
  });
}
