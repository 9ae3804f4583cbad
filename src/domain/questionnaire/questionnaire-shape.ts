import { QUESTION_KINDS } from './kinds/question-kinds.ts';
import { ITEM_ROLES } from './item-roles.ts';
import type { Classification, CompletenessLimits, Item, Option, Questionnaire, Section } from './model.ts';
import { boolean, count, listOf, number, object, oneOf, recordOf, text, type Shape } from './shape.ts';

/** The compiler insists that each member of a type is listed, required and optional apart. */
type RequiredShapes<T> = { [Name in keyof T as T extends Record<Name, T[Name]> ? Name : never]: Shape };
type OptionalShapes<T> = { [Name in keyof T as T extends Record<Name, T[Name]> ? never : Name]-?: Shape };

const localised = object({ ja: text, en: text });
const source = oneOf('report', 'added');

const option = object(
  { code: text, label: localised, source } satisfies RequiredShapes<Option>,
  { exclusive: boolean, opensText: boolean, attributes: recordOf(text) } satisfies OptionalShapes<Option>,
);

const item = object(
  {
    code: text,
    kind: oneOf(...Object.keys(QUESTION_KINDS), 'note', 'calculate'),
    label: localised,
    required: boolean,
    source,
  } satisfies RequiredShapes<Item>,
  {
    role: oneOf(...Object.keys(ITEM_ROLES)),
    number: text,
    hint: localised,
    options: listOf(option),
    rows: listOf(option),
    optionsFrom: text,
    rowsFrom: text,
    relevant: text,
    constraint: text,
    constraintMessage: localised,
    calculation: text,
    maxSelections: count,
    allowedMissing: listOf(oneOf('unanswered', 'refused', 'dontKnow', 'notApplicable')),
    randomise: boolean,
    appearance: oneOf('list', 'select'),
    groupBy: text,
    page: text,
    unit: localised,
    min: number,
    max: number,
    decimals: count,
    maxLength: count,
    inputMode: oneOf('text', 'tel', 'email', 'url'),
    autocomplete: text,
  } satisfies OptionalShapes<Item>,
);

const section = object(
  { code: text, label: localised, items: listOf(item) } satisfies RequiredShapes<Section>,
  { relevant: text } satisfies OptionalShapes<Section>,
);

const classification = object({
  code: text,
  label: localised,
  item: text,
  attribute: text,
  categories: listOf(option),
} satisfies RequiredShapes<Classification>);

const completeness = object({
  completeFrom: number,
  partialFrom: number,
} satisfies RequiredShapes<CompletenessLimits>);

/** The form of a questionnaire's JSON, before anything in it is looked up elsewhere in it. */
export const questionnaireShape = object(
  {
    id: text,
    revision: count,
    title: localised,
    introduction: localised,
    languages: listOf(oneOf('ja', 'en')),
    sections: listOf(section),
    classifications: listOf(classification),
  } satisfies RequiredShapes<Questionnaire>,
  { completeness } satisfies OptionalShapes<Questionnaire>,
);
