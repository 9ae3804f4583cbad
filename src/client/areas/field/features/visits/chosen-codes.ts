import type { Choice } from '#ui/choice.ts';

/**
 * The choices together with chosen values that are none of them (a colleague who has
 * left, a code of a newer questionnaire), so that choosing another never drops those.
 */
export function withChosen(
  choices: readonly Choice[],
  chosen: readonly string[],
  labelOf: (value: string) => string,
): Choice[] {
  const known = new Set(choices.map(({ value }) => value));
  return [
    ...choices,
    ...chosen.filter((value) => !known.has(value)).map((value) => ({ value, label: labelOf(value) })),
  ];
}
