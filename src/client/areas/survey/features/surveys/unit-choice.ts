import { UNIT_STATES, type UnitState } from '#domain/fieldwork/survey-units.ts';

/** Which companies of a survey are shown. */
export const UNIT_CHOICES = ['all', ...UNIT_STATES] as const;
export type UnitChoice = 'all' | UnitState;

/** What a page's address says of it; anything else is all of them. */
export function parseUnitChoice(text: unknown): UnitChoice {
  return UNIT_CHOICES.find((choice) => choice === text) ?? 'all';
}
