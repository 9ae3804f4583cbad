import type { Instant } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { Language } from '#domain/canonical/language.ts';
import { isTabulated } from '#domain/records/dispositions.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { readMissing } from '#domain/questionnaire/stored-value.ts';
import { mapCategories } from '#domain/questionnaire/classification.ts';
import { listKnownOptions, listKnownRows } from '#domain/questionnaire/references.ts';
import { isAskedKind, QUESTION_FORMS } from '#domain/questionnaire/kinds/question-kinds.ts';
import {
  listItems,
  type Item,
  type MissingReason,
  type Option,
  type Questionnaire,
} from '#domain/questionnaire/model.ts';
import type { CodebookColumn, CodedColumn, Codebook, NumberColumn } from './codebook.ts';
import { fillDataset, isAmount, type Cell, type Dataset } from './dataset.ts';

/** A response with its id; fields are as the device has them. */
export interface ResponseRecord {
  id: string;
  fields: Partial<SurveyResponse>;
}

/** The data set of a survey and what has to be said about it under each table. */
export interface SurveyDataset {
  dataset: Dataset;
  responseCount: number;
  /** Of them, how many are invented demonstration data. */
  inventedCount: number;
  /** When the first and the last of them were submitted. */
  firstSubmittedAt: Instant | null;
  lastSubmittedAt: Instant | null;
  /** Of each column that has some: answers with codes that the revision does not have. */
  unknownAnswers: Record<string, UnknownAnswers>;
}

/** Answers with codes that a revision does not have. */
export interface UnknownAnswers {
  /** Had no other code: they count as unanswered. */
  whole: number;
  /** Several answers, of which the known ones count. */
  partial: number;
}

const NO_ANSWERS: Readonly<Record<string, Json>> = {};

/** Where a column's values come from. */
interface ColumnSource {
  column: CodedColumn | NumberColumn;
  read(answers: Readonly<Record<string, Json>>): Json | undefined;
}

/** A response counts for its own survey when it is submitted, complete or partial; duplicates never do. */
export function isCounted(
  questionnaire: Questionnaire,
  surveyId: string,
  { fields }: ResponseRecord,
): boolean {
  return (
    fields.surveyId === surveyId &&
    fields.questionnaireId === questionnaire.id &&
    fields.submittedAt !== undefined &&
    isTabulated(fields.disposition)
  );
}

/** The responses of a survey that are counted, in the order of the rows of its data set. */
export function listCounted(
  questionnaire: Questionnaire,
  surveyId: string,
  responses: readonly ResponseRecord[],
): ResponseRecord[] {
  return responses
    .filter((response) => isCounted(questionnaire, surveyId, response))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The columns a questionnaire gives: answers in codes and numbers, rows of grids, places of rankings, classifications. */
export function codebookOf(questionnaire: Questionnaire, language: Language): Codebook {
  return { columns: listSources(questionnaire, language).map(({ column }) => column) };
}

/**
 * The counted responses of a survey as a data set, one row each in the order of their ids, so that the
 * same responses give the same `hash` on every device. What a response does not say counts
 * as unanswered.
 *
 * @param questionnaire of the revision that the survey asks; responses of its other revisions are read by it too
 * @param responses of any surveys: two waves are never counted together
 */
export function datasetFromResponses(
  questionnaire: Questionnaire,
  surveyId: string,
  responses: readonly ResponseRecord[],
): SurveyDataset {
  const counted = listCounted(questionnaire, surveyId, responses);
  const sources = listSources(questionnaire, 'ja');
  const codes = new Map(
    sources.map(({ column }) => [column.name, new Set('codes' in column ? codesOf(column) : [])]),
  );
  const unknownAnswers: Record<string, UnknownAnswers> = {};

  const readers = new Map(sources.map(({ column, read }) => [column.name, read]));
  const dataset = fillDataset(
    { columns: sources.map(({ column }) => column) },
    counted.length,
    (row, column) => {
      const { name } = column;
      const answer = readers.get(name)!(counted[row]!.fields.answers ?? NO_ANSWERS);
      const { cell, unknown } = toCell(answer, column, codes.get(name)!);
      if (unknown) (unknownAnswers[name] ??= { whole: 0, partial: 0 })[unknown]++;
      return cell;
    },
  );
  const submissions = counted.flatMap(({ fields }) => fields.submittedAt ?? []).sort();
  return {
    dataset,
    responseCount: counted.length,
    inventedCount: counted.filter(({ fields }) => fields.invented).length,
    firstSubmittedAt: submissions[0] ?? null,
    lastSubmittedAt: submissions.at(-1) ?? null,
    unknownAnswers,
  };
}

function listSources(questionnaire: Questionnaire, language: Language): ColumnSource[] {
  const classifications = questionnaire.classifications.map((classification): ColumnSource => {
    const categories = mapCategories(questionnaire, classification);
    return {
      column: {
        name: classification.code,
        kind: 'single',
        label: classification.label[language],
        codes: categoriesOf(classification.categories, language),
      },
      read: (answers) =>
        readMissing(answers[classification.item]) ?? categories.get(answers[classification.item]),
    };
  });
  const items = listItems(questionnaire).flatMap((item) => sourcesOf(questionnaire, item, language));
  return [...items, ...classifications];
}

function sourcesOf(questionnaire: Questionnaire, item: Item, language: Language): ColumnSource[] {
  // A kind of a newer version gives no columns.
  if (!isAskedKind(item.kind)) return [];
  const offered = {
    options: listKnownOptions(questionnaire, item),
    rows: listKnownRows(questionnaire, item),
  };
  const ownCodes = categoriesOf(offered.options, language);
  const source = item.rowsFrom ?? item.optionsFrom;
  return QUESTION_FORMS[item.kind].columns(item, offered).map(({ kind, part, options, read, concerns }) => {
    const name = part ? `${item.code}.${part.code}` : item.code;
    const codes = options ? categoriesOf(options, language) : ownCodes;
    const label = [item.label[language], ...(part ? [part.label[language]] : [])].join(' ― ');
    return {
      column: kind === 'number' ? { name, kind, label } : { name, kind, label, codes },
      read(answers) {
        if (concerns && source !== undefined && !concerns(answers[source]))
          return { missing: 'notApplicable' };
        const answer = answers[item.code];
        // The reason for having no answer holds for each of its parts.
        return !read || answer === undefined || readMissing(answer) ? answer : read(answer);
      },
    };
  });
}

function categoriesOf(options: readonly Option[], language: Language): CodedColumn['codes'] {
  return options.map(({ code, label, exclusive, opensText }) => ({
    code,
    label: label[language],
    ...((exclusive || opensText) && { pinned: true }),
  }));
}

function codesOf(column: CodedColumn): string[] {
  return column.codes.map((code) => (typeof code === 'string' ? code : code.code));
}

/** A stored answer as a cell; codes that the column does not have are left out and reported. */
function toCell(
  answer: Json | undefined,
  column: CodebookColumn,
  codes: ReadonlySet<string>,
): { cell: Cell; unknown?: keyof UnknownAnswers } {
  const missing = readMissing(answer);
  if (missing) return { cell: { missing: missing.missing satisfies MissingReason } };
  if (answer === undefined || answer === null) return { cell: null };
  // What was typed and is no number is kept as text until somebody corrects it; a number beyond all measure is as little of one.
  if (!('codes' in column)) return { cell: isAmount(answer) ? answer : null };
  if (column.kind !== 'multiple' && typeof answer === 'string')
    return codes.has(answer) ? { cell: answer } : { cell: null, unknown: 'whole' };
  const chosen = column.kind === 'multiple' && Array.isArray(answer) ? answer : [answer];
  const known = chosen.filter((code): code is string => typeof code === 'string' && codes.has(code));
  const cell = column.kind === 'multiple' ? known : (known[0] ?? null);
  if (known.length === chosen.length) return { cell };
  return { cell, unknown: known.length > 0 ? 'partial' : 'whole' };
}
