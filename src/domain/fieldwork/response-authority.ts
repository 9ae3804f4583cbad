import type { JsonObject } from '#domain/canonical/json.ts';
import { DISPOSITION_CORRECTION, RESPONSE_CLOSING } from '#domain/records/response.ts';
import type { Change, ChangeFields } from '#domain/sync/change.ts';
import { writesCorrection } from '#domain/sync/corrections.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import { UNSETTLED } from './settlement.ts';

/**
 * Whether only those may make a change of a response who settle which one counts
 * (`responses.settle`): it says how the response counts or that it is settled, or gives one
 * that is submitted to another company or survey.
 *
 * @param record as it stands; undefined for a new one
 */
export function needsSettler(
  record: Pick<SyncRecord, 'fields'> | undefined,
  { collection, fields }: Pick<Change, 'collection' | 'fields'>,
): boolean {
  if (collection !== 'responses') return false;
  return (
    writesCorrection(RESPONSE_CLOSING, fields, DISPOSITION_CORRECTION) ||
    marksSettled(fields) ||
    (record !== undefined && movesToOtherUnit(record, fields))
  );
}

function marksSettled(fields: ChangeFields): boolean {
  return Object.keys(UNSETTLED).some((name) => Object.hasOwn(fields, name));
}

function movesToOtherUnit({ fields: before }: Pick<SyncRecord, 'fields'>, fields: ChangeFields): boolean {
  if (!before['submittedAt'] || isInPieces(before)) return false;
  return ['accountId', 'surveyId'].some(
    (name) => Object.hasOwn(fields, name) && fields[name] !== before[name],
  );
}

/**
 * Whether a response lacks what every one is made with, since a restore took that: a later change of it came first,
 * and whose it is, and how it came about, are still to be said by the device that made it.
 */
export function isInPieces(fields: JsonObject): boolean {
  return fields['channel'] === undefined || fields['surveyId'] === undefined;
}
