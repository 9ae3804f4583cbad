import { tokyoDate } from '#domain/canonical/dates.ts';
import { hashJson } from '#domain/canonical/hash.ts';
import type { Language } from '#domain/canonical/language.ts';
import type {
  DataSummary,
  SavedWeights,
  SurveyBeside,
  SurveyTables,
} from '#client/workers/tabulation/tabulation-contract.ts';
import { formatCount, formatDate } from '#ui/format.ts';
import type { DerivedColumn } from '#domain/tabulation/dataset/derived-columns.ts';
import type { FilterCondition } from '#domain/tabulation/table-spec.ts';
import type { Question } from './questions.ts';
import type { TableSelection } from './table-selection.ts';

/** One thing that has to be known of a table wherever it is seen: `['母数', '無回答を含む …']`. */
export type OriginLine = [label: string, value: string];

/** The words of a title and an origin: those of the page (`tablesMessages`). */
export type OriginWords = (key: OriginKey, values?: Record<string, string | number>) => string;
type OriginKey =
  | 'survey'
  | 'pair'
  | 'waveLine'
  | 'besideValue'
  | 'besideInvented'
  | 'question'
  | 'attributeOf'
  | 'simple'
  | 'base'
  | 'askedNote'
  | 'answeredNote'
  | 'responses'
  | 'period'
  | 'periodValue'
  | 'filter'
  | 'noFilter'
  | 'filterPart'
  | 'listSeparator'
  | 'own'
  | 'ownPart'
  | 'weightedBy'
  | 'weightInvented'
  | 'besideWeighted'
  | 'weighting'
  | 'weight'
  | 'dataVersion'
  | 'dataVersionValue'
  | 'caution'
  | 'invented'
  | 'multiple'
  | 'cross';

/** What a table is called: its questions, and by which attributes. */
export function titleTable(
  items: readonly Question[],
  by: readonly (readonly Question[])[],
  t: OriginWords,
): string {
  const separator = t('listSeparator');
  const name = items
    .map((item) => (item.kind === 'multiple' ? t('multiple', { item: item.label }) : item.label))
    .join(separator);
  return by.length > 0 ? t('cross', { item: name, by: nameGroups(by, separator) }) : name;
}

function nameGroups(by: readonly (readonly Question[])[], separator: string): string {
  return by.map((nested) => nested.map(({ label }) => label).join(' › ')).join(separator);
}

/** What a table is made of, in its own questions. */
export interface Described {
  items: readonly Question[];
  by: readonly (readonly Question[])[];
  base: TableSelection['base'];
  filter: readonly FilterCondition[];
  own: readonly DerivedColumn[];
  /** The name of the weights. */
  weight: string | undefined;
}

/**
 * What a table says of itself, on the page and wherever it is taken: survey, question, attribute, base, how many responses,
 * when they came, filter, columns of one's own, weight, version of the data and, where some are invented, that they are.
 */
export function describeOrigin(
  { items, by, base, filter, own, weight }: Described,
  questions: readonly Question[],
  summary: DataSummary,
  language: Language,
  t: OriginWords,
): OriginLine[] {
  const separator = t('listSeparator');
  return [
    [t('survey'), summary.survey.title[language]],
    [t('question'), items.map(({ label }) => label).join(separator)],
    [t('attributeOf'), by.length > 0 ? nameGroups(by, separator) : t('simple')],
    [t('base'), t(base === 'asked' ? 'askedNote' : 'answeredNote')],
    [t('responses'), formatCount(summary.responseCount, 'response')],
    [
      t('period'),
      t('periodValue', { from: sayDay(summary.firstSubmittedAt), to: sayDay(summary.lastSubmittedAt) }),
    ],
    [t('filter'), describeFilter(filter, questions, t)],
    ...own.map((column): OriginLine => [
      t('own'),
      t('ownPart', { name: column.label, content: describeOwn(column, questions) }),
    ]),
    [t('weighting'), weight === undefined ? t('weight') : t('weightedBy', { name: weight })],
    [
      t('dataVersion'),
      t('dataVersionValue', { hash: summary.dataHash.slice(0, 8), revision: summary.questionnaire.revision }),
    ],
    ...(summary.inventedCount > 0
      ? [
          [
            t('caution'),
            t('invented', { n: formatCount(summary.inventedCount, 'response') }),
          ] satisfies OriginLine,
        ]
      : []),
  ];
}

/** Of a table of several surveys a line for each, the table's own first: which one its rows are of, and what the others hold. */
export function describeWaves(
  waves: readonly SurveyTables[],
  { surveys }: Pick<DataSummary, 'surveys'>,
  names: ReadonlyMap<string, string>,
  language: Language,
  t: OriginWords,
): OriginLine[] {
  if (waves.length < 2) return [];
  return waves.flatMap(({ surveyId, beside, tables: [table] }): OriginLine[] => {
    const survey = surveys.find(({ id }) => id === surveyId);
    if (!survey || !table) return [];
    const name = t('pair', { label: names.get(surveyId) ?? surveyId, value: survey.title[language] });
    return [[t('waveLine'), beside ? `${name}${sayBeside(beside, table.spec.weight, t)}` : name]];
  });
}

function sayBeside(
  { responseCount, inventedCount, firstSubmittedAt, lastSubmittedAt, ...data }: SurveyBeside,
  weight: string | null | undefined,
  t: OriginWords,
): string {
  const weighting = data.weightings.find((each) => 'column' in each && each.column === weight);
  const said = t('besideValue', {
    n: formatCount(responseCount, 'response'),
    period: t('periodValue', { from: sayDay(firstSubmittedAt), to: sayDay(lastSubmittedAt) }),
    version: t('dataVersionValue', { hash: data.dataHash.slice(0, 8), revision: data.questionnaireRevision }),
  });
  return [
    said,
    weighting && t('besideWeighted', { weight: nameWeights(weighting, t) }),
    inventedCount > 0 && t('besideInvented', { n: formatCount(inventedCount, 'response') }),
  ]
    .filter(Boolean)
    .join('');
}

/** What weights are called; of made up figures it says so. */
export function nameWeights(
  { title, invented }: Pick<SavedWeights, 'title' | 'invented'>,
  t: OriginWords,
): string {
  return invented ? t('weightInvented', { name: title }) : title;
}

function sayDay(instant: string | null): string {
  return instant === null ? '－' : formatDate(tokyoDate(instant));
}

/** A filter in words: 「地域＝東青・中南」. */
export function describeFilter(
  filter: readonly FilterCondition[],
  questions: readonly Question[],
  t: OriginWords,
): string {
  if (filter.length === 0) return t('noFilter');
  return filter
    .map(({ column, in: codes }) => {
      const question = questions.find(({ code }) => code === column);
      const labels = codes.map((code) => labelOf(question, code));
      return t('filterPart', { question: question?.shortLabel ?? column, answers: labels.join(' / ') });
    })
    .join(t('listSeparator'));
}

function labelOf(question: Question | undefined, code: string): string {
  return question?.categories.find((category) => category.code === code)?.label ?? code;
}

/** What a column of one's own is made of. */
export function describeOwn(column: DerivedColumn, questions: readonly Question[]): string {
  if (column.kind === 'bands') return column.labels.join(' / ');
  const source = questions.find(({ code }) => code === column.source);
  return column.groups
    .map(({ label, codes }) => `${label} = ${codes.map((code) => labelOf(source, code)).join(' + ')}`)
    .join(' / ');
}

/**
 * The name of a table's file without its ending: another one wherever the content is another.
 */
export function nameTableFile(selection: TableSelection, summary: DataSummary, language: Language): string {
  const { items, by, base, showsSmall, group, filter, own, weight, isSorted, waves, waveWeights } = selection;
  const rest = { filter, own, weight: weight ?? null, isSorted, waves, waveWeights };
  const isPlain = filter.length === 0 && own.length === 0 && !weight && isSorted && waves.length === 0;
  return [
    'banso',
    summary.survey.id,
    items.join('+'),
    by.map((names) => names.join('~')).join('+'),
    base === 'answered' && 'answered',
    showsSmall && 'all-groups',
    group,
    // Filters and columns of one's own have no short name.
    !isPlain && hashJson(rest).slice(0, 6),
    language === 'en' && 'en',
    summary.dataHash.slice(0, 8),
  ]
    .filter((part) => part !== undefined && part !== false && part !== '')
    .join('-');
}
