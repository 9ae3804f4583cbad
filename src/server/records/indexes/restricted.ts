import { isAllowed, ROLES } from '#domain/access/permissions.ts';
import { isWithoutConsent } from '#domain/fieldwork/consent.ts';
import type { RolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import type { IndexedRecord } from '#server/database/queries/record-indexes.ts';
import { saveRecordColumn } from '#server/database/queries/records.ts';
import { unveilResponses, veilResponses } from '#server/database/queries/veiled-responses.ts';
import { raiseAccessVersions } from '#server/database/queries/staff.ts';
import { defineIndex } from './record-index.ts';

/** Whether only those may see whose record it is who settle what belongs together. */
export function isRestricted({ collection, fields }: IndexedRecord, rolesOf: RolesOf): boolean {
  const response = fields as Partial<SurveyResponse>;
  return collection === 'responses' && isWithoutConsent(response, rolesOf(response));
}

/** The column by which a pull knows what to show without names, and under which id (`veiled-responses.ts`). */
export const restricted = defineIndex({
  name: 'restricted',
  version: 3,
  collections: ['responses'],
  rule: (record, rolesOf) => (isRestricted(record, rolesOf) ? 1 : 0),
  save: async (tx, centreId, entries) => {
    const idsOf = (value: number): string[] =>
      [...entries].flatMap(([id, own]) => (own === value ? [id] : []));
    await veilResponses(tx, centreId, idsOf(1));
    await unveilResponses(tx, centreId, idsOf(0));
    await saveRecordColumn(tx, centreId, 'restricted', entries);
  },
  // Their devices may hold what they are no longer to see: they start afresh.
  afterChange: (tx, centreId) =>
    raiseAccessVersions(
      tx,
      centreId,
      ROLES.filter((role) => !isAllowed(role, 'responses.settle')),
    ),
});
