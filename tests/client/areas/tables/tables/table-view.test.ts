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
import {
  toTableSpecs,
  type CellUnit,
  type TableSelection,
} from '#client/areas/tables/features/tables/table-selection.ts';
import { tablesMessages } from '#client/areas/tables/features/tables/tables-messages.ts';
import type { DataSummary } from '#client/workers/tabulation/tabulation-contract.ts';
import { computeView, formatCell, type TableView } from '#client/areas/tables/features/tables/table-view.ts';
import { listFindings } from '#domain/tabulation/engine/findings.ts';
import { readBlock } from '#domain/tabulation/engine/read-block.ts';
import { sayFinding } from '#client/areas/tables/features/tables/say-finding.ts';
import { findNextCell } from '#client/areas/tables/features/tables/grid-steps.ts';
import { viewTables } from '#client/areas/tables/features/tables/view-tables.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { buildDataset, type DataRow } from '#domain/tabulation/dataset/dataset.ts';
import { makeUpQuestion } from './made-up-question.ts';

const industry = makeUpQuestion('industry', 'single', ['mfg', 'build', 'farm', 'fish']);
const issues = makeUpQuestion('issues', 'multiple', ['labour', 'sales']);
const satisfaction = makeUpQuestion('satisfaction', 'scale', ['good', 'poor']);

const repeated = (times: number, row: DataRow): DataRow[] => Array.from({ length: times }, () => row);
const ROWS = [
  ...repeated(20, { industry: 'mfg', issues: 'labour;sales', satisfaction: 'good' }),
  ...repeated(12, { industry: 'mfg', issues: 'sales', satisfaction: 'poor' }),
  ...repeated(9, { industry: 'build', issues: 'labour', satisfaction: 'poor' }),
  ...repeated(10, { industry: 'farm', satisfaction: null }),
];

const QUESTIONS = [industry, issues, satisfaction];
const columns = QUESTIONS.map(({ code, kind, categories }) => ({
  name: code,
  kind,
  codes: categories.map((one) => one.code),
}));
const dataset = buildDataset({ columns }, ROWS);
const plain: TableSelection = {
  survey: 's1',
  waves: [],
  waveWeights: {},
  items: ['issues'],
  by: [['industry']],
  filter: [],
  own: [],
  weight: undefined,
  unit: 'percent',
  comparison: 'total',
  base: 'asked',
  isSorted: false,
  showsSmall: false,
  group: undefined,
  chart: 'bars',
};

function viewOf(
  item: Question,
  by: Question | undefined,
  base: 'asked' | 'answered' = 'asked',
  showsSmall = false,
): TableView {
  return viewOfSelection({ ...plain, items: [item.code], by: by ? [[by.code]] : [], base, showsSmall });
}

function viewOfSelection(selection: TableSelection): TableView {
  const tables = toTableSpecs(selection, QUESTIONS).map((spec) => computeTable(dataset, spec));
  const words = { total: '全体', unanswered: '無回答', mean: '平均', sd: '標準偏差' };
  return computeView(tables, selection, QUESTIONS, words)!;
}
const rowsOf = ({ total, groups }: TableView) => [total, ...groups.flatMap(({ rows }) => rows)];
const texts = (view: TableView, unit: CellUnit, at = 0) =>
  rowsOf(view).map(({ label, parts }) => [
    label,
    parts[at]!.base,
    ...parts[at]!.cells.map((_, column) => formatCell(view.total.parts[at]!, parts[at]!, column, unit)),
  ]);

describe('a cross table as it is read', () => {
  it('has the total first, no-answer last and in the base, and one decimal', () => {
    const view = viewOf(issues, industry);
    expect(view.sections[0]!.columns.map(({ label }) => label)).toEqual(['=labour', '=sales', '無回答']);
    expect(texts(view, 'percent').slice(0, 2)).toEqual([
      ['全体', 51, '56.9', '62.7', '19.6'],
      ['=mfg', 32, '62.5', '100.0', '-'],
    ]);
    expect(texts(view, 'count')[1]).toEqual(['=mfg', 32, '20', '32', '-']);
    expect(texts(view, 'points')[1]).toEqual(['=mfg', 32, '+5.6', '+37.3', '-19.6']);
  });

  it('leaves no-answer out of base and columns on demand', () => {
    const view = viewOf(issues, industry, 'answered');
    expect(view.sections[0]!.columns).toHaveLength(2);
    expect(texts(view, 'percent')[0]).toEqual(['全体', 41, '70.7', '78.0']);
  });

  it('flags groups below 30, hides those below 10 until they are asked for, and names the empty ones', () => {
    const view = viewOf(issues, industry);
    expect(rowsOf(view).map(({ label, parts: [part] }) => [label, part!.isSmall, part!.isHidden])).toEqual([
      ['全体', false, false],
      ['=mfg', false, false],
      ['=build', true, true],
      ['=farm', true, false],
    ]);
    expect(view.groups[0]!.emptyGroups).toEqual(['=fish']);
    expect(rowsOf(viewOf(issues, industry, 'asked', true)).some(({ parts }) => parts[0]!.isHidden)).toBe(
      false,
    );
  });

  it('marks differences only where the base carries them and a test bears them', () => {
    const view = viewOf(issues, industry, 'asked', true);
    // 62.5 % against 56.9 % of so few is within chance; no-answer is no finding about a group.
    expect(rowsOf(view)[1]!.parts[0]!.cells.map(({ level }) => level)).toEqual([0, 2, 0]);
    expect(rowsOf(view)[2]!.parts[0]!.cells.map(({ level }) => level)).toEqual([0, 0, 0]);
  });
});

describe('several questions and attributes', () => {
  const selection: TableSelection = {
    ...plain,
    items: ['issues', 'satisfaction'],
    by: [['industry'], ['satisfaction']],
  };
  const view = viewOfSelection(selection);

  it('stand beside and below each other, each question with its own base', () => {
    expect(view.sections.map(({ question: { code }, columns: own }) => [code, own.length])).toEqual([
      ['issues', 3],
      ['satisfaction', 3],
    ]);
    expect(view.groups.map(({ title, rows }) => [title, ...rows.map(({ label }) => label)])).toEqual([
      ['industry', '=mfg', '=build', '=farm'],
      ['satisfaction', '=good', '=poor'],
    ]);
    expect(texts(view, 'percent', 1)[1]).toEqual(['=mfg', 32, '62.5', '37.5', '-']);
    expect(texts(view, 'column', 1)[1]).toEqual(['=mfg', 32, '100.0', '57.1', '-']);
  });

  it('are what each alone is', () => {
    expect(texts(view, 'percent').slice(0, 4)).toEqual(texts(viewOf(issues, industry), 'percent'));
    expect(texts(view, 'percent', 1).slice(0, 4)).toEqual(texts(viewOf(satisfaction, industry), 'percent'));
  });

  it('are nested in one line, without combinations of nobody', () => {
    const nested = viewOfSelection({ ...plain, by: [['industry', 'satisfaction']] });
    expect(nested.groups[0]!.rows.map(({ label, parts }) => [label, parts[0]!.base])).toEqual([
      ['=mfg › =good', 20],
      ['=mfg › =poor', 12],
      ['=build › =poor', 9],
    ]);
  });

  it('are named by the letters that others give them, those of nobody counted in', () => {
    const compared = viewOfSelection({ ...plain, by: [['industry', 'satisfaction']], comparison: 'groups' });
    expect(compared.groups[0]!.rows.map(({ label, letter }) => [letter, label])).toEqual([
      ['A', '=mfg › =good'],
      ['B', '=mfg › =poor'],
      ['D', '=build › =poor'],
    ]);
    expect(rowsOf(viewOf(issues, industry)).every(({ letter }) => letter === undefined)).toBe(true);
  });

  it('bear letters or arrows, never both', () => {
    const tables = toTableSpecs({ ...plain, comparison: 'groups' }, QUESTIONS).map((spec) =>
      computeTable(dataset, spec),
    );
    const shown = (comparison: 'total' | 'groups') =>
      viewTables(
        [{ surveyId: 's1', tables, incomparable: [], reworded: [] }],
        { ...plain, comparison },
        QUESTIONS,
        new Map(),
        { total: '', unanswered: '', mean: '', sd: '' },
      )!.groups.flatMap(({ rows }) => rows.flatMap(({ parts }) => parts[0]!.cells));
    expect(shown('total').some(({ level }) => level !== 0)).toBe(true);
    expect(shown('groups').every(({ level }) => level === 0)).toBe(true);
  });

  it('lead with the arrow keys past a group that is hidden, and not out of the table', () => {
    const cells = new Map(
      [0, 1, 3].flatMap((row) => [0, 1].map((cell) => [`${row}/${cell}`, `${row}/${cell}`])),
    );
    const from = (key: string, row: number, cell: number) =>
      findNextCell(key, row, cell, 3, (atRow, atCell) => cells.get(`${atRow}/${atCell}`));
    expect(from('ArrowDown', 1, 1)).toBe('3/1');
    expect(from('ArrowUp', 3, 0)).toBe('1/0');
    expect(from('ArrowRight', 0, 0)).toBe('0/1');
    expect([
      from('ArrowRight', 0, 1),
      from('ArrowUp', 0, 0),
      from('ArrowDown', 3, 0),
      from('a', 0, 0),
    ]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('are nothing while the tables are those of another selection', () => {
    const tables = toTableSpecs(plain, QUESTIONS).map((spec) => computeTable(dataset, spec));
    const words = { total: '', unanswered: '', mean: '', sd: '' };
    expect(computeView(tables, selection, QUESTIONS, words)).toBeUndefined();
    expect(computeView(tables, { ...plain, by: [['satisfaction']] }, QUESTIONS, words)).toBeUndefined();
  });

  it('stand in one CSV, a line for each group of each attribute', () => {
    const csv = formatTableCsv(view, [], { attribute: '分類', rowHead: '区分', count: '件数' });
    const lines = csv.split('\r\n').slice(1);
    expect(lines[0]!.split(',').slice(0, 4)).toEqual(['分類', '区分', 'issues n', 'issues =labour (件数)']);
    expect(lines[2]).toBe(`industry,'=mfg,32,20,32,0,62.5,100,0,32,20,12,0,62.5,37.5,0`);
    expect(lines).toHaveLength(8);
  });
});

describe('what it says in words', () => {
  it('is only what survives the correction, the largest difference first', () => {
    const view = viewOf(issues, industry, 'asked', true);
    const rows = readBlock(view.sections[0]!.blocks[0]!, 'asked', true);
    const said = listFindings(rows).map((finding) =>
      sayFinding(finding, finding.key.join(), `${finding.column}`, words),
    );
    // 62.5 % against 56.9 % of so few is within chance.
    expect(said).toEqual(['mfgでは「1」が100.0％で、全体（62.7％）より37.3ポイント高い']);
  });
});

describe('its chart', () => {
  it('stacks one answer each to 100 %, a bar for every group that is shown', () => {
    const chart = computeChart(viewOf(satisfaction, industry), 0, plain);
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
    expect(computeChart(viewOf(issues, industry), 0, plain)).toMatchObject({
      layout: 'grouped',
      categories: ['=labour', '=sales', '無回答'],
      series: [{ label: '全体 (n=51)' }],
    });
    expect(
      computeChart(viewOf(issues, industry), 0, { ...plain, group: 'mfg' }).series.map(({ label }) => label),
    ).toEqual(['全体 (n=51)', '=mfg (n=32)']);
    // A group too small to be shown in the table is not shown in the chart either.
    expect(computeChart(viewOf(issues, industry), 0, { ...plain, group: 'build' }).series).toHaveLength(1);
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
  otherWeightings: {},
  codedTexts: [],
  ...parts,
});
const words = (
  key: Parameters<OriginWords>[0] | 'findingAbove' | 'findingBelow',
  values?: Parameters<OriginWords>[1],
): string => {
  let text: string = tablesMessages.ja[key];
  for (const [name, value] of Object.entries(values ?? {})) text = text.replace(`{${name}}`, String(value));
  return text;
};

describe('what it says of itself when it leaves the page', () => {
  const origin = (parts: Partial<DataSummary> = {}, base: 'asked' | 'answered' = 'asked') =>
    describeOrigin(
      { ...plain, items: [issues], by: [[industry]], base },
      QUESTIONS,
      summary(parts),
      'ja',
      words,
    );

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
    expect(titleTable([issues], [[industry]], words)).toBe('issues（複数回答） × industry');
    expect(titleTable([satisfaction], [], words)).toBe('satisfaction');
  });

  it('is that some of it is invented, where some is', () => {
    expect(new Map(origin({ inventedCount: 40 })).get('注意')).toContain('40件');
  });

  it('stands above the CSV, which Excel reads as UTF-8 and takes for no formula', () => {
    const csv = formatTableCsv(viewOf(issues, industry), origin(), {
      attribute: '分類',
      rowHead: '区分',
      count: '件数',
    });
    const lines = csv.split('\r\n');
    expect(lines[0]).toBe('\ufeff調査,2026年の調査');
    const head = lines.indexOf('') + 1;
    expect(lines[head]).toBe(
      `区分,n,'=labour (件数),'=sales (件数),無回答 (件数),'=labour (%),'=sales (%),無回答 (%)`,
    );
    expect(lines[head + 1]).toBe('全体,51,29,32,10,56.9,62.7,19.6');
    expect(lines[head + 3]).toBe(`'=build,9,,,,,,`);
  });

  it('gives files of different contents different names', () => {
    const selection = plain;
    const names = [
      nameTableFile(selection, summary(), 'ja'),
      nameTableFile(selection, summary(), 'en'),
      nameTableFile({ ...selection, base: 'answered' }, summary(), 'ja'),
      nameTableFile({ ...selection, showsSmall: true }, summary(), 'ja'),
      nameTableFile({ ...selection, by: [] }, summary(), 'ja'),
      nameTableFile({ ...selection, items: ['satisfaction'] }, summary(), 'ja'),
      nameTableFile(selection, summary({ dataHash: 'f'.repeat(16) }), 'ja'),
      nameTableFile(selection, summary({ survey: { ...summary().survey, id: 's2' } }), 'ja'),
      nameTableFile({ ...selection, group: 'mfg' }, summary(), 'ja'),
      nameTableFile({ ...selection, items: ['issues', 'satisfaction'] }, summary(), 'ja'),
      nameTableFile({ ...selection, by: [['industry', 'satisfaction']] }, summary(), 'ja'),
      nameTableFile({ ...selection, by: [['industry'], ['satisfaction']] }, summary(), 'ja'),
      nameTableFile({ ...selection, filter: [{ column: 'industry', in: ['mfg'] }] }, summary(), 'ja'),
      nameTableFile({ ...selection, filter: [{ column: 'industry', in: ['farm'] }] }, summary(), 'ja'),
      nameTableFile({ ...selection, weight: 'weight:1' }, summary(), 'ja'),
      nameTableFile({ ...selection, waves: ['s0'] }, summary(), 'ja'),
    ];
    expect(new Set(names).size).toBe(names.length);
    // A unit changes what the page shows, not what the file holds.
    expect(nameTableFile({ ...selection, unit: 'points' }, summary(), 'ja')).toBe(names[0]);
  });
});
