import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Codebook } from '#domain/tabulation/dataset/codebook.ts';
import { buildDataset, type DataRow } from '#domain/tabulation/dataset/dataset.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';

const CODEBOOK: Codebook = {
  columns: [
    { name: 'a', kind: 'single', codes: ['a1', 'a2', 'a3'] },
    { name: 'b', kind: 'scale', codes: ['b1', 'b2'] },
    { name: 'm', kind: 'multiple', codes: ['m1', 'm2', 'm3', 'm4', 'm5'] },
    { name: 'n', kind: 'multiple', codes: ['n1', 'n2'] },
    { name: 'x', kind: 'number' },
    { name: 'w', kind: 'weight' },
  ],
};
const missing = fc.constantFrom(null, { missing: 'refused' } as const, { missing: 'notApplicable' } as const);
const one = (...codes: string[]) => fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...codes) }, missing);
const several = (...codes: string[]) => fc.oneof({ weight: 5, arbitrary: fc.subarray(codes) }, missing);
const row: fc.Arbitrary<DataRow> = fc.record({
  a: one('a1', 'a2', 'a3'),
  b: one('b1', 'b2'),
  m: several('m1', 'm2', 'm3', 'm4', 'm5'),
  n: several('n1', 'n2'),
  x: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: -9, max: 9 }) }, missing),
  w: fc.oneof(
    { weight: 8, arbitrary: fc.double({ min: 0.1, max: 3, noNaN: true }) },
    fc.constantFrom(0, null),
  ),
});
const rows = fc.array(row, { maxLength: 60 });
const spec: fc.Arbitrary<TableSpec> = fc.record({
  stub: fc.constant([[], ['a'], ['m'], ['a', 'b'], ['n', 'a']]),
  banner: fc.constant(['b', 'm', 'a', 'x']),
  base: fc.constantFrom('asked', 'answered'),
  weight: fc.constantFrom('w', null),
  population: fc.constantFrom(null, 30, 60, 7500),
  sort: fc.constantFrom('codebook', 'descending'),
  tests: fc.record({
    chiSquare: fc.constant(true),
    fisher: fc.constantFrom<('auto' | boolean)[]>('auto', true),
    monteCarlo: fc.constant({ replicates: 20, seed: 3 }),
    residuals: fc.constant(true),
    interval: fc.constantFrom('wilson', 'agrestiCoull'),
    columnProportions: fc.record({
      alpha: fc.constant([0.3, 0.05]),
      adjust: fc.constantFrom('none', 'bonferroni', 'holm', 'bh'),
    }),
  }),
});
const blocksOf = (data: readonly DataRow[], wanted: TableSpec) =>
  computeTable(buildDataset(CODEBOOK, data), wanted).blocks;

/** Every number of a value with where it stands. */
function listNumbers(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => listNumbers(member, `${path}/${name}`));
}

describe('a whole table, whatever the data', () => {
  it('has no NaN and nothing infinite, shares and p-values from 0 to 1, intervals around their shares', () => {
    fc.assert(
      fc.property(rows, spec, (data, wanted) => {
        const blocks = blocksOf(data, wanted);
        // Thousands of numbers a table: `expect` of each would take twenty seconds.
        const wrong = listNumbers(blocks).filter(
          ([path, number]) =>
            !Number.isFinite(number) ||
            (/\/(p|rowShare\/\d+\/\d+|columnShare\/\d+\/\d+|cramersV\w*)$/.test(path) &&
              !(number >= 0 && number <= 1 + 1e-12)),
        );
        expect(wrong).toEqual([]);
        const outside = blocks.flatMap(({ rowShare, low, high }) =>
          rowShare.flatMap((shares, at) =>
            shares.filter(
              (share, column) =>
                share !== null &&
                low &&
                high &&
                !(low[at]![column]! <= share + 1e-12 && high[at]![column]! >= share - 1e-12),
            ),
          ),
        );
        expect(outside).toEqual([]);
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  it('with a filter is the table of the rows that pass it', () => {
    fc.assert(
      fc.property(rows, spec, (data, wanted) => {
        const filter = {
          all: [
            { column: 'b', in: ['b1'] },
            { column: 'm', in: ['m1', 'm4'] },
          ],
        };
        const passing = data.filter(
          ({ b, m }) => b === 'b1' && Array.isArray(m) && (m.includes('m1') || m.includes('m4')),
        );
        expect(blocksOf(data, { ...wanted, filter })).toEqual(blocksOf(passing, wanted));
      }),
      { seed: 12, numRuns: 100 },
    );
  });

  it('is the same in parts as in one', () => {
    fc.assert(
      fc.property(rows, spec, (data, wanted) => {
        const parts = wanted.stub.flatMap((stub) =>
          wanted.banner.flatMap((banner) => blocksOf(data, { ...wanted, stub: [stub], banner: [banner] })),
        );
        expect(parts).toEqual(blocksOf(data, wanted));
      }),
      { seed: 13, numRuns: 50 },
    );
  });

  it('has a note for everything that is null beside the cells', () => {
    fc.assert(
      fc.property(rows, spec, (data, wanted) => {
        const { blocks, notes } = computeTable(buildDataset(CODEBOOK, data), wanted);
        for (const { stub, banner, tests } of blocks) {
          const title = stub.length > 0 ? `${stub.join('/')} × ${banner}` : banner;
          const isNull = Object.values(tests ?? {}).includes(null);
          if (isNull) expect(notes.some((note) => note.startsWith(`${title}: tests.`))).toBe(true);
        }
      }),
      { seed: 14, numRuns: 50 },
    );
  });
});
