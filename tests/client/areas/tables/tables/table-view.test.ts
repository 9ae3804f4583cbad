import { describe, expect, it } from 'vitest';
import type { Question } from '#client/areas/tables/features/tables/questions.ts';
import { computeChart } from '#client/areas/tables/features/tables/table-chart.ts';
import { formatTableCsv } from '#client/areas/tables/features/tables/table-csv.ts';
import {
  describeOrigin,
  nameTableFile,
  titleTable,
  type OriginWords,
} from '#client/areas/tables/features/tables/table-origin.ts';
import type { TableSelection } from '#client/areas/tables/features/tables/table-selection.ts';
import { tablesMessages } from '#client/areas/tables/features/tables/tables-messages.ts';
import type { DataSummary } from '#client/workers/tabulation/tabulation-contract.ts';
import { computeView, formatCell, type TableView } from '#client/areas/tables/features/tables/table-view.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { buildDataset, type DataRow } from '#domain/tabulation/dataset/dataset.ts';

const question = (code: string, kind: Question['kind'], codes: string[]): Question => ({
  code,
  kind,
  label: code,
  shortLabel: code,
  section: '',
  categories: codes.map((one) => ({ code: one, label: `=${one}`, pinned: false })),
});
const industry = question('industry', 'single', ['mfg', 'build', 'farm', 'fish']);
const issues = question('issues', 'multiple', ['labour', 'sales']);
const satisfaction = question('satisfaction', 'scale', ['good', 'poor']);

const repeated = (times: number, row: DataRow): DataRow[] => Array.from({ length: times }, () => row);
const ROWS = [
  ...repeated(20, { industry: 'mfg', issues: 'labour;sales', satisfaction: 'good' }),
  ...repeated(12, { industry: 'mfg', issues: 'sales', satisfaction: 'poor' }),
  ...repeated(9, { industry: 'build', issues: 'labour', satisfaction: 'poor' }),
  ...repeated(10, { industry: 'farm', satisfaction: null }),
];

function viewOf(
  item: Question,
  by: Question | undefined,
  base: 'asked' | 'answered' = 'asked',
  showsSmall = false,
): TableView {
  const columns = [industry, issues, satisfaction].map(({ code, kind, categories }) => ({
    name: code,
    kind,
    codes: categories.map((one) => one.code),
  }));
  const table = computeTable(buildDataset({ columns }, ROWS), {
    stub: [by ? [by.code] : []],
    banner: [item.code],
    base,
    tests: { residuals: true },
  });
  return computeView(table.blocks[0]!, item, by, base, showsSmall, { total: '全体', unanswered: '無回答' });
}
const texts = (view: TableView, unit: 'percent' | 'count' | 'points') =>
  view.rows.map((row) => [
    row.label,
    row.base,
    ...row.cells.map((_, column) => formatCell(view, row, column, unit)),
  ]);

describe('a cross table as it is read', () => {
  it('has the total first, no-answer last and in the base, and one decimal', () => {
    const view = viewOf(issues, industry);
    expect(view.columns.map(({ label }) => label)).toEqual(['=labour', '=sales', '無回答']);
    expect(texts(view, 'percent').slice(0, 2)).toEqual([
      ['全体', 51, '56.9', '62.7', '19.6'],
      ['=mfg', 32, '62.5', '100.0', '-'],
    ]);
    expect(texts(view, 'count')[1]).toEqual(['=mfg', 32, '20', '32', '-']);
    expect(texts(view, 'points')[1]).toEqual(['=mfg', 32, '+5.6', '+37.3', '-19.6']);
  });

  it('leaves no-answer out of base and columns on demand', () => {
    const view = viewOf(issues, industry, 'answered');
    expect(view.columns).toHaveLength(2);
    expect(texts(view, 'percent')[0]).toEqual(['全体', 41, '70.7', '78.0']);
  });

  it('flags groups below 30, hides those below 10 until they are asked for, and names the empty ones', () => {
    const view = viewOf(issues, industry);
    expect(view.rows.map(({ label, isSmall, isHidden }) => [label, isSmall, isHidden])).toEqual([
      ['全体', false, false],
      ['=mfg', false, false],
      ['=build', true, true],
      ['=farm', true, false],
    ]);
    expect(view.emptyGroups).toEqual(['=fish']);
    expect(viewOf(issues, industry, 'asked', true).rows.some(({ isHidden }) => isHidden)).toBe(false);
  });

  it('marks differences only where the base carries them and a test bears them', () => {
    const view = viewOf(issues, industry, 'asked', true);
    // 62.5 % against 56.9 % of so few is within chance; no-answer is no finding about a group.
    expect(view.rows[1]!.cells.map(({ level }) => level)).toEqual([0, 2, 0]);
    expect(view.rows[2]!.cells.map(({ level }) => level)).toEqual([0, 0, 0]);
  });
});

describe('its chart', () => {
  it('stacks one answer each to 100 %, a bar for every group that is shown', () => {
    const chart = computeChart(viewOf(satisfaction, industry), undefined);
    expect(chart.layout).toBe('stacked');
    expect(chart.categories).toEqual(['全体 (n=51)', '=mfg (n=32)', '=farm (n=10)']);
    expect(chart.series.map(({ label, values }) => [label, values[1]!.text])).toEqual([
      ['=good', '62.5'],
      ['=poor', '37.5'],
      ['無回答', '-'],
    ]);
    for (let bar = 0; bar < 3; bar++) {
      expect(chart.series.reduce((sum, { values }) => sum + values[bar]!.percent!, 0)).toBeCloseTo(100, 9);
    }
  });

  it('puts several answers in bars of the total, and of a chosen group beside it', () => {
    expect(computeChart(viewOf(issues, industry), undefined)).toMatchObject({
      layout: 'grouped',
      categories: ['=labour', '=sales', '無回答'],
      series: [{ label: '全体 (n=51)' }],
    });
    expect(computeChart(viewOf(issues, industry), 'mfg').series.map(({ label }) => label)).toEqual([
      '全体 (n=51)',
      '=mfg (n=32)',
    ]);
    // A group too small to be shown in the table is not shown in the chart either.
    expect(computeChart(viewOf(issues, industry), 'build').series).toHaveLength(1);
  });
});

const summary = (parts: Partial<DataSummary> = {}): DataSummary => ({
  survey: { id: 's1', title: { ja: '2026年の調査', en: 'Survey of 2026' } } as DataSummary['survey'],
  surveys: [],
  questionnaire: { revision: 3 } as DataSummary['questionnaire'],
  dataHash: '0123456789abcdef',
  responseCount: 51,
  inventedCount: 0,
  firstSubmittedAt: '2026-11-20T01:00:00.000Z',
  lastSubmittedAt: null,
  unknownAnswers: {},
  weightings: [],
  codedTexts: [],
  ...parts,
});
const words: OriginWords = (key, values) => {
  let text: string = tablesMessages.ja[key];
  for (const [name, value] of Object.entries(values ?? {})) text = text.replace(`{${name}}`, String(value));
  return text;
};

describe('what it says of itself when it leaves the page', () => {
  const origin = (parts: Partial<DataSummary> = {}, base: 'asked' | 'answered' = 'asked') =>
    describeOrigin({ item: issues, by: industry, base }, summary(parts), 'ja', words);

  it('is question, attribute, base, number, period, filter, weights and version of the data', () => {
    expect(origin().map(([label]) => label)).toEqual([
      '調査',
      '設問',
      '分類',
      '母数',
      '有効回答',
      '受付',
      '絞り込み',
      '重み',
      'データ版',
    ]);
    const said = new Map(origin());
    expect(said.get('調査')).toBe('2026年の調査');
    expect(said.get('有効回答')).toBe('51件');
    expect(said.get('受付')).toBe('2026年11月20日（金）～－');
    expect(said.get('データ版')).toBe('01234567（調査票 第3版）');
    expect(said.get('母数')).toContain('対象となった');
    expect(new Map(origin({}, 'answered')).get('母数')).toContain('答えた');
  });

  it('is called by its question, how it is answered, and its attribute', () => {
    expect(titleTable(issues, industry, words)).toBe('issues（複数回答） × industry');
    expect(titleTable(satisfaction, undefined, words)).toBe('satisfaction');
  });

  it('is that some of it is invented, where some is', () => {
    expect(new Map(origin({ inventedCount: 40 })).get('注意')).toContain('40件');
  });

  it('stands above the CSV, which Excel reads as UTF-8 and takes for no formula', () => {
    const csv = formatTableCsv(viewOf(issues, industry), origin(), { rowHead: '区分', count: '件数' });
    const lines = csv.split('\r\n');
    expect(lines[0]).toBe('\ufeff調査,2026年の調査');
    const head = lines.indexOf('') + 1;
    expect(lines[head]).toBe(
      `区分,n,'=labour (件数),'=sales (件数),無回答 (件数),'=labour (%),'=sales (%),無回答 (%)`,
    );
    expect(lines[head + 1]).toBe('全体,51,29,32,10,56.9,62.7,19.6');
    expect(lines[head + 3]).toBe(`'=build,9`);
  });

  it('gives files of different contents different names', () => {
    const selection: TableSelection = {
      survey: 's1',
      item: 'issues',
      by: 'industry',
      unit: 'percent',
      base: 'asked',
      showsSmall: false,
      group: undefined,
    };
    const names = [
      nameTableFile(selection, summary(), 'ja'),
      nameTableFile(selection, summary(), 'en'),
      nameTableFile({ ...selection, base: 'answered' }, summary(), 'ja'),
      nameTableFile({ ...selection, showsSmall: true }, summary(), 'ja'),
      nameTableFile({ ...selection, by: undefined }, summary(), 'ja'),
      nameTableFile({ ...selection, item: 'satisfaction' }, summary(), 'ja'),
      nameTableFile(selection, summary({ dataHash: 'f'.repeat(16) }), 'ja'),
      nameTableFile(selection, summary({ survey: { ...summary().survey, id: 's2' } }), 'ja'),
      nameTableFile(selection, summary(), 'ja', 'mfg'),
    ];
    expect(new Set(names).size).toBe(names.length);
    // A unit changes what the page shows, not what the file holds.
    expect(nameTableFile({ ...selection, unit: 'points' }, summary(), 'ja')).toBe(names[0]);
  });
});
