import { tokyoDate } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import type { DataSummary } from '#client/workers/tabulation/tabulation-contract.ts';
import { formatCount, formatDate } from '#ui/format.ts';
import type { Question } from './questions.ts';
import type { TableSelection } from './table-selection.ts';

/** One thing that has to be known of a table wherever it is seen: `['母数', '無回答を含む …']`. */
export type OriginLine = [label: string, value: string];

/** The words of a title and an origin: those of the page (`tablesMessages`). */
export type OriginWords = (key: OriginKey, values?: Record<string, string | number>) => string;
type OriginKey =
  | 'survey'
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
  | 'weighting'
  | 'weight'
  | 'dataVersion'
  | 'dataVersionValue'
  | 'caution'
  | 'invented'
  | 'multiple'
  | 'cross';

/** What a table is called: its question, and by which attribute. */
export function titleTable(item: Question, by: Question | undefined, t: OriginWords): string {
  const name = item.kind === 'multiple' ? t('multiple', { item: item.label }) : item.label;
  return by ? t('cross', { item: name, by: by.label }) : name;
}

/**
 * What a table says of itself, on the page and wherever it is taken: survey, question, attribute, base, how many responses,
 * when they came, filter, weight, version of the data and, where some are invented, that they are.
 */
export function describeOrigin(
  { item, by, base }: { item: Question; by: Question | undefined; base: TableSelection['base'] },
  summary: DataSummary,
  language: Language,
  t: OriginWords,
): OriginLine[] {
  const day = (instant: string | null) => (instant === null ? '－' : formatDate(tokyoDate(instant)));
  return [
    [t('survey'), summary.survey.title[language]],
    [t('question'), item.label],
    [t('attributeOf'), by?.label ?? t('simple')],
    [t('base'), t(base === 'asked' ? 'askedNote' : 'answeredNote')],
    [t('responses'), formatCount(summary.responseCount, 'response')],
    [
      t('period'),
      t('periodValue', { from: day(summary.firstSubmittedAt), to: day(summary.lastSubmittedAt) }),
    ],
    [t('filter'), t('noFilter')],
    [t('weighting'), t('weight')],
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

/**
 * The name of a table's file without its ending: another one wherever the content is another.
 *
 * @param group what stands beside the total in a chart
 */
export function nameTableFile(
  selection: TableSelection,
  summary: DataSummary,
  language: Language,
  group?: string,
): string {
  return [
    'banso',
    summary.survey.id,
    selection.item,
    selection.by,
    selection.base === 'answered' && 'answered',
    selection.showsSmall && 'all-groups',
    group,
    language === 'en' && 'en',
    summary.dataHash.slice(0, 8),
  ]
    .filter((part) => part !== undefined && part !== false)
    .join('-');
}
