import { isAwaited, type ListedUnit, type UnitState } from '#domain/fieldwork/survey-units.ts';
import type { LetterKind } from './letter-texts.ts';

/**
 * The units that a letter of a kind goes to. None goes to a company that has refused, cannot be
 * reached by post, is closed or does not belong to the survey; a reminder to none that has answered.
 */
export function listLetterRecipients<Unit extends ListedUnit>(
  kind: LetterKind,
  units: readonly Unit[],
  stateOf: (id: string) => UnitState,
): Unit[] {
  return units.filter(({ id, isArchived }) => !isArchived && isRecipient(kind, stateOf(id)));
}

function isRecipient(kind: LetterKind, state: UnitState): boolean {
  if (kind === 'thanks') return state === 'answered';
  if (kind === 'preNotice') return state === 'notAsked' || state === 'asked';
  return isAwaited(state);
}
