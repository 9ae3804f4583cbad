import type { Json } from '#domain/canonical/json.ts';
import { computeCorrection } from '#domain/casework/response-correction.ts';
import { withAnswers, type Interview } from '#domain/interview/interview.ts';
import type { Edit } from '#client/storage/write-record.ts';
import type { Workspace } from '#client/storage/workspace.ts';

/** What a person corrects, and why. */
export interface CorrectionRequest {
  code: string;
  value: Json | undefined;
  otherText: string;
  reason: string;
}

/**
 * Corrects an answer of a submitted response: the answers that change and, for each, what
 * stood there before, who changed it, when and why, in one write. Nothing when nothing changes.
 */
export async function correctAnswer(workspace: Workspace, plan: Interview, responseId: string, request: CorrectionRequest): Promise<void> {
  const { db, session, now, newId } = workspace;
  const stored = await db.responses.get(responseId);
  if (!stored) throw new Error('the response is not on this device');
  const interview = withAnswers(plan, stored.fields.answers ?? {});
  const at = now();
  const edit: Edit<'responses'> = {};
  for (const { code, oldValue, newValue } of computeCorrection(interview, request.code, request.value, request.otherText)) {
    edit[`answers/${code}`] = newValue;
    edit[`provenance/${code}`] = { channel: 'visit', by: session.user.id, at };
    edit[`corrections/${newId()}`] = { code, oldValue, by: session.user.id, at, reason: request.reason.trim() };
  }
  if (Object.keys(edit).length > 0) await workspace.write('responses', responseId, edit);
}
