import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Codebook } from '#domain/tabulation/dataset/codebook.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { buildDataset, type Cell, type DataRow } from '#domain/tabulation/dataset/dataset.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { countNaively, type PlainAnswer, type PlainRow } from './naive-count.ts';

const CODEBOOK: Codebook = {
  columns: [
    {
      name: 'industry',
      kind: 'single',
      label: '業種',
      codes: [{ code: 'mfg', label: '製造業' }, 'build', 'trade'],
    },
    { name: 'region', kind: 'single', codes: ['east', 'west'] },
    {
      name: 'issues',
      kind: 'multiple',
      codes: [
        'labour',
        'sales',
        'finance',
        { code: 'other', label: 'その他', pinned: true },
        { code: 'none', label: '特になし', pinned: true },
      ],
    },
    { name: 'satisfaction', kind: 'scale', codes: ['good', 'fair', 'poor'] },
    { name: 'w', kind: 'weight' },
  ],
};

const ROWS: DataRow[] = [
  { industry: 'mfg', region: 'east', issues: 'labour;sales', satisfaction: 'fair', w: '1.5' },
  { industry: 'mfg', region: 'west', issues: 'sales', satisfaction: 'poor', w: 1 },
  { industry: 'mfg', region: 'east', issues: '', satisfaction: { missing: 'notApplicable' }, w: 1 },
  { industry: 'build', region: 'east', issues: ['labour', 'finance'], satisfaction: 'fair', w: 1 },
  { industry: 'build', region: '', issues: 'none', satisfaction: { missing: 'dontKnow' }, w: 1 },
  { industry: null, region: 'west', issues: 'sales;other', satisfaction: { missing: 'refused' }, w: 1 },
];

const spec = (parts: Partial<TableSpec>): TableSpec => ({
  stub: [['industry']],
  banner: ['issues'],
  base: 'asked',
  ...parts,
});
const firstBlock = (parts: Partial<TableSpec>, rows = ROWS) =>
  computeTable(buildDataset(CODEBOOK, rows), spec(parts)).blocks[0]!;

describe('a cross table', () => {
  it('counts a multiple answer down the groups, with who did not answer in the base', () => {
    const block = firstBlock({});
    expect(block.columns).toEqual(['labour', 'sales', 'finance', 'other', 'none']);
    expect(block.rows.map(({ key, unweightedBase }) => [key, unweightedBase])).toEqual([
      [['mfg'], 3],
      [['build'], 2],
      [['trade'], 0],
    ]);
    expect(block.count).toEqual([
      [1, 2, 0, 0, 0],
      [1, 0, 1, 0, 1],
      [0, 0, 0, 0, 0],
    ]);
    expect(block.rows[0]!.missing).toEqual({ unanswered: 1, refused: 0, dontKnow: 0, notShown: 0 });
    expect(block.rowShare).toEqual([
      [1 / 3, 2 / 3, 0, 0, 0],
      [1 / 2, 0, 1 / 2, 0, 1 / 2],
      [null, null, null, null, null],
    ]);
    expect(block.columnShare?.[0]).toEqual([1 / 2, 2 / 3, 0, 0, 0]);
  });

  it('counts everybody in the total, also who belongs to no group', () => {
    expect(firstBlock({}).total).toEqual({
      count: [2, 3, 1, 1, 1],
      weightedCount: [2, 3, 1, 1, 1],
      unweightedBase: 6,
      weightedBase: 6,
      effectiveBase: 6,
      missing: { unanswered: 1, refused: 0, dontKnow: 0, notShown: 0 },
    });
  });

  it('leaves out whom the item does not apply to, and on demand everybody without an answer', () => {
    const asked = firstBlock({ banner: ['satisfaction'] });
    expect(asked.total).toMatchObject({
      count: [0, 2, 1],
      unweightedBase: 5,
      missing: { unanswered: 0, refused: 1, dontKnow: 1, notShown: 0 },
    });
    const answered = firstBlock({ banner: ['satisfaction'], base: 'answered' });
    expect(answered.total).toMatchObject({
      count: [0, 2, 1],
      unweightedBase: 3,
      missing: { unanswered: 0, refused: 0, dontKnow: 0, notShown: 0 },
    });
  });

  it('gives the simple table for a stub of no columns', () => {
    const block = firstBlock({ stub: [[]] });
    expect(block.rows).toEqual([
      {
        key: [],
        unweightedBase: 6,
        weightedBase: 6,
        effectiveBase: 6,
        missing: { unanswered: 1, refused: 0, dontKnow: 0, notShown: 0 },
      },
    ]);
    expect(block.count).toEqual([block.total.count]);
  });

  it('nests the columns of a stub group, the last one running fastest', () => {
    const block = firstBlock({ stub: [['region', 'industry']] });
    expect(block.rows.map(({ key }) => key.join('/'))).toEqual([
      'east/mfg',
      'east/build',
      'east/trade',
      'west/mfg',
      'west/build',
      'west/trade',
    ]);
    expect(block.rows.map(({ unweightedBase }) => unweightedBase)).toEqual([2, 1, 0, 1, 0, 0]);
  });

  it('makes one block of every stub group and banner item', () => {
    const { blocks } = computeTable(
      buildDataset(CODEBOOK, ROWS),
      spec({ stub: [['industry'], ['region']], banner: ['issues', 'satisfaction'] }),
    );
    expect(blocks.map(({ stub, banner, kind }) => [stub.join(), banner, kind])).toEqual([
      ['industry', 'issues', 'multiple'],
      ['industry', 'satisfaction', 'single'],
      ['region', 'issues', 'multiple'],
      ['region', 'satisfaction', 'single'],
    ]);
  });

  it('counts only the rows that pass the filter', () => {
    const filter = {
      all: [
        { column: 'region', in: ['east'] },
        { column: 'issues', in: ['labour', 'none'] },
      ],
    };
    expect(firstBlock({ filter }).total).toMatchObject({ count: [2, 1, 1, 0, 0], unweightedBase: 2 });
  });

  it('sorts by frequency with other and none last, but never a scale', () => {
    const sorted = firstBlock({ sort: 'descending' });
    expect(sorted.columns).toEqual(['sales', 'labour', 'finance', 'other', 'none']);
    expect(sorted.count[0]).toEqual([2, 1, 0, 0, 0]);
    expect(sorted.total.count).toEqual([3, 2, 1, 1, 1]);
    expect(firstBlock({ banner: ['satisfaction'], sort: 'descending' }).columns).toEqual([
      'good',
      'fair',
      'poor',
    ]);
  });
});

describe('adjusted residuals', () => {
  const repeated = (count: number, row: DataRow): DataRow[] => Array.from({ length: count }, () => row);
  const berkeley = [
    ...repeated(1198, { industry: 'mfg', satisfaction: 'good' }),
    ...repeated(1493, { industry: 'mfg', satisfaction: 'poor' }),
    ...repeated(557, { industry: 'build', satisfaction: 'good' }),
    ...repeated(1278, { industry: 'build', satisfaction: 'poor' }),
  ];
  const residuals = (rows: readonly DataRow[], parts: Partial<TableSpec> = {}) =>
    firstBlock({ banner: ['satisfaction'], tests: { residuals: true }, ...parts }, [...rows]).residual!;

  it('are those of R, with nothing for an empty row or column', () => {
    // R: chisq.test(margin.table(UCBAdmissions, c(2, 1)))$stdres
    const [mfg, build, trade] = residuals(berkeley);
    expect(mfg![0]).toBeCloseTo(9.602358, 6);
    expect(mfg![2]).toBeCloseTo(-9.602358, 6);
    expect(build![0]).toBeCloseTo(-9.602358, 6);
    expect(mfg![1]).toBeNull();
    expect(trade).toEqual([null, null, null]);
  });

  it('do not count who is in no group', () => {
    expect(residuals([...berkeley, ...repeated(900, { industry: null, satisfaction: 'good' })])).toEqual(
      residuals(berkeley),
    );
  });

  it('compare groups that share people with everybody', () => {
    const rows = [
      ...repeated(30, { issues: 'labour;sales', satisfaction: 'good' }),
      ...repeated(20, { issues: 'sales', satisfaction: 'poor' }),
      ...repeated(10, { issues: 'none', satisfaction: 'poor' }),
    ];
    const [labour] = residuals(rows, { stub: [['issues']] });
    // 30 of 30 against 30 of 60: (30 − 15) / √(15 · ½ · ½).
    expect(labour![0]).toBeCloseTo(15 / Math.sqrt(15 * 0.5 * 0.5), 12);
  });
});

describe('what was not asked for', () => {
  it('is absent', () => {
    const table = computeTable(
      buildDataset(CODEBOOK, ROWS),
      spec({ weight: null, population: null, tests: null, suppression: null }),
    );
    expect(table.notes).toEqual([]);
    for (const name of ['residual', 'low', 'high', 'letters', 'rowLetters', 'hidden', 'tests'])
      expect(Object.keys(table.blocks[0]!)).not.toContain(name);
  });

  it('or is asked for and not computed is null with a line in the notes', () => {
    const table = computeTable(buildDataset(CODEBOOK, ROWS), spec({ suppression: { primary: 2 } }));
    expect(table.blocks[0]!.hidden).toBeNull();
    expect(table.notes).toEqual(['suppression: not computed']);
  });
});

describe('a mistake', () => {
  it.each([
    [{ stub: [['size']] }, '/stub/0/0: there is no column "size"'],
    [{ banner: ['w'] }, '/banner/0: column "w" holds weights, not codes'],
    [{ weight: 'v' }, '/weight: there is no column "v"'],
    [{ weight: 'region' }, '/weight: column "region" is not of kind "weight"'],
    [{ population: 0 }, '/population: must be at least 1'],
    [{ tests: { columnProportions: { alpha: [], adjust: 'none' } } }, '/tests/columnProportions/alpha: '],
    [{ tests: { columnProportions: { alpha: [5], adjust: 'none' } } }, '/tests/columnProportions/alpha/0: '],
    [{ tests: { monteCarlo: { replicates: 0, seed: 1 } } }, '/tests/monteCarlo/replicates: '],
    [{ tests: { monteCarlo: { replicates: 9, seed: 0.5 } } }, '/tests/monteCarlo/seed: '],
    [{ tests: { monteCarlo: { replicates: 9, seed: 1e300 } } }, '/tests/monteCarlo/seed: '],
    [
      { filter: { all: [{ column: 'region', in: ['north'] }] } },
      '/filter/all/0/in/0: column "region" has no code "north"',
    ],
  ] satisfies [Partial<TableSpec>, string][])(
    'in the specification says where it stands',
    (parts, message) => {
      expect(() => firstBlock(parts)).toThrow(message);
    },
  );

  it.each([
    [{ industry: 'farm' }, 'row 7, column "industry": unknown code "farm"'],
    [{ issues: 'labour; fun' }, 'row 7, column "issues": unknown code "fun"'],
    [{ w: 'heavy' }, 'row 7, column "w": "heavy" is not a number'],
    [{ w: 'NaN' }, 'row 7, column "w": "NaN" is not a number'],
    [{ w: '-0.5' }, 'row 7, column "w": -0.5 is negative, a weight is not'],
  ])('in the data says row and column', (row, message) => {
    expect(() => buildDataset(CODEBOOK, [...ROWS, row])).toThrow(message);
  });

  it('in the codebook says the column', () => {
    const codes = Array.from({ length: 33 }, (_, index) => `c${index}`);
    expect(() => buildDataset({ columns: [{ name: 'x', kind: 'multiple', codes }] }, [])).toThrow(
      'column "x": 33 options, at most 32',
    );
  });
});

it('stores few codes in bytes, many in words, options in masks of 16 or 32 bits', () => {
  const codes = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
  const { columns } = buildDataset(
    {
      columns: [
        { name: 'few', kind: 'single', codes: codes(255) },
        { name: 'many', kind: 'single', codes: codes(256) },
        { name: 'options16', kind: 'multiple', codes: codes(16) },
        { name: 'options32', kind: 'multiple', codes: codes(32) },
      ],
    },
    [{ few: 'c254', many: 'c255', options16: ['c15'], options32: ['c0', 'c31'] }],
  );
  expect(columns.get('few')!.values).toEqual(Uint8Array.of(255));
  expect(columns.get('many')!.values).toEqual(Uint16Array.of(256));
  expect(columns.get('options16')!.values).toEqual(Uint16Array.of(0x8000));
  expect(columns.get('options32')!.values).toEqual(Uint32Array.of(0x80000001));
});

it('has the same hash for the same data, another one for other data', () => {
  const { hash } = buildDataset(CODEBOOK, ROWS);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(buildDataset(CODEBOOK, structuredClone(ROWS)).hash).toBe(hash);
  expect(buildDataset(CODEBOOK, ROWS.toReversed()).hash).not.toBe(hash);
  expect(buildDataset(CODEBOOK, ROWS.with(4, { ...ROWS[4], region: { missing: 'refused' } })).hash).not.toBe(
    hash,
  );
});

it('counts like the naive reference, whatever the data', () => {
  const letters = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
  const many = letters(32);
  const codebook: Codebook = {
    columns: [
      { name: 'a', kind: 'single', codes: letters(3) },
      { name: 'b', kind: 'multiple', codes: letters(4) },
      { name: 'c', kind: 'multiple', codes: many },
      { name: 'd', kind: 'single', codes: letters(5) },
      { name: 'e', kind: 'multiple', codes: letters(3) },
    ],
  };
  const single = (count: number) =>
    fc.option(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...letters(count)) }, fc.constant('n/a')));
  const multiple = (codes: string[]) =>
    fc.oneof(
      { weight: 9, arbitrary: fc.subarray(codes) },
      fc.constant('n/a'),
      fc.constant(null),
    ) as fc.Arbitrary<PlainAnswer>;
  const row: fc.Arbitrary<PlainRow> = fc.record({
    a: single(3),
    b: multiple(letters(4)),
    c: multiple(many),
    d: single(5),
    e: multiple(letters(3)),
  });
  const toCell = (answer: PlainAnswer): Cell => (answer === 'n/a' ? { missing: 'notApplicable' } : answer);
  const stubs = [[], ['a'], ['b'], ['a', 'd'], ['b', 'e'], ['a', 'b', 'e'], ['c']];

  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 80 }),
      fc.constantFrom(...stubs),
      fc.constantFrom('c', 'd', 'b'),
      fc.boolean(),
      (rows, stub, banner, isAsked) => {
        const base = isAsked ? 'asked' : 'answered';
        const dataset = buildDataset(
          codebook,
          rows.map((plain) =>
            Object.fromEntries(Object.entries(plain).map(([name, answer]) => [name, toCell(answer)])),
          ),
        );
        const block = computeTable(dataset, { stub: [stub], banner: [banner], base }).blocks[0]!;
        const expected = countNaively(
          rows,
          block.rows.map(({ key }) => key),
          stub,
          banner,
          block.columns,
          base,
        );
        expect(block.rows.map(({ unweightedBase }) => unweightedBase)).toEqual(expected.base);
        expect(block.count).toEqual(expected.count);
        const everybody = countNaively(rows, [[]], [], banner, block.columns, base);
        expect(block.total).toMatchObject({ unweightedBase: everybody.base[0], count: everybody.count[0] });
      },
    ),
    { seed: 2013, numRuns: 300 },
  );
});
