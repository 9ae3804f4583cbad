import { foldText } from '#domain/canonical/text.ts';
import { findChoice, keyOfValue, type ImportChoices, type ValueChoice } from './account-import-choices.ts';
import type { AttributeCodebook } from './account-import-codes.ts';
import type { ColumnMapping } from './account-import-columns.ts';
import type { UnreadValue } from './account-import-values.ts';

/** What was decided about lists that come in one form, for the next of them. */
export interface ImportSource {
  /** See `fingerprintLayout`. */
  fingerprint: string;
  mapping: ColumnMapping;
  choices: ImportChoices;
  /** On a device: the centre does not know of it yet. */
  isUnsent?: true;
}

/** How many sources are remembered; the one that was used longest ago goes first. */
export const MOST_SOURCES = 50;

/**
 * By what lists of one source are known again: their headings in their order, or, without headings, what
 * their columns hold.
 */
export function fingerprintLayout(headings: readonly string[], guessed: ColumnMapping): string {
  const isHeaded = headings.some((heading) => heading.trim() !== '');
  return isHeaded ? headings.map(foldText).join('\t') : `\t${guessed.map((field) => field ?? '').join('\t')}`;
}

/** The sources with one that was just used, the newest first. */
export function rememberSource(sources: readonly ImportSource[], used: ImportSource): ImportSource[] {
  const others = sources.filter(({ fingerprint }) => fingerprint !== used.fingerprint);
  return [used, ...others].slice(0, MOST_SOURCES);
}

/** The sources of a device with the centre's: what the centre does not know yet goes before its own, what only the device has stays. */
export function takeInSources(own: readonly ImportSource[], centre: readonly ImportSource[]): ImportSource[] {
  const byForm = new Map<string, ImportSource>();
  for (const source of [...own.filter(({ isUnsent }) => isUnsent), ...centre, ...own])
    if (!byForm.has(source.fingerprint)) byForm.set(source.fingerprint, source);
  return [...byForm.values()].slice(0, MOST_SOURCES);
}

/** Where the choice for a value comes from, so that a person sees what is still to be looked at. */
export type ChoiceOrigin = 'remembered' | 'proposed' | 'none';

/** A value with what becomes of it unless a person says otherwise. */
export interface ValueQuestion extends UnreadValue {
  choice: ValueChoice;
  origin: ChoiceOrigin;
}

/**
 * What becomes of each value that cannot be read: what was said of it before, else what is proposed,
 * else its rows are taken without it, so that no row is lost for a word.
 */
export function chooseForValues(
  values: readonly (UnreadValue & { proposal?: string | undefined })[],
  remembered: ImportChoices,
  codebook: AttributeCodebook,
): ValueQuestion[] {
  return values.map(({ proposal, ...value }) => {
    const codes = new Set(codebook[value.attribute].map(({ code }) => code));
    const known = findChoice(remembered, value.attribute, value.value, codes);
    if (known) return { ...value, choice: known, origin: 'remembered' };
    return proposal === undefined
      ? { ...value, choice: 'withoutValue', origin: 'none' }
      : { ...value, choice: { code: proposal }, origin: 'proposed' };
  });
}

/** What was said before with what is said now, which holds. */
export function mergeChoices(
  before: ImportChoices,
  questions: readonly ValueQuestion[],
  bareSales: ImportChoices['bareSales'],
): ImportChoices {
  const values = { ...before.values };
  for (const { attribute, value, choice } of questions)
    values[attribute] = { ...values[attribute], [keyOfValue(value)]: choice };
  return { values, ...(bareSales && { bareSales }) };
}
