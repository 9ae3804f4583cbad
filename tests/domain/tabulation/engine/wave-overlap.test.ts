import { describe, expect, it } from 'vitest';
import { buildDataset, type DataRow } from '#domain/tabulation/dataset/dataset.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { computeOverlap } from '#domain/tabulation/engine/wave-overlap.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';

const datasetOf = (rows: DataRow[], sizes = ['small', 'big']) =>
  buildDataset(
    {
      columns: [
        { name: 'size', kind: 'single', codes: sizes },
        { name: 'issues', kind: 'multiple', codes: ['labour', 'sales'] },
        { name: 'staff', kind: 'number' },
      ],
    },
    rows,
  );
const spec: TableSpec = { stub: [['size']], banner: ['issues', 'staff'], base: 'asked' };
const NONE = { later: 0, earlier: 0, both: 0 };

const later = datasetOf([
  { size: 'small', issues: 'labour;sales', staff: 3 },
  { size: 'small', issues: 'sales', staff: 3 },
  { size: 'big', issues: '', staff: 3 },
  { size: 'big', issues: { missing: 'notApplicable' }, staff: 3 },
]);
// Their order, and that of the sizes, is another one.
const earlier = datasetOf(
  [
    { size: 'big', issues: 'labour', staff: 3 },
    { size: 'big', issues: '', staff: 3 },
    { size: 'small', issues: 'labour', staff: 3 },
    { size: 'small', issues: 'sales', staff: 3 },
  ],
  ['big', 'small'],
);
const PAIRS = [
  [0, 2],
  [1, 0],
  [2, 1],
  [3, 3],
] as const;

describe('who is in two waves', () => {
  it('is counted in a group and its base where they are in both', () => {
    const [issues, staff] = computeOverlap(later, earlier, PAIRS, spec);
    expect(issues).toEqual([
      {
        key: [],
        pairs: 3,
        answers: { labour: { later: 1, earlier: 2, both: 1 }, sales: { later: 2, earlier: 0, both: 0 } },
        missing: { later: 1, earlier: 1, both: 1 },
      },
      {
        key: ['small'],
        pairs: 1,
        answers: { labour: { later: 1, earlier: 1, both: 1 }, sales: { later: 1, earlier: 0, both: 0 } },
        missing: NONE,
      },
      { key: ['big'], pairs: 1, answers: {}, missing: { later: 1, earlier: 1, both: 1 } },
    ]);
    // Numbers go together where they differ; here all are the same.
    expect(staff!.map(({ key, pairs, correlation }) => [key.join(), pairs, correlation])).toEqual([
      ['', 4, 0],
      ['small', 1, 0],
      ['big', 1, 0],
    ]);
  });

  it('has with numbers how those of the two waves go together, of who said one in both', () => {
    const said = (numbers: (number | null)[]) =>
      datasetOf(numbers.map((staff) => ({ size: 'small', issues: 'labour', staff })));
    const [groups] = computeOverlap(
      said([3, 1, 5, 6, 7]),
      said([1, 2, 4, 8, null]),
      [0, 1, 2, 3, 4].map((row) => [row, row] as const),
      { ...spec, banner: ['staff'] },
    );
    // R: cor(c(1, 2, 4, 8), c(3, 1, 5, 6))
    expect(groups![1]).toMatchObject({ key: ['small'], pairs: 4 });
    expect(groups![1]!.correlation).toBeCloseTo(0.813391962643562, 12);
  });

  it('is counted with the filter and the base of the table', () => {
    const filter = { all: [{ column: 'issues', in: ['labour'] }] };
    const [all] = computeOverlap(later, earlier, PAIRS, { ...spec, stub: [[]], filter });
    expect(all).toEqual([
      {
        key: [],
        pairs: 1,
        answers: { labour: { later: 1, earlier: 1, both: 1 }, sales: { later: 1, earlier: 0, both: 0 } },
        missing: NONE,
      },
    ]);
    const [answered] = computeOverlap(later, earlier, PAIRS, { ...spec, stub: [[]], base: 'answered' });
    expect(answered![0]).toMatchObject({ pairs: 2, missing: NONE });
  });

  it('is everybody of the table where a wave is set beside itself', () => {
    const nested: TableSpec = { stub: [['issues', 'size']], banner: ['issues'], base: 'asked' };
    const [block] = computeTable(later, nested).blocks;
    const [groups] = computeOverlap(
      later,
      later,
      [0, 1, 2, 3].map((row) => [row, row] as const),
      nested,
    );
    block!.rows.forEach(({ key, unweightedBase }, row) => {
      const group = groups!.find((each) => each.key.join() === key.join());
      expect(group?.pairs ?? 0).toBe(unweightedBase);
      block!.columns.forEach((code, column) =>
        expect(group?.answers[code]?.both ?? 0).toBe(block!.count[row]![column]),
      );
    });
  });
});
