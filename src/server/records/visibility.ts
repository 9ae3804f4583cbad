import type { QuestionnaireOf, RolesOf } from '#domain/questionnaire/find-by-role.ts';
import { canRead, isAllowed, type Role } from '#domain/access/permissions.ts';
import type { JsonObject } from '#domain/canonical/json.ts';
import { withoutIdentity } from '#domain/fieldwork/consent.ts';
import { withoutFigures } from '#domain/records/meeting.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { applyFields, fieldAt } from '#domain/sync/fields.ts';
import { pathsOfUnit, type MergeRules } from '#domain/sync/merge-rules.ts';
import type { StoredRecord, SyncRecord } from '#domain/sync/record.ts';
import { UNSAID, type RecordText } from '#server/database/queries/records.ts';
import { isRestricted } from './indexes/restricted.ts';

/** Whether a record stands before a person without saying whose it is. Who settles duplicates sees all. */
export function isVeiled(role: Role, record: SyncRecord, rolesOf: RolesOf): boolean {
  return !isAllowed(role, 'responses.settle') && isRestricted(record, rolesOf);
}

/**
 * A record as a person may see it, under its own id. One that they may not see is gone for them: what
 * they may know of it comes under another id (`veiled-responses.ts`).
 *
 * @param written by whom its merge units were written, under its collection's rules.
 */
export function projectRecord(
  { role, userId }: { role: Role; userId: string },
  record: SyncRecord,
  written: { rules: MergeRules; units: StoredRecord['units'] },
  rolesOf: RolesOf,
): SyncRecord {
  if (!canRead(role, record.collection))
    return keepOwnWords(userId, record, written) ?? withoutContent(record);
  if (isVeiled(role, record, rolesOf)) return withoutContent(record);
  return hidesFigures(role, record.collection) ? { ...record, fields: hideFigures(record.fields) } : record;
}

/**
 * Of a record that its reader may open no more, as one who was made a partner: what they wrote themselves, which would
 * vanish before their eyes otherwise, as of when they wrote it last. Undefined where none of it stands.
 */
function keepOwnWords(
  userId: string,
  record: SyncRecord,
  { rules, units }: { rules: MergeRules; units: StoredRecord['units'] },
): SyncRecord | undefined {
  const own = Object.entries(units).filter(([, { madeBy }]) => madeBy === userId);
  if (record.deletedAt !== null || own.length === 0) return undefined;
  const paths = own.flatMap(([unit]) => pathsOfUnit(rules, unit));
  const words = Object.fromEntries(paths.map((path) => [path, fieldAt(record.fields, path)]));
  return {
    ...record,
    revision: Math.max(...own.map(([, { revision }]) => revision)),
    fields: applyFields({ sets: new Set() }, {}, words),
    conflicts: [],
    warnings: [],
  };
}

function withoutContent(record: SyncRecord): SyncRecord {
  return { ...record, fields: {}, conflicts: [], warnings: [], deletedAt: UNSAID };
}

/** The same for a record's JSON; only what is restricted is read and written again. */
export function projectText(role: Role, text: RecordText, questionnaireOf: QuestionnaireOf): RecordText {
  if (hidesFigures(role, text.collection)) {
    const fields = hideFigures(JSON.parse(text.fields) as JsonObject);
    return { ...text, fields: JSON.stringify(fields) };
  }
  if (text.restricted === 0 || isAllowed(role, 'responses.settle')) return text;
  const fields = JSON.parse(text.fields) as JsonObject;
  const questionnaire = questionnaireOf(fields as Partial<SurveyResponse>);
  const shown = withoutIdentity(fields, questionnaire, isAllowed(role, 'wishes.tabulate'));
  return { ...text, fields: JSON.stringify(shown) };
}

/** Packs of meetings hold figures that not everyone may see. */
function hidesFigures(role: Role, collection: string): boolean {
  return collection === 'meetings' && !isAllowed(role, 'management.see');
}

function hideFigures(fields: JsonObject): JsonObject {
  const { shown } = fields;
  return shown === undefined ? fields : { ...fields, shown: withoutFigures(shown) };
}
