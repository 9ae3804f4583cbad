import { listLeadKeys } from '#domain/casework/lead-duplicates.ts';
import { isLeadOver } from '#domain/casework/lead-transitions.ts';
import type { Lead, SurveyResponse } from '#domain/records/model.ts';
import { isWithoutConsent } from '#domain/fieldwork/consent.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { SubmittedResponsesTable } from './schema.ts';

/*
 * What the tables beside `records` say of a record, so that it is found by more than its
 * id without reading every record's JSON. Written with the record, in one transaction.
 */

type KeyedRecord = Pick<SyncRecord, 'collection' | 'id' | 'fields' | 'deletedAt'>;

/** Whether only those may see whose record it is who settle what belongs together. */
export function isRestricted({ collection, fields }: KeyedRecord): boolean {
  return collection === 'responses' && isWithoutConsent(fields as Partial<SurveyResponse>);
}

/** A response that has been submitted, as the index of them has it; undefined for any other record. */
export function readSubmittedResponse(
  record: KeyedRecord,
): Omit<SubmittedResponsesTable, 'centre_id'> | undefined {
  const { surveyId, accountId, channel, disposition, submittedAt } = record.fields;
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
  };
}

/** By what a lead that somebody still has to see to is recognised when it comes once more; none for any other record. */
export function listOpenLeadKeys(record: KeyedRecord): string[] {
  const lead = record.fields as Partial<Lead>;
  if (record.collection !== 'leads' || record.deletedAt !== null || isLeadOver(lead)) return [];
  return listLeadKeys(lead);
}
