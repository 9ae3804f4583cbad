import type { LocalisedText } from '#domain/canonical/language.ts';

/** Why a text cannot be read as an annual report. */
export type ReportErrorCode =
  | 'not-text'
  | 'not-the-report'
  | 'year-unreadable'
  | 'section-missing'
  | 'policy-table-unreadable'
  | 'policy-titles'
  | 'row-unreadable'
  | 'row-order'
  | 'subtotal-missing'
  | 'period-unreadable'
  | 'pillar-unknown'
  | 'original-missing'
  | 'sheet-count'
  | 'sheet-mismatch'
  | 'heading-missing'
  | 'cost-unreadable'
  | 'history-unreadable'
  | 'department-mismatch'
  | 'indicators-unreadable';

const TEXTS: Record<ReportErrorCode, LocalisedText> = {
  'not-text': { ja: '文章の行ではありません', en: 'This is no line of text' },
  'not-the-report': {
    ja: '青森県中小企業振興基本条例に基づく年次報告の本文ではありません',
    en: 'This is not the text of the annual report under the SME promotion ordinance',
  },
  'year-unreadable': {
    ja: '表紙に年度（平成又は令和の何年度か）がありません',
    en: 'The cover does not give the fiscal year in Heisei or Reiwa',
  },
  'section-missing': { ja: '必要な見出しが見つかりません', en: 'A required heading was not found' },
  'policy-table-unreadable': {
    ja: '基本方針別・年度別の表が読み取れません',
    en: 'The table by policy and fiscal year cannot be read',
  },
  'policy-titles': {
    ja: '基本方針の名称と小計の数が合いません',
    en: 'The policy titles and the subtotals do not match in number',
  },
  'row-unreadable': { ja: '施策一覧の行が読み取れません', en: 'A row of the list cannot be read' },
  'row-order': {
    ja: '施策一覧のページ番号が順に並んでいません',
    en: 'The pages in the list are not in order',
  },
  'subtotal-missing': { ja: '小計又は合計がありません', en: 'A subtotal or the total is missing' },
  'period-unreadable': { ja: '事業期間が読み取れません', en: 'A period cannot be read' },
  'pillar-unknown': {
    ja: '施策の柱の始まりが決まりません',
    en: 'The start of a pillar cannot be determined',
  },
  'original-missing': {
    ja: '再掲の元の事業が見つかりません',
    en: 'The original of a repeated programme was not found',
  },
  'sheet-count': { ja: '個票の数が施策一覧と合いません', en: 'The number of sheets differs from the list' },
  'sheet-mismatch': {
    ja: '個票が施策一覧の行と対応しません',
    en: 'A sheet does not belong to its row in the list',
  },
  'heading-missing': { ja: '個票の見出しがありません', en: 'A heading of the sheet is missing' },
  'cost-unreadable': { ja: '個票の事業費が読み取れません', en: 'The cost on the sheet cannot be read' },
  'history-unreadable': {
    ja: '事業の経緯が年度で始まっていません',
    en: 'The history does not begin with a year',
  },
  'department-mismatch': {
    ja: '個票の担当課が施策一覧と合いません',
    en: 'The department on the sheet differs from the list',
  },
  'indicators-unreadable': {
    ja: '県内中小企業を取り巻く環境の表が読み取れません',
    en: 'The tables on the economic environment cannot be read',
  },
};

/** Where in the report something is wrong: printed page and line of the text file, as far as known. */
export interface ReportPlace {
  page?: number;
  line?: number;
  /** Line of the list that does not agree with it, or beside which a row may be missing. */
  listLine?: number;
}

/**
 * A report that is damaged or is another document. Nothing is returned beside it:
 * an import is whole or does not happen. `message` is Japanese; `text` has both languages.
 */
export class ReportError extends Error {
  readonly code: ReportErrorCode;
  readonly place: ReportPlace;
  readonly detail: string | null;
  readonly text: LocalisedText;

  constructor(code: ReportErrorCode, place: ReportPlace = {}, detail: string | null = null) {
    const text = {
      ja: describe(TEXTS[code].ja, place, detail, {
        page: (n) => `${n}ページ`,
        line: (n) => `${n}行目`,
        listLine: (n) => `一覧の${n}行目付近`,
      }),
      en: describe(TEXTS[code].en, place, detail, {
        page: (n) => `page ${n}`,
        line: (n) => `line ${n}`,
        listLine: (n) => `near line ${n} of the list`,
      }),
    };
    super(text.ja);
    this.name = 'ReportError';
    this.code = code;
    this.place = place;
    this.detail = detail;
    this.text = text;
  }
}

function describe(
  sentence: string,
  { page, line, listLine }: ReportPlace,
  detail: string | null,
  label: Record<keyof ReportPlace, (n: number) => string>,
): string {
  const where = [
    ...(page === undefined ? [] : [label.page(page)]),
    ...(line === undefined ? [] : [label.line(line)]),
    ...(listLine === undefined ? [] : [label.listLine(listLine)]),
  ];
  return sentence + (detail ? `: ${detail}` : '') + (where.length > 0 ? ` (${where.join(', ')})` : '');
}
