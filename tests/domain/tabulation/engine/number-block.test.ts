import { describe, expect, it } from 'vitest';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import type { Codebook } from '#domain/tabulation/dataset/codebook.ts';
import { buildDataset, type DataRow } from '#domain/tabulation/dataset/dataset.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';

const CODEBOOK: Codebook = {
  columns: [
    { name: 'region', kind: 'single', codes: ['east', 'west', 'north'] },
    { name: 'employees', kind: 'number' },
    { name: 'w', kind: 'weight' },
  ],
};
const WEIGHTS = [1, 2, 1, 0.5, 1.5];
const ROWS: DataRow[] = [
  ...[3, 5, 8, 13, 2].map((employees, index) => ({ region: 'east', employees, w: WEIGHTS[index] })),
  { region: 'east', employees: '', w: 1 },
  { region: 'west', employees: '1000000007', w: 1 },
  { region: 'west', employees: { missing: 'notApplicable' }, w: 1 },
];
const blockOf = (parts: Partial<TableSpec> = {}, rows = ROWS) =>
  computeTable(buildDataset(CODEBOOK, rows), {
    stub: [['region']],
    banner: ['employees'],
    base: 'asked',
    ...parts,
  }).blocks[0]!;

describe('a number across the top', () => {
  it('has mean, standard deviation and interval for each group', () => {
    const block = blockOf();
    const [east, west, north] = block.rows;
    // R: x <- c(3, 5, 8, 13, 2); mean(x); sd(x); t.test(x)$conf.int
    expect(east).toMatchObject({ unweightedBase: 6, mean: 6.2 });
    expect(east!.missing.unanswered).toBe(1);
    expect(east!.sd).toBeCloseTo(4.43846820423, 10);
    expect(east!.low).toBeCloseTo(0.68891382363, 9);
    expect(east!.high).toBeCloseTo(11.71108617637, 9);
    expect(west).toMatchObject({ unweightedBase: 1, mean: 1_000_000_007, sd: null, low: null, high: null });
    expect(north).toMatchObject({ unweightedBase: 0, mean: null, sd: null, low: null, high: null });
    expect(block).toMatchObject({ kind: 'number', columns: [], count: [[], [], []] });
    expect(block.total.mean).toBeCloseTo((31 + 1_000_000_007) / 6, 6);
  });

  it('is weighted, without those who have no weight', () => {
    const weightless = { region: 'east', employees: 900, w: 0 };
    const east = blockOf({ weight: 'w' }, [...ROWS, weightless]).rows[0]!;
    // R: w <- c(1, 2, 1, .5, 1.5); m <- weighted.mean(x, w); s <- sqrt(5/4 * sum(w * (x - m)^2)/sum(w));
    // e <- sum(w)^2/sum(w^2); m + c(-1, 1) * qt(.975, e - 1) * s/sqrt(e)
    expect(east.mean).toBeCloseTo(5.0833333333333, 10);
    expect(east.sd).toBeCloseTo(3.4898165344964, 10);
    expect(east.low).toBeCloseTo(-0.0979057037876, 8);
    expect(east.high).toBeCloseTo(10.2645723704543, 8);
  });

  it('has no interval where one weight is as good as all', () => {
    const rows = [1, 2, 3].map((employees, at) => ({ region: 'east', employees, w: at === 0 ? 1e9 : 1 }));
    // R: qt(.975, sum(w)^2/sum(w^2) - 1) is NaN or beyond 1e150
    expect(blockOf({ weight: 'w' }, rows).rows[0]).toMatchObject({ low: null, high: null });
    // R: x <- 1:3; w <- c(9, 1, 1): as above, e - 1 = 0.4578
    const { mean, low, high } = blockOf(
      { weight: 'w' },
      rows.map((row) => ({ ...row, w: Math.min(9, row.w) })),
    ).rows[0]!;
    expect(mean).toBeCloseTo(14 / 11, 12);
    expect([low, high]).toEqual([expect.closeTo(-168.09152018, 6), expect.closeTo(170.63697473, 6)]);
  });

  it('keeps its digits where large numbers differ little', () => {
    const rows = [1, 2, 3].map((digit) => ({ region: 'east', employees: 1e9 + digit, w: 1 }));
    expect(blockOf({}, rows).rows[0]!.sd).toBeCloseTo(1, 12);
  });

  it('is what adding up one by one gives, with weights and a filter, of few and of many', () => {
    const random = new SeededRandom(7);
    const missing = ['', { missing: 'notApplicable' as const }];
    for (const size of [0, 1, 2, 40, 700]) {
      const rows: DataRow[] = Array.from({ length: size }, () => ({
        region: ['east', 'west', 'north', ''][random.below(4)],
        employees: random.below(3) === 0 ? missing[random.below(2)] : 1000 + random.below(90),
        w: random.below(4) / 2,
      }));
      for (const weight of [undefined, 'w'])
        for (const isFiltered of [false, true]) {
          const filter = isFiltered && { filter: { all: [{ column: 'region', in: ['east', 'north'] }] } };
          const block = blockOf({ ...(weight && { weight }), ...filter }, rows);
          const kept = rows.filter(({ region }) => !isFiltered || region === 'east' || region === 'north');
          const expectAverage = (found: (typeof block.rows)[number] | typeof block.total, own: DataRow[]) => {
            const said = own.filter(
              ({ employees, w }) => typeof employees === 'number' && (!weight || w !== 0),
            );
            const weights = said.map(({ w }) => (weight ? (w as number) : 1));
            const all = weights.reduce((sum, each) => sum + each, 0);
            const sumOf = (of: (value: number) => number) =>
              said.reduce((sum, { employees }, at) => sum + weights[at]! * of(employees as number), 0);
            const mean = sumOf((value) => value) / all;
            if (said.length === 0) return expect(found.mean).toBeNull();
            expect(found.mean).toBeCloseTo(mean, 9);
            if (said.length < 2) return expect(found.sd).toBeNull();
            const spread = sumOf((value) => (value - mean) ** 2) / all;
            expect(found.sd).toBeCloseTo(Math.sqrt((said.length / (said.length - 1)) * spread), 9);
          };
          expectAverage(block.total, kept);
          for (const row of block.rows)
            expectAverage(
              row,
              kept.filter(({ region }) => region === row.key[0]),
            );
        }
    }
  });

  it('of everybody there is has no width', () => {
    const east = blockOf({ population: 5 }).rows[0]!;
    expect([east.low, east.high]).toEqual([6.2, 6.2]);
    const fewer = blockOf({ population: 4 }).rows[0]!;
    expect([fewer.mean, fewer.low, fewer.high]).toEqual([6.2, null, null]);
  });

  it('says that tests are not of numbers', () => {
    const table = computeTable(buildDataset(CODEBOOK, ROWS), {
      stub: [['region']],
      banner: ['employees'],
      base: 'asked',
      tests: { chiSquare: true },
    });
    expect(table.notes).toEqual(['region × employees: tests: not of numbers']);
  });
});
