import type { IndexedRecord } from '#server/database/queries/record-indexes.ts';
import {
  saveSubmittedResponses,
  type SubmittedResponse,
} from '#server/database/queries/submitted-responses.ts';
import { defineIndex } from './record-index.ts';

/** A response that has been submitted, as the index of them has it; undefined for any other record. */
export function readSubmittedResponse(record: IndexedRecord): SubmittedResponse | undefined {
  const { surveyId, accountId, invitationId, channel, disposition, submittedAt } = record.fields;
  if (record.collection !== 'responses' || record.deletedAt !== null || typeof submittedAt !== 'string')
    return undefined;
  if (typeof surveyId !== 'string' || typeof channel !== 'string' || typeof disposition !== 'string')
    return undefined;
  return {
    response_id: record.id,
    survey_id: surveyId,
    account_id: typeof accountId === 'string' ? accountId : null,
    channel,
    disposition,
    submitted_at: submittedAt,
    invitation_id: typeof invitationId === 'string' ? invitationId : null,
  };
}

/** The table by which a survey's responses are counted and found by their unit. */
export const submittedResponses = defineIndex({
  name: 'submitted_responses',
  version: 3,
  collections: ['responses'],
  rule: readSubmittedResponse,
  save: saveSubmittedResponses,
});
