import { indexAccount, type AccountEntry } from '#domain/casework/account-search.ts';
import { toAccountFields } from '#domain/fieldwork/frame/frame-unit.ts';
import type { SurveyUnit } from '#protocol/surveys.ts';

/**
 * The rows of a survey's list of units. A survey with a sample has its addresses in their order, then the companies that
 * were asked besides; one without has all companies of this device.
 *
 * @param placeNames the names of a municipality in every language that people may type
 * @param nameless what stands in place of a name that may not be kept any more
 */
export function listUnitEntries(
  units: Iterable<SurveyUnit>,
  companies: readonly AccountEntry[],
  placeNames: (code: string) => readonly string[],
  nameless: string,
): readonly AccountEntry[] {
  const known = [...units];
  const sampled = known.flatMap(({ accountId: id, address }) => {
    if (!address) return [];
    const fields = toAccountFields(address.fields);
    const status = address.isGone || fields.name === undefined ? 'archived' : 'active';
    const named = { ...fields, name: fields.name ?? nameless, status } as const;
    return [indexAccount({ id, fields: named }, placeNames(fields.municipality ?? ''))];
  });
  if (sampled.length === 0) return companies;
  const besides = new Set(known.flatMap(({ accountId, address }) => (address ? [] : [accountId])));
  return [...sampled, ...companies.filter(({ id }) => besides.has(id))];
}
