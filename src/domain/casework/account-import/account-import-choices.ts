import { foldText } from '#domain/canonical/text.ts';
import type { CompanyAttribute } from '#domain/casework/company-attributes.ts';
import type { SalesUnit } from './account-import-codes.ts';

/** What becomes of rows with a value that cannot be read: it means a code, is left out, or its rows are. */
export type ValueChoice = { code: string } | 'withoutValue' | 'skipRows';

/** What a person said once of the values of a list that cannot be read by themselves. */
export interface ImportChoices {
  /** By attribute and `keyOfValue`. */
  values: { [Attribute in CompanyAttribute]?: Record<string, ValueChoice> };
  /** The unit of amounts beside which none stands, or what becomes of them. */
  bareSales?: SalesUnit | 'withoutValue' | 'skipRows';
}

/** Nothing said yet. */
export const NO_CHOICES: ImportChoices = { values: {} };

/** What a value is remembered by: one choice holds for all ways to write it. */
export function keyOfValue(value: string): string {
  return foldText(value);
}

/** What was said of a value, if it still means something in this codebook. */
export function findChoice(
  choices: ImportChoices,
  attribute: CompanyAttribute,
  value: string,
  codes: ReadonlySet<string>,
): ValueChoice | undefined {
  const byValue = choices.values[attribute] ?? {};
  const key = keyOfValue(value);
  const choice = Object.hasOwn(byValue, key) ? byValue[key] : undefined;
  return typeof choice === 'object' && !codes.has(choice.code) ? undefined : choice;
}
