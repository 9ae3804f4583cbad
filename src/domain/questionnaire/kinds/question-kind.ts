import type { Json } from '#domain/canonical/json.ts';
import type { AnswerProblem, AnswerProblemCode } from '#domain/questionnaire/answer-problem.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import type { Answer, Item, Option } from '#domain/questionnaire/model.ts';

/** The codes an item may be answered with. */
export interface AllowedCodes {
  options: readonly string[];
  rows: readonly string[];
}

/** The words of one language that a kind needs to say an answer. */
export interface AnswerWords {
  option(code: string): string;
  row(code: string): string;
  /** A place in a ranking, from 1. */
  rank(place: number): string;
  /** Several labels in one line. */
  list(labels: readonly string[]): string;
  /** So many photos. */
  photos(count: number): string;
  /** What is counted; empty where nothing is. */
  unit: string;
}

/**
 * All rules of one kind of question. `Given` is the form of its answers (see `Answer`): what
 * `read` has read is what the others are given.
 */
export interface QuestionKind<Given extends Answer = Answer> {
  /** What a stored value says, as far as the codes are allowed now; `undefined` if it says nothing. Takes any JSON. */
  read(value: Json, allowed: AllowedCodes): Given | undefined;
  /**
   * How a new value is stored, which it takes as it comes where this is absent.
   * @param before what was stored until now
   * @param options all that the item could ever offer, in their order
   */
  arrange?(value: Json, before: Json | undefined, options: readonly Option[]): Json;
  /**
   * What is wrong with an answer, whatever else was answered.
   * @param options all that the item could ever offer
   */
  check?(answer: Given, item: Item, options: readonly Option[]): AnswerProblem[];
  /** What is wrong with a stored value that says nothing; `wrongForm` where absent. */
  unreadable?: AnswerProblemCode;
  /** Whether each row needs an answer of its own. */
  needsEveryRow?: true;
  /** An answer in words, a line each: the only wording there is, wherever answers are read. */
  describe(answer: Given, words: AnswerWords): string[];
}

/** What an item gives to be tabulated: the whole answer, or a part of it. */
export interface AnswerColumn {
  kind: 'single' | 'scale' | 'multiple' | 'number';
  /** Which part; a row of a grid has the row's code. */
  part?: { code: string; label: LocalisedText };
  /** The codes of the part, where they are not the item's own. */
  options?: readonly Option[];
  /** The part's value in a stored answer that is not missing; the answer itself where absent. */
  read?(answer: Json): Json | undefined;
  /** Whether the part concerns who gave this answer to the item from which rows or options are taken; all where absent. */
  concerns?(source: Json | undefined): boolean;
}

/** The form of an item of one kind: for whoever checks questionnaires and tabulates answers, not for who answers. */
export interface QuestionForm {
  /** What an item of the kind has to have; without it here, it must not have it. */
  parts: readonly ('options' | 'rows')[];
  /**
   * The columns that its answers give to tables; none where they are read one by one.
   *
   * @param offered all options and rows that the item could ever offer
   */
  columns(item: Item, offered: { options: readonly Option[]; rows: readonly Option[] }): AnswerColumn[];
}

/** Answered in words or figures of one's own, and read one by one. */
export const freeForm: QuestionForm = { parts: [], columns: () => [] };
