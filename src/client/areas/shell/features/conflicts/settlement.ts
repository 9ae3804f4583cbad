import type { Instant } from '#domain/canonical/dates.ts';
import type { CorrectionReason } from '#domain/records/correction-reasons.ts';
import type { Correction } from '#domain/records/response.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import { getDefinition, type Collection } from '#domain/records/collections.ts';
import type { Members } from '#domain/records/field.ts';
import { fieldAt, splitPath } from '#domain/sync/fields.ts';
import type { Conflict } from '#domain/sync/record.ts';
import type { JsonObject } from '#domain/canonical/json.ts';

/** Who settles, when, and the id for the trace that a submitted answer leaves. */
export interface Settler {
  userId: string;
  now: Instant;
  newId: string;
}

/**
 * What writes the value that was put aside. Fields of the unit that it lacks are cleared,
 * so that the two versions do not mix. In a closed record only a correction may
 * change an answer, so one comes with it.
 */
export function takeOther(
  collection: Collection,
  fields: JsonObject,
  conflict: Conflict,
  settler: Settler,
): ChangeFields {
  if (conflict.unit === 'deletedAt') return reviving(fields);
  const cleared = Object.fromEntries(
    Object.entries(conflict.kept.fields)
      .filter(([path, value]) => value !== null && conflict.other.fields[path] === undefined)
      .map(([path]) => [path, null]),
  );
  const [name, code] = splitPath(conflict.unit);
  const chosen: ChangeFields = { ...cleared, ...conflict.other.fields };
  const { closing } = getDefinition(collection);
  if (!closing || name !== closing.correctedByKey || code === undefined || !fields[closing.field])
    return chosen;
  const correction: Correction = {
    code,
    oldValue: fieldAt(fields, conflict.unit),
    by: settler.userId,
    at: settler.now,
    reason: 'app.conflict-settled' satisfies CorrectionReason,
  };
  return { ...chosen, [`${closing.corrections}/${settler.newId}`]: { ...correction } };
}

/** The two texts of a conflict joined; `undefined` where the unit is not one free text. */
export function findJoinedText(collection: Collection, { unit, kept, other }: Conflict): string | undefined {
  const [first, second] = [kept.fields[unit], other.fields[unit]];
  if (
    !holdsText(collection, unit) ||
    typeof first !== 'string' ||
    typeof second !== 'string' ||
    first === '' ||
    second === ''
  )
    return undefined;
  return `${first}\n${second}`;
}

/** Whether a unit is one text of several lines, of which both versions may simply stand one after the other. */
function holdsText(collection: Collection, unit: string): boolean {
  const fields: Members = getDefinition(collection).fields;
  const [name, key] = splitPath(unit);
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return (key !== undefined && field?.kind === 'map' ? field.of : field)?.kind === 'text';
}

/** Any edit revives a deleted record: writing again what it already says changes nothing else. */
function reviving(fields: JsonObject): ChangeFields {
  const [first] = Object.entries(fields).filter(([, value]) => typeof value === 'string');
  return first ? { [first[0]]: first[1]! } : {};
}
