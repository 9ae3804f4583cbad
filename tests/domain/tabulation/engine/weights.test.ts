import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Codebook } from '#domain/tabulation/dataset/codebook.ts';
import { buildDataset, type DataRow } from '#domain/tabulation/dataset/dataset.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';

const CODEBOOK: Codebook = {
  columns: [
    { name: 'size', kind: 'single', codes: ['small', 'large'] },
    { name: 'answer', kind: 'single', codes: ['yes', 'no'] },
    { name: 'issues', kind: 'multiple', codes: ['labour', 'sales'] },
    { name: 'w', kind: 'weight' },
  ],
};

const repeated = (count: number, row: DataRow): DataRow[] => Array.from({ length: count }, () => row);
const tableOf = (rows: readonly DataRow[], parts: Partial<TableSpec> = {}) =>
  computeTable(buildDataset(CODEBOOK, rows), {
    stub: [['size']],
    banner: ['answer'],
    base: 'asked',
    weight: 'w',
    ...parts,
  });

describe('a weighted table', () => {
  // 12 large of weight 52/30 and 28 small of weight 48/70, as if 40 had been asked in the right proportion.
  const rows = [
    ...repeated(9, { size: 'large', answer: 'yes', w: 52 / 30 }),
    ...repeated(3, { size: 'large', answer: 'no', w: 52 / 30 }),
    ...repeated(7, { size: 'small', answer: 'yes', w: 48 / 70 }),
    ...repeated(20, { size: 'small', answer: 'no', w: 48 / 70 }),
    { size: 'small', answer: '', w: 48 / 70 },
  ];

  it('counts, shares and bases by weight beside the unweighted ones', () => {
    const block = tableOf(rows).blocks[0]!;
    expect(block.count).toEqual([
      [7, 20],
      [9, 3],
    ]);
    expect(block.weightedCount[1]![0]).toBeCloseTo(15.6, 12);
    expect(block.rows[0]).toMatchObject({
      unweightedBase: 28,
      weightedBase: expect.closeTo(19.2, 12) as number,
    });
    expect(block.rows[0]!.weightedMissing).toBeCloseTo(48 / 70, 12);
    expect(block.rowShare[0]![0]).toBeCloseTo(7 / 28, 12);
    expect(block.columnShare[1]![0]).toBeCloseTo(15.6 / (15.6 + 4.8), 12);
    expect(block.total.weightedCount[0]).toBeCloseTo(20.4, 12);
  });

  it('has the effective base of Kish, for all and for each group, after the filter', () => {
    const block = tableOf(rows).blocks[0]!;
    expect(block.total.effectiveBase).toBeCloseTo(32.5077, 4);
    expect(block.rows.map(({ effectiveBase }) => effectiveBase)).toEqual([
      expect.closeTo(28, 10),
      expect.closeTo(12, 10),
    ]);
    const filter = { all: [{ column: 'answer', in: ['yes'] }] };
    expect(tableOf(rows, { filter }).blocks[0]!.total.effectiveBase).toBeCloseTo(
      (9 * (52 / 30) + 7 * (48 / 70)) ** 2 / (9 * (52 / 30) ** 2 + 7 * (48 / 70) ** 2),
      10,
    );
  });

  it('counts whom no weight is known of, or 0, in the unweighted figures only, and says so', () => {
    const table = tableOf([
      ...rows,
      { size: 'small', answer: 'yes', w: '' },
      { size: 'small', answer: 'yes', w: { missing: 'refused' } },
      { size: 'small', answer: 'yes', w: 0 },
    ]);
    const block = table.blocks[0]!;
    expect(block.count[0]).toEqual([10, 20]);
    expect(block.rows[0]).toMatchObject({
      unweightedBase: 31,
      weightedBase: expect.closeTo(19.2, 12) as number,
    });
    expect(table.notes).toEqual(['weight: 2 rows without a weight count as 0']);
  });

  it('without any weight has no shares, and no NaN anywhere', () => {
    const block = tableOf(repeated(3, { size: 'large', answer: 'yes', w: 0 }), {
      tests: {
        chiSquare: true,
        residuals: true,
        interval: 'wilson',
        columnProportions: { alpha: [0.05], adjust: 'holm' },
      },
    }).blocks[0]!;
    expect(block.rows[1]).toMatchObject({ unweightedBase: 3, weightedBase: 0, effectiveBase: 0 });
    expect(block.rowShare).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(block.low).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(block.residual).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it('has intervals of n = effective base', () => {
    const even = [
      ...repeated(15, { size: 'large', answer: 'yes', w: 3 }),
      ...repeated(35, { size: 'large', answer: 'no', w: 3 }),
    ];
    const block = tableOf(even, { tests: { interval: 'wilson' } }).blocks[0]!;
    // R: prop.test(15, 50, correct = FALSE)$conf.int
    expect(block.low![1]![0]).toBeCloseTo(0.191035535009, 10);
    expect(block.high![1]![0]).toBeCloseTo(0.437503504645, 10);
    expect(block.total.shareLow![0]).toBeCloseTo(0.191035535009, 10);
  });
});

it('with the weight 1, or any one weight, gives the same as without weights', () => {
  const row = fc.record({
    size: fc.constantFrom('small', 'large', ''),
    answer: fc.constantFrom('yes', 'no', ''),
    issues: fc.constantFrom('', 'labour', 'sales', 'labour;sales'),
  });
  const tests = {
    residuals: true,
    interval: 'agrestiCoull',
    columnProportions: { alpha: [0.3, 0.1], adjust: 'bh' },
  } as const;
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 60 }),
      fc.constantFrom<string[][][]>([['size']], [['issues']], [[]]),
      fc.constantFrom('issues', 'answer'),
      fc.constantFrom(1, 2.5),
      fc.constantFrom('asked', 'answered'),
      (rows, stub, banner, w, base) => {
        const weighted = tableOf(
          rows.map((cells) => ({ ...cells, w })),
          { stub, banner: [banner], base, tests },
        ).blocks[0]!;
        const plain = tableOf(rows, { stub, banner: [banner], base, tests, weight: null }).blocks[0]!;
        const close = (one: unknown, other: unknown): void => {
          if (typeof one === 'number' && typeof other === 'number') expect(one).toBeCloseTo(other, 9);
          else if (Array.isArray(one) && Array.isArray(other))
            one.forEach((item, index) => close(item, other[index]));
          else expect(one).toEqual(other);
        };
        for (const name of [
          'count',
          'rowShare',
          'columnShare',
          'residual',
          'low',
          'high',
          'letters',
          'rowLetters',
        ] as const)
          close(weighted[name], plain[name]);
        weighted.rows.forEach(({ effectiveBase }, index) =>
          expect(effectiveBase).toBeCloseTo(plain.rows[index]!.unweightedBase, 9),
        );
      },
    ),
    { seed: 7, numRuns: 200 },
  );
});
