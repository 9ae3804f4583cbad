import * as v from 'valibot';
import { SALES_UNITS } from '#domain/casework/account-import/account-import-codes.ts';
import { IMPORT_FIELDS } from '#domain/casework/account-import/account-import-columns.ts';
import type { ImportSource } from '#domain/casework/account-import/account-import-source.ts';
import { COMPANY_ATTRIBUTES } from '#domain/casework/company-attributes.ts';

/*
 * What a centre has decided about the lists that it imports (`accounts.import`): `GET /api/import-sources` gives the last
 * 50, the newest first; `PUT` keeps one, in place of what was decided about lists of the same form before.
 */

/** `GET /api/import-sources`. */
export interface ImportSourcesReply {
  sources: ImportSource[];
}

/** More columns than a spreadsheet has for a list. */
const MOST_COLUMNS = 2_000;
const MOST_VALUES = 5_000;

const choice = v.union([
  v.strictObject({ code: v.pipe(v.string(), v.maxLength(64)) }),
  v.picklist(['withoutValue', 'skipRows']),
]);
const choicesOfAttribute = v.exactOptional(
  v.pipe(
    v.record(v.pipe(v.string(), v.maxLength(1_000)), choice),
    v.check((choices) => Object.keys(choices).length <= MOST_VALUES, 'too many values'),
  ),
);

export const importSourceSchema = v.strictObject({
  fingerprint: v.pipe(v.string(), v.minLength(1), v.maxLength(100_000)),
  mapping: v.pipe(v.array(v.nullable(v.picklist(IMPORT_FIELDS))), v.maxLength(MOST_COLUMNS)),
  choices: v.strictObject({
    values: v.strictObject(
      Object.fromEntries(COMPANY_ATTRIBUTES.map((attribute) => [attribute, choicesOfAttribute])) as Record<
        (typeof COMPANY_ATTRIBUTES)[number],
        typeof choicesOfAttribute
      >,
    ),
    bareSales: v.exactOptional(v.picklist([...SALES_UNITS, 'withoutValue', 'skipRows'])),
  }),
});
export type PutImportSource = v.InferOutput<typeof importSourceSchema>;
