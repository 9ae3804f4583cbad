import { takesAnswer, type Item, type ItemKind } from '#domain/questionnaire/model.ts';
import { date } from './date.ts';
import { gridMultiple, gridMultipleForm } from './grid-multiple.ts';
import { grid, gridForm } from './grid.ts';
import { image, imageForm } from './image.ts';
import { multiple, multipleForm } from './multiple.ts';
import { number, numberForm } from './number.ts';
import { freeForm, type QuestionForm, type QuestionKind } from './question-kind.ts';
import { ranking, rankingForm } from './ranking.ts';
import { scaleForm, single, singleForm } from './single.ts';
import { text } from './text.ts';

/** The kinds that ask something; the others say something or are worked out. */
export type AskedKind = Exclude<ItemKind, 'note' | 'calculate'>;

/** All kinds of questions that this version knows. */
export const QUESTION_KINDS = {
  single,
  multiple,
  scale: single,
  grid,
  gridMultiple,
  number,
  text,
  longText: text,
  date,
  ranking,
  // Nobody is asked for photos on the company's page: its build leaves this line out (`cli/without-interview-kinds.ts`).
  image,
} satisfies Record<AskedKind, QuestionKind>;

/** Their forms; apart, since the company's page has no use for them. */
export const QUESTION_FORMS: Record<AskedKind, QuestionForm> = {
  single: singleForm,
  multiple: multipleForm,
  scale: scaleForm,
  grid: gridForm,
  gridMultiple: gridMultipleForm,
  number: numberForm,
  text: freeForm,
  longText: freeForm,
  date: freeForm,
  ranking: rankingForm,
  image: imageForm,
};

/** Whether a kind is one of those that ask something, as far as this version knows. */
export function isAskedKind(kind: string): kind is AskedKind {
  // Not `in`: every object has a `constructor`.
  return Object.hasOwn(QUESTION_KINDS, kind);
}

/** The rules of an item's kind; `undefined` for a note, a calculation, and a kind that this version does not know. */
export function findKind({ kind }: Item): QuestionKind | undefined {
  return isAskedKind(kind) ? QUESTION_KINDS[kind] : undefined;
}

/**
 * Whether only a newer version of the app can show an item: its questionnaire came from a
 * newer server. What is stored for it is kept, and nothing is asked.
 */
export function isUnknownKind(item: Item): boolean {
  return takesAnswer(item) && !isAskedKind(item.kind);
}
