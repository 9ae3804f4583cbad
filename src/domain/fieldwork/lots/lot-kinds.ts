import type { LotWording } from './wording-split.ts';
import type { LetterKind } from '#domain/fieldwork/letters/letter-texts.ts';

/** What a lot of letters is for, in the order in which they go out. */
export const LOT_KINDS = [
  'preNotice',
  'invitation',
  'reminder1',
  'reminder2',
  'secondCopy',
  'thanks',
] as const;
export type LotKind = (typeof LOT_KINDS)[number];

/** Letters in a lot at most. */
export const LOT_LIMIT = 250;

const TEXTS: Record<LotKind, LetterKind> = {
  preNotice: 'preNotice',
  invitation: 'invitation',
  reminder1: 'reminder',
  reminder2: 'reminder',
  secondCopy: 'invitation',
  thanks: 'thanks',
};

/** Which of a survey's texts the letters of a lot say. @param wording of reminders of which two are compared */
export function textOfLot(kind: LotKind, wording: LotWording | null = null): LetterKind {
  return wording === 'B' && TEXTS[kind] === 'reminder' ? 'reminderB' : TEXTS[kind];
}

/** Whether two wordings of letters of a kind can be compared. */
export function hasWordings(kind: LotKind): boolean {
  return TEXTS[kind] === 'reminder';
}

/** Those that ask for an answer, and begin or continue the sending of a survey. */
export const ASKING_KINDS: readonly LotKind[] = ['invitation', 'reminder1', 'reminder2', 'secondCopy'];

/** What a person says that was done with a lot. */
export const LOT_MARKS = ['printed', 'posted'] as const;
export type LotMark = (typeof LOT_MARKS)[number];
