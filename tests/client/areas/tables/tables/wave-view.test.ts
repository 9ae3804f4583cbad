// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { computeChart, computeLines } from '#client/areas/tables/features/tables/table-chart.ts';
import { formatTableCsv } from '#client/areas/tables/features/tables/table-csv.ts';
import { toTableSpecs, type TableSelection } from '#client/areas/tables/features/tables/table-selection.ts';
import { formatCell, type TableView } from '#client/areas/tables/features/tables/table-view.ts';
import { sayWaves, viewTables } from '#client/areas/tables/features/tables/view-tables.ts';
import { nameWaves } from '#client/areas/tables/features/tables/wave-view.ts';
import { writeWaveWorkbook } from '#client/areas/tables/features/tables/wave-workbook.ts';
import type { SurveyTables } from '#client/workers/tabulation/tabulation-contract.ts';
import { buildDataset, type DataRow } from '#domain/tabulation/dataset/dataset.ts';
import { compareWaves } from '#domain/tabulation/dataset/wave-differences.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { computeOverlap, type TableOverlap } from '#domain/tabulation/engine/wave-overlap.ts';
import type { Question } from '#client/areas/tables/features/tables/questions.ts';
import { unzipSync } from 'fflate';
import { mount } from '@vue/test-utils';
import WaveCellExplanation from '#client/areas/tables/features/tables/WaveCellExplanation.vue';
import WaveFindings from '#client/areas/tables/features/tables/WaveFindings.vue';
import { makeUpQuestion } from './made-up-question.ts';

const selection: TableSelection = {
  survey: undefined,
  waves: ['other'],
  waveWeights: {},
  items: ['issues'],
  by: [],
  filter: [],
  own: [],
  weight: undefined,
  unit: 'percent',
  comparison: 'total',
  base: 'answered',
  isSorted: false,
  showsSmall: false,
  group: undefined,
  chart: 'bars',
};
const NAMES = new Map([
  ['third', '2026年11月'],
  ['second', '2026年4月'],
  ['first', '令和7年度 (2025)'],
]);
const WORDS = { total: '全体', unanswered: '無回答', mean: '平均', sd: '標準偏差' };

interface Wave {
  id: string;
  options: string[];
  rows: DataRow[];
}
const repeated = (times: number, issues: string): DataRow[] =>
  Array.from({ length: times }, () => ({ issues, size: 'small' }));

/** The tables of waves as the worker answers them, the main one first. */
function tabulate(waves: readonly Wave[], by: string[][] = []) {
  const sizes = ['small', 'big'];
  const questionsOf = ({ options }: Wave) => [
    makeUpQuestion('issues', 'multiple', options),
    makeUpQuestion('size', 'single', sizes),
  ];
  const questions = questionsOf(waves[0]!);
  const chosen = { ...selection, by };
  const datasets = waves.map((wave) =>
    buildDataset(
      {
        columns: [
          { name: 'issues', kind: 'multiple', codes: wave.options },
          { name: 'size', kind: 'single', codes: sizes },
        ],
      },
      wave.rows,
    ),
  );
  const tables = waves.map((wave, index): SurveyTables => ({
    surveyId: wave.id,
    tables: toTableSpecs(chosen, questions).map((spec) => computeTable(datasets[index]!, spec)),
    ...compareWaves(datasets[0]!.codebook, datasets[index]!.codebook),
  }));
  return { view: viewTables(tables, chosen, questions, NAMES, WORDS)!, tables, questions, chosen };
}
const rowsOf = (view: TableView) =>
  view.groups.flatMap(({ rows }) =>
    rows.map((row) => [
      row.label,
      ...row.parts[0]!.cells.map((_, column) => formatCell(row.parts[0]!, row.parts[0]!, column, 'percent')),
    ]),
  );
const levelsOf = (view: TableView) =>
  view.groups.flatMap(({ rows }) => rows.map(({ parts }) => parts[0]!.cells.map(({ level }) => level)));

const before: Wave = {
  id: 'second',
  options: ['labour', 'sales'],
  rows: [...repeated(10, 'labour'), ...repeated(40, 'sales')],
};
const after: Wave = { ...before, id: 'third', rows: [...repeated(40, 'labour'), ...repeated(10, 'sales')] };

describe('surveys beside each other', () => {
  it('stand the newest first, and changes go from the earlier to the later, whichever the table is made for', () => {
    for (const waves of [
      [after, before],
      [before, after],
    ]) {
      const { view } = tabulate(waves);
      expect(rowsOf(view)).toEqual([
        ['2026年11月', '80.0', '20.0'],
        ['2026年4月', '20.0', '80.0'],
      ]);
      expect(levelsOf(view)).toEqual([
        [2, -2],
        [0, 0],
      ]);
      expect(computeLines(view, 0).categories).toEqual(['2026年4月 (n=50)', '2026年11月 (n=50)']);
    }
  });

  it('say which of them are weighted, where others are not', () => {
    const { tables, chosen, questions } = tabulate([after, before]);
    const weigh = (at: number): SurveyTables => ({
      ...tables[at]!,
      tables: tables[at]!.tables.map((table) => ({ ...table, spec: { ...table.spec, weight: 'weight:1' } })),
    });
    const one = viewTables([tables[0]!, weigh(1)], chosen, questions, NAMES, WORDS)!;
    expect(one).toMatchObject({ isWeighted: true, weightedAlone: ['2026年4月'] });
    expect(one.groups[0]!.rows.map(({ isWeighted }) => isWeighted)).toEqual([false, true]);
    const both = viewTables([weigh(0), weigh(1)], chosen, questions, NAMES, WORDS)!;
    expect([both.isWeighted, both.weightedAlone]).toEqual([true, undefined]);
  });

  it('stand under the answers they gave, also where a revised question has more of them in another order', () => {
    const revised: Wave = {
      id: 'third',
      options: ['tariffs', 'labour', 'sales'],
      rows: [...repeated(5, 'tariffs'), ...repeated(15, 'labour'), ...repeated(30, 'sales')],
    };
    const { view } = tabulate([revised, before]);
    expect(rowsOf(view)).toEqual([
      ['2026年11月', '10.0', '30.0', '60.0'],
      ['2026年4月', '…', '20.0', '80.0'],
    ]);
    expect(
      levelsOf(view)
        .flat()
        .every((level) => level === 0),
    ).toBe(true);
    expect(computeLines(view, 0).series.map(({ values }) => values[0]!.percent)).toEqual([null, 20, 80]);
    const csv = formatTableCsv(view, [], { attribute: '', rowHead: '', count: '' }).split('\r\n');
    expect(csv[3]).toBe('2026年4月,50,,10,40,,20,80');
    expect(rowsOf(tabulate([before, revised]).view)).toEqual([
      ['2026年11月', '30.0', '60.0'],
      ['2026年4月', '20.0', '80.0'],
    ]);
  });

  it('are tested with how the companies in both answered', () => {
    const [less, more] = [22, 30].map((labour) => [
      ...repeated(labour, 'labour'),
      ...repeated(60 - labour, 'sales'),
    ]);
    const later: Wave = { id: 'third', options: before.options, rows: more! };
    const { tables, questions, chosen } = tabulate([later, { ...before, rows: less! }]);
    const levels = (overlaps: TableOverlap[]) => {
      const since = { surveyId: 'second', companies: 60, overlaps };
      const view = viewTables(
        [{ ...tables[0]!, before: since }, tables[1]!],
        chosen,
        questions,
        NAMES,
        WORDS,
      )!;
      return view.groups[0]!.rows[0]!.parts[0]!.cells.map(({ level }) => level !== 0);
    };
    expect(levels([])).toEqual([false, false]);
    const [cell] = viewTables(
      [{ ...tables[0]!, before: { surveyId: 'second', companies: 0, overlaps: [] } }, tables[1]!],
      chosen,
      questions,
      NAMES,
      WORDS,
    )!.groups[0]!.rows[0]!.parts[0]!.cells;
    expect(cell!.before).toEqual({ label: '2026年4月', weight: 22, base: 60, pairs: 0 });
    // All are in both, ten of them changed their answer to this one and two from it: mcnemar.test gives p = .0209 for each.
    const answers = {
      labour: { later: 30, earlier: 22, both: 20 },
      sales: { later: 30, earlier: 38, both: 28 },
    };
    const missing = { later: 0, earlier: 0, both: 0 };
    expect(levels([[[{ key: [], pairs: 60, answers, missing }]]])).toEqual([true, true]);
  });

  it('change from the survey just before, never over one in which a group is of nobody', () => {
    const big = (wave: Wave): Wave => ({ ...wave, rows: wave.rows.map((row) => ({ ...row, size: 'big' })) });
    const first: Wave = { ...before, id: 'first' };
    const { view } = tabulate([after, big(before), first], [['size']]);
    const small = view.groups.find(({ title }) => title === '=small')!;
    expect(small.rows.map(({ label }) => label)).toEqual(['2026年11月', '令和7年度 (2025)']);
    expect(small.rows[0]!.parts[0]!.cells.every(({ level }) => level === 0)).toBe(true);
  });

  it('are tested in their averages, with arrows and sentences that say how far, and not in what stands beside them', () => {
    const number: Question = { ...makeUpQuestion('staff', 'single', []), kind: 'number', categories: [] };
    const chosen = { ...selection, items: ['staff'] };
    const build = (shift: number) =>
      buildDataset(
        { columns: [{ name: 'staff', kind: 'number' }] },
        Array.from({ length: 40 }, (_, row) => ({ staff: (row % 8) + shift })),
      );
    const [later, earlier] = [build(2), build(0)];
    const specs = toTableSpecs(chosen, [number]);
    const answer = (surveyId: string, dataset: typeof later): SurveyTables => ({
      surveyId,
      tables: specs.map((spec) => computeTable(dataset, spec)),
      ...compareWaves(later.codebook, dataset.codebook),
    });
    const pairs = Array.from({ length: 40 }, (_, row) => [row, (row * 3) % 40] as const);
    const since = {
      surveyId: 'second',
      companies: 40,
      overlaps: specs.map((spec) => computeOverlap(later, earlier, pairs, spec)),
    };
    const view = viewTables(
      [{ ...answer('third', later), before: since }, answer('second', earlier)],
      chosen,
      [number],
      NAMES,
      WORDS,
    )!;
    const [mean, sd] = view.groups[0]!.rows[0]!.parts[0]!.cells;
    expect([mean!.level, sd!.level, sd!.p]).toEqual([1, 0, null]);
    expect(mean!.before).toMatchObject({ label: '2026年4月', pairs: 40, mean: 3.5 });
    expect(mean!.p).toBeLessThan(0.01);
    expect(view.groups[0]!.rows[1]!.parts[0]!.cells[0]!.p).toBeNull();
    // The arrow stands in the workbook, too.
    const file = writeWaveWorkbook(view, {
      title: '表',
      rowHead: '区分',
      hidden: '',
      notes: [],
      madeAt: '2026-11-30T00:00:00.000Z',
    });
    expect(new TextDecoder().decode(unzipSync(new Uint8Array(file))['xl/styles.xml'])).toContain(
      '0.00&quot;↑',
    );
    const findings = mount(WaveFindings, { props: { view } }).text();
    expect(findings).toContain('「staff」の平均は2026年4月の3.50から5.50に上がった');
    const place = { row: view.groups[0]!.rows[0]!, section: 0, group: 0, column: 0 };
    const sheet = mount(WaveCellExplanation, {
      props: { open: true, view, place, selection: chosen },
      global: {
        stubs: { ExplanationSheet: { props: ['lines'], template: '<p>{{ lines.flat().join() }}</p>' } },
      },
    }).text();
    expect(sheet).toContain('+2.00（2026年4月は3.50）');
    expect(sheet).toContain('40社');
  });

  it('have averages in one bar for each, the earliest first', () => {
    const { view } = tabulate([after, before]);
    const number = { ...view, sections: view.sections.map((each) => ({ ...each, kind: 'number' as const })) };
    const one = {
      ...number.sections[0]!,
      question: { ...number.sections[0]!.question, kind: 'number' as const },
    };
    expect(computeChart({ ...number, sections: [one] }, 0, selection).categories).toEqual([
      '2026年4月 (n=50)',
      '2026年11月 (n=50)',
    ]);
  });

  it('are all in the workbook', () => {
    const few = { ...before, rows: before.rows.slice(0, 3) };
    const { view } = tabulate([after, few], [['size']]);
    const file = writeWaveWorkbook(view, {
      title: '表',
      rowHead: '区分',
      hidden: '少ないため表示しません',
      notes: ['矢印は変化', '調査：追跡調査'],
      madeAt: '2026-11-30T00:00:00.000Z',
    });
    const sheet = new TextDecoder().decode(unzipSync(new Uint8Array(file))['xl/worksheets/sheet1.xml']);
    for (const text of ['2026年11月', '2026年4月', '少ないため表示しません', '矢印は変化', '調査：追跡調査'])
      expect(sheet).toContain(text);
  });

  it('say how their questions differ, and how many companies are in both', () => {
    const { tables } = tabulate([after, before]);
    const beside = {
      responseCount: 50,
      inventedCount: 0,
      firstSubmittedAt: null,
      lastSubmittedAt: null,
      dataHash: '',
      weightings: [],
      questionnaireRevision: 1,
    };
    const since = { surveyId: 'second', companies: 12, overlaps: [[]] };
    const say = (other: Partial<SurveyTables>, companies = 12) =>
      sayWaves(
        [
          { ...tables[0]!, ...(!other.tables && { before: { ...since, companies } }) },
          { ...tables[1]!, beside, ...other },
        ],
        selection,
        [makeUpQuestion('issues', 'multiple', [])],
        NAMES,
        (key, values) => [key, ...Object.values(values)].join(' '),
      );
    expect(say({})).toEqual(['waveInBoth 2026年11月 2026年4月 12社']);
    const weighted = { ...tables[0]!, before: { ...since, overlaps: [] } };
    const said = sayWaves([weighted, { ...tables[1]!, beside }], selection, [], NAMES, (key) => key);
    expect(said).toEqual(['waveInBothWeighted']);
    expect(say({}, 0)).toEqual(['waveApart 2026年11月 2026年4月']);
    expect(say({ reworded: ['issues'] })[0]).toBe('waveReworded 2026年4月 issues');
    expect(say({ incomparable: ['issues'] })[0]).toBe('waveIncomparable 2026年4月 issues');
    expect(say({ tables: [] })).toEqual(['waveNotAsked 2026年4月']);
  });
});

it('are called by the year, the month, the day or the title, as far as it takes to tell them apart', () => {
  const survey = (id: string, startsOn: string) => ({
    id,
    startsOn,
    title: { ja: `調査${id}`, en: `Survey ${id}` },
    questionnaireId: 'q',
    questionnaireRevision: 1,
    responseCount: 1,
  });
  const days = ['2026-11-20', '2026-11-01', '2026-09-02', '2026-09-02', '2026-04-01', '2025-06-01'];
  const names = nameWaves(
    days.map((day, index) => survey(`${index}`, day)),
    'ja',
  );
  expect([...names.values()]).toEqual([
    '2026年11月20日',
    '2026年11月1日',
    '調査2',
    '調査3',
    '2026年4月',
    '令和7年度 (2025)',
  ]);
});
