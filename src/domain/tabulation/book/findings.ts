import type { Language, LocalisedText } from '#domain/canonical/language.ts';
import { findItemOfRole } from '#domain/questionnaire/find-by-role.ts';
import type { ItemRole } from '#domain/questionnaire/item-roles.ts';
import { findItem, type Item, type Questionnaire } from '#domain/questionnaire/model.ts';
import {
  crossTable,
  gridTable,
  simpleTable,
  type BookChapter,
  type BookColumn,
  type BookSettings,
  type BookSpec,
  type BookTable,
  type OmittedTable,
} from './book-spec.ts';

/** Where a finding looks: an item by what it is for or by its code, or a classification by its code. */
type Source = { role: ItemRole } | { code: string };

interface Finding {
  heading: LocalisedText;
  /** What stands across; `rows`: one row for each column of the item. */
  across: Source;
  by?: Source;
  rows?: true;
  ranks?: number;
}

interface FindingsChapter {
  heading: LocalisedText;
  findings: Finding[];
}

const INDUSTRY: Source = { role: 'attribute.industry' };
const EMPLOYEES: Source = { role: 'attribute.employees' };
const SALES: Source = { role: 'attribute.sales' };
const REGION: Source = { code: 'region' };
const URBAN: Source = { code: 'urban' };
const WISH: Source = { role: 'wish' };
const ISSUES: Source = { role: 'issues' };
const AWARENESS: Source = { code: 'awareness' };
const USED: Source = { code: 'used' };
const SATISFACTION: Source = { code: 'satisfaction' };

const ATTRIBUTE_WORDS: readonly [Source, LocalisedText][] = [
  [INDUSTRY, { ja: '業種別', en: 'by industry' }],
  [EMPLOYEES, { ja: '従業員数別', en: 'by number of employees' }],
  [SALES, { ja: '売上高別', en: 'by sales' }],
  [REGION, { ja: '地域別', en: 'by region' }],
  [URBAN, { ja: '都市部・郡部別', en: 'by urban and rural area' }],
];

/** The same finding for all, then by attributes. */
function withAttributes(
  heading: LocalisedText,
  across: Source,
  attributes: readonly Source[],
  more: readonly [Source, LocalisedText][] = [],
): Finding[] {
  const words = [...ATTRIBUTE_WORDS.filter(([source]) => attributes.includes(source)), ...more];
  return [
    { heading, across },
    ...words.map(([by, word]) => ({
      heading: { ja: `${heading.ja}（${word.ja}）`, en: `${heading.en} ${word.en}` },
      across,
      by,
    })),
  ];
}

/** What the centre's report of its survey found, in the report's order. */
const FINDINGS: readonly FindingsChapter[] = [
  {
    heading: { ja: '認知と利用', en: 'Awareness and use' },
    findings: [
      ...withAttributes({ ja: '認知度', en: 'Awareness' }, AWARENESS, [INDUSTRY, EMPLOYEES, URBAN]),
      ...withAttributes({ ja: '利用経験', en: 'Use' }, USED, [INDUSTRY, EMPLOYEES, URBAN]),
      { heading: { ja: '利用した制度', en: 'Programmes used' }, across: { code: 'programmes' } },
      ...withAttributes({ ja: '満足度', en: 'Satisfaction' }, SATISFACTION, [INDUSTRY]),
      { heading: { ja: '利用しない理由', en: 'Reasons for non-use' }, across: { code: 'nonuse_reasons' } },
    ],
  },
  {
    heading: { ja: '経営課題と支援機関', en: 'Issues and institutions' },
    findings: [
      ...withAttributes({ ja: '経営課題', en: 'Management issues' }, ISSUES, [INDUSTRY, EMPLOYEES, REGION]),
      {
        heading: { ja: '最も深刻な課題', en: 'The most serious issue' },
        across: { code: 'issues_top.first' },
      },
      {
        heading: {
          ja: '課題の解決を求める機関（課題ごとの上位3機関）',
          en: 'Institutions wanted for each issue (top three)',
        },
        across: { code: 'institutions' },
        rows: true,
        ranks: 3,
      },
    ],
  },
  {
    heading: { ja: '取組の方向性', en: 'Directions' },
    findings: [
      {
        heading: { ja: '必要と考える方向性', en: 'Directions thought necessary' },
        across: { code: 'directions' },
        rows: true,
      },
      { heading: { ja: 'すでに取り組んでいるもの', en: 'Already under way' }, across: { code: 'underway' } },
    ],
  },
  {
    heading: { ja: '支援の希望', en: 'Wish for support' },
    findings: withAttributes(
      { ja: '新規相談の希望', en: 'Wish for consultation' },
      WISH,
      [INDUSTRY, EMPLOYEES, SALES, REGION, URBAN],
      [
        [USED, { ja: '利用経験別', en: 'by use' }],
        [SATISFACTION, { ja: '満足度別', en: 'by satisfaction' }],
      ],
    ),
  },
];

/**
 * The findings of the report as a book, from whichever questionnaire: items are found by what they are for or by
 * their codes. A table whose items the columns lack is left out and named in `omitted`.
 *
 * @param columns those that may be tabulated
 */
export function bookOfFindings(
  questionnaire: Questionnaire,
  columns: readonly BookColumn[],
  settings: BookSettings,
  language: Language,
): BookSpec {
  const finder = new ColumnFinder(questionnaire, columns, language);
  const omitted: OmittedTable[] = [];
  const chapters = FINDINGS.map(({ heading, findings }): BookChapter => ({
    heading: heading[language],
    tables: findings.flatMap((finding) => {
      const made = makeTable(finding, finder, settings, language);
      if (!Array.isArray(made)) return [made];
      omitted.push({ heading: finding.heading[language], lacks: made });
      return [];
    }),
  }));
  return {
    title: language === 'ja' ? '調査報告の主な結果' : 'Findings of the report',
    chapters: chapters.filter(({ tables }) => tables.length > 0),
    omitted,
  };
}

/** The table of a finding, or what it lacks. */
function makeTable(
  { heading, across, by, rows, ranks }: Finding,
  finder: ColumnFinder,
  settings: BookSettings,
  language: Language,
): BookTable | string[] {
  if (rows) {
    const { columns, labels } = finder.findRows(across);
    if (columns.length === 0) return [nameOf(across)];
    const table = gridTable(columns, labels, settings, heading[language]);
    return ranks === undefined ? table : { ...table, ranks };
  }
  const column = finder.find(across);
  const group = by && finder.find(by);
  const lacks = [...(column ? [] : [nameOf(across)]), ...(by && !group ? [nameOf(by)] : [])];
  if (!column || lacks.length > 0) return lacks;
  return group
    ? crossTable(column, group, settings, heading[language])
    : simpleTable(column, settings, heading[language]);
}

function nameOf(source: Source): string {
  return 'role' in source ? source.role : source.code;
}

class ColumnFinder {
  constructor(
    private readonly questionnaire: Questionnaire,
    private readonly columns: readonly BookColumn[],
    private readonly language: Language,
  ) {}

  find(source: Source): BookColumn | undefined {
    const code = 'role' in source ? this.findItem(source)?.code : source.code;
    return this.columns.find((column) => column.code === code);
  }

  /** The columns of a grid that have the answers of the first, and the words of their rows. */
  findRows(source: Source): { columns: BookColumn[]; labels: Record<string, string> } {
    const item = this.findItem(source);
    const columns = this.columns.filter(({ code }) => item && code.startsWith(`${item.code}.`));
    const rows = item && this.rowsOf(item);
    const labels = columns.map(({ code, label }) => {
      const row = rows?.find((each) => code === `${item?.code}.${each.code}`);
      return [code, row?.label[this.language] ?? label];
    });
    return { columns, labels: Object.fromEntries(labels) as Record<string, string> };
  }

  /** Rows that are the options of an earlier item have its words. */
  private rowsOf(item: Item): Item['rows'] {
    return item.rows ?? (item.rowsFrom ? findItem(this.questionnaire, item.rowsFrom)?.options : undefined);
  }

  private findItem(source: Source): Item | undefined {
    return 'role' in source
      ? findItemOfRole(this.questionnaire, source.role)
      : findItem(this.questionnaire, source.code);
  }
}
