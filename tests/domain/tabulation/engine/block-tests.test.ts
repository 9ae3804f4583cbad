import { describe, expect, it } from 'vitest';
import type { Codebook } from '#domain/tabulation/dataset/codebook.ts';
import { buildDataset, type DataRow } from '#domain/tabulation/dataset/dataset.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import type { TableSpec, TableTests } from '#domain/tabulation/table-spec.ts';

const CODEBOOK: Codebook = {
  columns: [
    { name: 'a', kind: 'single', codes: ['a1', 'a2', 'a3', 'a4', 'never'] },
    { name: 'b', kind: 'single', codes: ['b1', 'b2', 'b3', 'b4'] },
    { name: 'm', kind: 'multiple', codes: ['m1', 'm2', 'm3'] },
    { name: 'w', kind: 'weight' },
  ],
};

/** One row for each person of a table of counts. */
function peopleOf(counts: readonly (readonly number[])[]): DataRow[] {
  return counts.flatMap((row, i) =>
    row.flatMap((count, j) =>
      Array.from({ length: count }, () => ({ a: `a${i + 1}`, b: `b${j + 1}`, w: 1 })),
    ),
  );
}

const JOBS = peopleOf([
  [1, 3, 10, 6],
  [2, 3, 10, 7],
  [1, 6, 14, 12],
  [0, 1, 9, 11],
]);
const HAIR = peopleOf([
  [68, 20, 15, 5],
  [119, 84, 54, 29],
  [26, 17, 14, 14],
  [7, 94, 10, 16],
]);
const ALL: TableTests = { chiSquare: true, fisher: 'auto', monteCarlo: { replicates: 999, seed: 1 } };

const tableOf = (rows: readonly DataRow[], tests: TableTests, parts: Partial<TableSpec> = {}) =>
  computeTable(buildDataset(CODEBOOK, rows), {
    stub: [['a']],
    banner: ['b'],
    base: 'asked',
    tests,
    ...parts,
  });
const testsOf = (rows: readonly DataRow[], tests: TableTests, parts: Partial<TableSpec> = {}) =>
  tableOf(rows, tests, parts).blocks[0]!.tests!;

describe('the tests of a block', () => {
  it("are R's, Fisher's where Cochran's rule fails", () => {
    const tests = testsOf(JOBS, { chiSquare: true, fisher: 'auto' });
    expect(tests.chiSquare).toMatchObject({ df: 9, yates: null });
    expect(tests.chiSquare!.statistic).toBeCloseTo(5.9655, 4);
    expect(tests.gSquare!.statistic).toBeCloseTo(6.7641, 4);
    expect(tests.fisher!.p).toBeCloseTo(0.782685, 6);
    expect(tests).toMatchObject({ cramersVCorrected: 0, valid: false, expectedBelow5: 8 });
    expect(Object.keys(testsOf(HAIR, { chiSquare: true, fisher: 'auto' }))).not.toContain('fisher');
  });

  it('are of those with an answer in a group, whatever the base of the shares', () => {
    const silent: DataRow[] = [
      { a: 'a1', b: '' },
      { a: 'a1', b: { missing: 'refused' } },
      { a: '', b: 'b1' },
      { a: { missing: 'dontKnow' }, b: { missing: 'notApplicable' } },
    ];
    const withSilent = [...HAIR, ...silent, ...silent, ...silent];
    for (const base of ['asked', 'answered'] as const) {
      expect(testsOf(withSilent, ALL, { base })).toEqual(testsOf(HAIR, ALL, { base }));
    }
  });

  it('are residuals of the base that the shares are of', () => {
    const silent = Array.from({ length: 30 }, () => ({ a: 'a1', b: '' }));
    const residual = (rows: readonly DataRow[], base: TableSpec['base']) =>
      tableOf(rows, { residuals: true }, { base }).blocks[0]!.residual!;
    expect(residual([...HAIR, ...silent], 'answered')).toEqual(residual(HAIR, 'asked'));
    expect(residual([...HAIR, ...silent], 'asked')[0]![0]).toBeLessThan(residual(HAIR, 'asked')[0]![0]!);
  });

  it('of nobody, of one person and of one category are null with a note', () => {
    for (const rows of [[], [{ a: 'a1', b: 'b1' }], peopleOf([[3, 4, 5, 6]]), peopleOf([[3], [4]])]) {
      const table = tableOf(rows, { ...ALL, residuals: true, interval: 'wilson' });
      expect(table.blocks[0]!.tests).toEqual({
        chiSquare: null,
        gSquare: null,
        fisher: null,
        monteCarlo: null,
        cramersV: null,
        cramersVCorrected: null,
        expectedBelow5: null,
        valid: null,
      });
      expect(table.notes).toContain(
        'a × b: tests.chiSquare: fewer than two rows or two columns with answers',
      );
      expect(JSON.stringify(table)).not.toMatch(/NaN|Infinity/);
    }
  });

  it('that take too long or are cancelled are null with a note', () => {
    const table = tableOf(HAIR, { fisher: true });
    expect(table.blocks[0]!.tests!.fisher).toBeNull();
    expect(table.notes.join()).toContain('a × b: tests.fisher: too many tables to count');
    const heard: number[] = [];
    const cancelled = computeTable(
      buildDataset(CODEBOOK, HAIR),
      {
        stub: [['a'], ['b']],
        banner: ['b'],
        base: 'asked',
        tests: { monteCarlo: { replicates: 1000, seed: 1 } },
      },
      { report: (done) => heard.push(done) < 3 },
    );
    expect(heard).toEqual([0, 0.125, 0.25, 0.5]);
    expect(cancelled.blocks.map(({ tests }) => tests!.monteCarlo)).toEqual([null, null]);
    expect(cancelled.notes).toContain('a × b: tests.monteCarlo: cancelled');
  });
});

describe('the tests of a weighted block', () => {
  it("are Rao and Scott's and never χ² of weighted counts", () => {
    const letters = [
      ...Array.from({ length: 12 }, (_, index) => [1, (index % 3) + 1]),
      ...[1, 1, 2, 3, 2, 1, 1, 2, 3, 2].map((answer) => [2, answer]),
      ...[3, 3, 2, 3, 3, 2, 3, 3, 2].map((answer) => [3, answer]),
    ];
    const rows = letters.map(([a, b], index) => ({ a: `a${a}`, b: `b${b}`, w: 0.5 + 0.5 * (index % 4) }));
    // Who has no answer or no weight is not tested.
    const more = [
      { a: 'a1', b: '', w: 3 },
      { a: '', b: 'b1', w: 3 },
      { a: 'a1', b: 'b1', w: 0 },
    ];
    const table = tableOf([...rows, ...more], ALL, { weight: 'w' });
    const tests = table.blocks[0]!.tests!;
    expect(tests).toMatchObject({ chiSquare: null, gSquare: null, fisher: null, monteCarlo: null });
    // R: svychisq(~a + b, svydesign(ids = ~1, weights = ~w, data = d), statistic = "F"), data as in shares.test.ts
    expect(tests.raoScott!.f).toBeCloseTo(1.17336367898, 9);
    expect(tests.raoScott!.p).toBeCloseTo(0.326032441439, 9);
    expect(table.notes).toContain('a × b: tests.chiSquare: not of weighted counts');
    const empty = peopleOf([
      [0, 0, 3],
      [0, 0, 4],
      [2, 5, 6],
    ]);
    expect(tableOf(empty, ALL, { weight: 'w' }).notes).toContain(
      'a × b: tests.raoScott: too many cells, too many empty ones, or nothing that differs within a row or column',
    );
  });
});

describe('the tests of a multiple answer', () => {
  const rows = Array.from({ length: 60 }, (_, k) => {
    const group = k % 3;
    const ticks = [(k * 7) % 5 < 2, (k * k) % 7 < 3, (k * 11 + (group + 1) * 2) % 6 < (group === 1 ? 3 : 2)];
    return {
      a: `a${group + 1}`,
      m: ticks.flatMap((isTicked, option) => (isTicked ? [`m${option + 1}`] : [])),
    };
  });

  it('are one for all options and one for each, whichever stands down the side', () => {
    const answered = rows.filter(({ m }) => m.length > 0);
    const direct = testsOf(rows, { chiSquare: true }, { banner: ['m'] });
    expect(direct.chiSquare).toBeNull();
    expect(direct.multipleAnswer!.options).toHaveLength(3);
    const turned = testsOf(rows, { chiSquare: true }, { stub: [['m']], banner: ['a'] });
    expect(turned.multipleAnswer).toEqual(direct.multipleAnswer);
    expect(testsOf(answered, { chiSquare: true }, { banner: ['m'] })).toEqual(direct);
  });

  it('are in the order of the columns, however these are sorted', () => {
    const inOrder = tableOf(rows, { chiSquare: true }, { banner: ['m'] }).blocks[0]!;
    const sorted = tableOf(rows, { chiSquare: true }, { banner: ['m'], sort: 'descending' }).blocks[0]!;
    expect(sorted.columns).not.toEqual(inOrder.columns);
    expect(sorted.tests!.multipleAnswer!.options).toEqual(
      sorted.columns.map((code) => inOrder.tests!.multipleAnswer!.options[inOrder.columns.indexOf(code)]),
    );
  });

  it('are null with a note of two multiple answers and of weighted ones', () => {
    const both = tableOf(rows, { chiSquare: true }, { stub: [['m']], banner: ['m'] });
    expect(both.blocks[0]!.tests).toEqual({ chiSquare: null, gSquare: null, multipleAnswer: null });
    expect(both.notes).toContain(
      'm × m: tests.multipleAnswer: only for one multiple answer against groups that are apart',
    );
    const weighted = tableOf(
      rows.map((row) => ({ ...row, w: 2 })),
      { chiSquare: true },
      { banner: ['m'], weight: 'w' },
    );
    expect(weighted.blocks[0]!.tests!.multipleAnswer).toBeNull();
  });
});

describe('letters', () => {
  const comparison = { columnProportions: { alpha: [0.05], adjust: 'none' } } as const;
  const people = peopleOf([
    [40, 60],
    [60, 50],
    [75, 45],
  ]);

  it('compare rows within a column, and columns within a row', () => {
    const block = tableOf(people, comparison).blocks[0]!;
    // R: as in shares.test.ts: 40/100, 60/110, 75/120
    expect(block.rowLetters!.map((row) => row[0])).toEqual(['', 'A', 'A', '', '']);
    expect(block.rowLetters!.map((row) => row[1])).toEqual(['BC', '', '', '', '']);
    // R: prop.test(c(40, 60), c(175, 155), correct = FALSE)$p.value is .0016; prop.test(c(60, 50), …) is .69; prop.test(c(75, 45), …) .011
    expect(block.letters!.slice(0, 3).map((row) => row.slice(0, 2))).toEqual([
      ['', 'A'],
      ['', ''],
      ['B', ''],
    ]);
  });

  it('know who ticked both of two columns, or belongs to both of two rows', () => {
    const rows = [
      ...Array.from({ length: 50 }, () => ({ b: 'b1', m: 'm1;m2' })),
      ...Array.from({ length: 40 }, () => ({ b: 'b2', m: 'm1;m2' })),
      ...Array.from({ length: 10 }, () => ({ b: 'b1', m: 'm2' })),
      ...Array.from({ length: 10 }, () => ({ b: 'b2', m: 'm1' })),
    ];
    // 50 of 100 against 60 of 100, 90 in both: z = .1 / √(.55 · .45 (2/100 − 2 · 90/100²)) = 4.49; apart 1.42.
    expect(tableOf(rows, comparison, { stub: [['b']], banner: ['m'] }).blocks[0]!.letters![0]).toEqual([
      '',
      'A',
      '',
    ]);
    expect(
      tableOf(rows, comparison, { stub: [['m']], banner: ['b'] }).blocks[0]!.rowLetters!.map((row) => row[0]),
    ).toEqual(['', 'A', '']);
  });

  it('are null with a note where there are too many pairs', () => {
    const codes = Array.from({ length: 2100 }, (_, index) => `c${index}`);
    const dataset = buildDataset(
      { columns: [{ name: 'x', kind: 'single', codes }, CODEBOOK.columns[1]!] },
      [],
    );
    const { blocks, notes } = computeTable(dataset, {
      stub: [['x']],
      banner: ['b'],
      base: 'asked',
      tests: comparison,
    });
    expect(blocks[0]!.rowLetters).toBeNull();
    expect(notes).toEqual(['x × b: tests.columnProportions: too many pairs of rows']);
  });
});

it('an interval of more people than the population is null with a note', () => {
  const table = tableOf(JOBS, { interval: 'wilson' }, { population: 95 });
  expect([table.blocks[0]!.low, table.blocks[0]!.total.shareHigh]).toEqual([null, null]);
  expect(table.notes).toEqual(['a × b: tests.interval: more people (96) than the population (95)']);
  const everybody = tableOf(JOBS, { interval: 'wilson' }, { population: 96, stub: [[]] }).blocks[0]!;
  expect(everybody.low).toEqual(everybody.rowShare);
  const sample = tableOf(HAIR, { interval: 'wilson' }, { population: 7500, stub: [[]] }).blocks[0]!;
  expect(sample.low![0]![0]).toBeGreaterThan(
    tableOf(HAIR, { interval: 'wilson' }, { stub: [[]] }).blocks[0]!.low![0]![0]!,
  );
});
