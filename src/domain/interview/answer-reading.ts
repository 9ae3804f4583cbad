import type { Json } from '#domain/canonical/json.ts';
import type { AllowedCodes } from '#domain/questionnaire/kinds/question-kind.ts';
import { findKind, isUnknownKind } from '#domain/questionnaire/kinds/question-kinds.ts';
import type { Answer, Item } from '#domain/questionnaire/model.ts';
import { readMissing } from '#domain/questionnaire/stored-value.ts';

/**
 * What a stored value says as an answer to an item, as far as the codes are allowed
 * now; `undefined` if it says nothing. It tolerates any JSON, since stored answers may
 * come from another version. Of a kind that this version does not know it is whatever is
 * stored, and where nothing is, that the item was not shown.
 */
export function readAnswer(item: Item, value: Json | undefined, allowed: AllowedCodes): Answer | undefined {
  if (isUnknownKind(item)) return (value ?? { missing: 'notShown' }) as Answer;
  const kind = findKind(item);
  if (!kind || value === undefined || value === null) return undefined;
  return readMissing(value) ?? kind.read(value, allowed);
}
