import type { Json } from '#domain/canonical/json.ts';
import { describeAnswerProblem, type AnswerProblem } from '#domain/questionnaire/answer-problem.ts';
import type { Item, Option } from '#domain/questionnaire/model.ts';
import { readCodes } from '#domain/questionnaire/stored-value.ts';

/** The codes of a stored value that are allowed, in the order of the options; `undefined` if there are none. */
export function readInOrder(value: Json | undefined, allowed: readonly string[]): string[] | undefined {
  const codes = new Set(readCodes(value));
  return filled(allowed.filter((code) => codes.has(code)));
}

/** The codes themselves; `undefined` instead of none. */
export function filled(codes: string[]): string[] | undefined {
  return codes.length > 0 ? codes : undefined;
}

/**
 * Codes as they are stored, in the order in which they were chosen: what was chosen last
 * decides between an exclusive option and the others, and options that only another revision
 * had go with the change.
 */
export function arrangeChosen(value: Json, before: Json | undefined, options: readonly Option[]): Json {
  if (!Array.isArray(value)) return value;
  const stored = readCodes(before);
  // Nobody could untick an unknown code that was stored; a new one stays, so that the check can tell of it.
  return resolveExclusive(options, stored, readCodes(value)).filter(
    (chosen) => options.some(({ code }) => code === chosen) || !stored.includes(chosen),
  );
}

/** The same in the order of the options. */
export function arrangeInOrder(value: Json, before: Json | undefined, options: readonly Option[]): Json {
  const codes = arrangeChosen(value, before, options);
  if (!Array.isArray(codes)) return codes;
  const known = options.map(({ code }) => code).filter((code) => codes.includes(code));
  return [...new Set([...known, ...codes])];
}

function resolveExclusive(options: readonly Option[], before: readonly string[], codes: string[]): string[] {
  const exclusive = new Set(options.flatMap((option) => (option.exclusive ? [option.code] : [])));
  const added = codes.filter((code) => !before.includes(code));
  const addedExclusive = added.filter((code) => exclusive.has(code)).at(-1);
  if (addedExclusive !== undefined) return [addedExclusive];
  return added.length > 0 ? codes.filter((code) => !exclusive.has(code)) : codes;
}

/** What is wrong with several codes: an exclusive one among others, or too many. */
export function checkChosen(
  codes: readonly string[],
  { maxSelections }: Item,
  options: readonly Option[],
): AnswerProblem[] {
  const exclusive = options.find((one) => one.exclusive && codes.includes(one.code));
  if (exclusive && codes.length > 1) return [describeAnswerProblem('exclusive', exclusive.label)];
  const isTooMany = maxSelections !== undefined && codes.length > maxSelections;
  return isTooMany ? [describeAnswerProblem('tooMany', maxSelections)] : [];
}
