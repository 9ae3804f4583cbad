import type { Json, JsonObject } from '#domain/canonical/json.ts';
import { type Correction, type SurveyResponse, DISPOSITION_CORRECTION } from '#domain/records/response.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import { fieldAt, splitPath } from '#domain/sync/fields.ts';
import type { Settler } from './settlement.ts';

/**
 * What takes a settlement back in one response. It may have been sent already, and a
 * submitted response changes by corrections only: what the settlement wrote is corrected back,
 * and the traces of both stay.
 *
 * @param before the response as it stood before the settlement
 * @param written what the settlement wrote into it
 */
export function planSettlementUndo(
  before: Partial<SurveyResponse>,
  written: ChangeFields,
  settler: Settler,
): ChangeFields {
  const fields: ChangeFields = {};
  for (const [path, value] of Object.entries(written)) {
    const [name, code] = splitPath(path);
    if (name === 'corrections') continue;
    fields[path] = fieldAt(before as JsonObject, path);
    const corrected = name === 'answers' ? code : name === 'disposition' ? DISPOSITION_CORRECTION : undefined;
    if (corrected !== undefined)
      fields[`corrections/${settler.newId()}`] = correction(corrected, value, settler);
  }
  return fields;
}

function correction(code: string, oldValue: Json, { by, at, reason }: Settler): ChangeFields {
  const made: Correction = { code, oldValue, by, at, reason };
  return { ...made };
}
