import type { Language, LocalisedText } from '#domain/canonical/language.ts';
import type { ItemRole } from './item-roles.ts';

/** What kind of answer an item takes; `image` photos, in an interview alone; `note` only says something, `calculate` follows from other answers and is never shown. */
export type ItemKind =
  | 'single'
  | 'multiple'
  | 'scale'
  | 'grid'
  | 'gridMultiple'
  | 'number'
  | 'text'
  | 'longText'
  | 'date'
  | 'ranking'
  | 'image'
  | 'note'
  | 'calculate';

/** Whether the report of the survey gives this, or we added it (its annex is lost). */
export type Source = 'report' | 'added';

/** A choice of an item, or a row of a grid. Answers name it by `code`, never by position. */
export interface Option {
  code: string;
  label: LocalisedText;
  /** Rules out every other option of the item ("none of these"). */
  exclusive?: boolean;
  /** Opens a text; its answer is kept under `otherTextCode(item.code)`. */
  opensText?: boolean;
  /** Facts that follow from the choice, named by the questionnaire's `classifications`. */
  attributes?: Record<string, string>;
  source: Source;
}

/** One question, as written in a questionnaire. */
export interface Item {
  /** Stable across revisions and waves; unique in the questionnaire. */
  code: string;
  kind: ItemKind;
  /** What the rest of the system needs it for; look-ups go through `find-by-role.ts`. */
  role?: ItemRole;
  /** The number printed on paper: `F1`, `3-2`. */
  number?: string;
  label: LocalisedText;
  hint?: LocalisedText;
  options?: Option[];
  rows?: Option[];
  /** The options are those chosen in this earlier multiple item, exclusive ones left out. */
  optionsFrom?: string;
  /** The rows are the options chosen in this earlier multiple item, exclusive ones left out. */
  rowsFrom?: string;
  required: boolean;
  /** Expression over earlier answers: asked only when true. */
  relevant?: string;
  /** Expression over the answer (`.`) and earlier answers: refused when false. */
  constraint?: string;
  constraintMessage?: LocalisedText;
  /** Of a `calculate` item: the expression over earlier answers that is its value. */
  calculation?: string;
  /** At most so many options; of a `gridMultiple` in each row. */
  maxSelections?: number;
  /** Reasons for having no answer that are offered beside the options. */
  allowedMissing?: MissingReason[];
  /** Options may be shown in random order (exclusive and "other" ones stay last). */
  randomise?: boolean;
  /** `select`: a drop-down for long lists. */
  appearance?: 'list' | 'select';
  /** Groups the options by this classification's attribute. */
  groupBy?: string;
  /** Neighbouring items with the same page share one screen. */
  page?: string;
  unit?: LocalisedText;
  min?: number;
  max?: number;
  /** Digits allowed behind the point; 0 when absent. */
  decimals?: number;
  /** In UTF-16 units. */
  maxLength?: number;
  inputMode?: 'text' | 'tel' | 'email' | 'url';
  /** HTML autofill token, for the respondent's own device. */
  autocomplete?: string;
  source: Source;
}

/** A group of items under one heading. */
export interface Section {
  code: string;
  label: LocalisedText;
  relevant?: string;
  items: Item[];
}

/** A derived attribute: the answer to `item`, through its options' `attributes[attribute]`. */
export interface Classification {
  code: string;
  label: LocalisedText;
  item: string;
  attribute: string;
  categories: Option[];
}

/** A published revision never changes; responses name the revision they answer. */
export interface Questionnaire {
  id: string;
  revision: number;
  title: LocalisedText;
  introduction: LocalisedText;
  languages: Language[];
  sections: Section[];
  classifications: Classification[];
  /** From which shares of the required items that were asked, in per cent, answers count as whole and in part; 80 and 50. */
  completeness?: CompletenessLimits;
}

/** From how many per cent of the required items asked a response counts as complete, and below that as partial. */
export interface CompletenessLimits {
  completeFrom: number;
  partialFrom: number;
}

/** As AAPOR's Standard Definitions take them for completes and partials. */
const USUAL_LIMITS: CompletenessLimits = { completeFrom: 80, partialFrom: 50 };

/** From when answers to a questionnaire count as complete, and as partial. */
export function completenessOf({ completeness = USUAL_LIMITS }: Questionnaire): CompletenessLimits {
  return completeness;
}

/** Why an answer is missing; `notShown`: the app was too old to show the item. */
export type MissingReason = 'unanswered' | 'refused' | 'dontKnow' | 'notApplicable' | 'notShown';

/** The answer that says why there is none. (A type, not an interface: it has to pass as JSON.) */
export type MissingAnswer = { missing: MissingReason };

/**
 * A JSON value by the item's kind: a code (single, scale), codes in codebook order
 * (multiple), codes by rank (ranking), row code → code (grid), row code → codes
 * (gridMultiple), a number, a text (text, longText; date as `YYYY-MM-DD`), or the ids of attachments (image).
 */
export type Answer =
  | string
  | number
  | string[]
  | Record<string, string>
  | Record<string, string[]>
  | MissingAnswer;

/** Answers by item code; the text of an "other" option under `otherTextCode(code)`. */
export type Answers = Record<string, Answer>;

/** Where the text of an item's "other" option is kept among the answers. */
export function otherTextCode(itemCode: string): string {
  return `${itemCode}.other`;
}

/** Whether a person answers an item: notes only say something, calculations follow from other answers. */
export function takesAnswer({ kind }: Item): boolean {
  return kind !== 'note' && kind !== 'calculate';
}

/** Whether an answer only says why there is none; none at all counts as missing too. */
export function isMissing(answer: Answer | undefined): answer is MissingAnswer | undefined {
  return (
    answer === undefined ||
    (typeof answer === 'object' && 'missing' in answer && typeof answer.missing === 'string')
  );
}

/** All items in the order in which they are asked. */
export function listItems(questionnaire: Questionnaire): Item[] {
  return questionnaire.sections.flatMap(({ items }) => items);
}

/** The item with this code, if the questionnaire has it. */
export function findItem(questionnaire: Questionnaire, code: string): Item | undefined {
  return listItems(questionnaire).find((item) => item.code === code);
}

/** The item with this code; throws a `RangeError` if there is none. */
export function getItem(questionnaire: Questionnaire, code: string): Item {
  const item = findItem(questionnaire, code);
  if (!item) throw new RangeError(`questionnaire ${questionnaire.id} has no item "${code}"`);
  return item;
}
