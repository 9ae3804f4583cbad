/*
 * What holds of a survey's unit by its history: a letter that came back, a call in which somebody
 * said no. What happened last holds, until an answer comes.
 */
export const UNIT_OUTCOMES = [
  'refusal',
  'blank',
  'undeliverable',
  'paperArrived',
  'closed',
  'notEligible',
  'contacted',
  'other',
] as const;
export type UnitOutcome = (typeof UNIT_OUTCOMES)[number];

/** Those after which nobody writes to the unit again. */
const ENDING: readonly UnitOutcome[] = [
  'refusal',
  'blank',
  'undeliverable',
  'paperArrived',
  'closed',
  'notEligible',
];

/** Whether a unit is not to be written to any more. */
export function endsContact(outcome: UnitOutcome | null): boolean {
  return outcome !== null && ENDING.includes(outcome);
}
