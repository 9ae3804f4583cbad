import { describe, expect, it } from 'vitest';
import { buildDataset } from '#domain/tabulation/dataset/dataset.ts';
import type { DerivedColumn } from '#domain/tabulation/dataset/derived-columns.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';

const dataset = buildDataset(
  {
    columns: [
      { name: 'year', kind: 'number' },
      { name: 'size', kind: 'single', codes: ['s', 'm', 'l', 'xl'] },
      { name: 'issues', kind: 'multiple', codes: ['labour', 'sales', 'finance'] },
    ],
  },
  [
    { year: 1949, size: 's', issues: ['labour', 'sales'] },
    { year: 1950, size: 'm', issues: ['sales'] },
    { year: 1979.5, size: 'l', issues: ['finance'] },
    { year: 1980, size: 'xl', issues: ['labour'] },
    { year: { missing: 'refused' }, size: null, issues: [] },
  ],
);
const bands: DerivedColumn = {
  kind: 'bands',
  name: 'age',
  label: '創業',
  source: 'year',
  bounds: [1950, 1980],
  labels: ['～1949', '1950～79', '1980～'],
};
const middle: DerivedColumn = {
  kind: 'groups',
  name: 'middle',
  label: '規模',
  source: 'size',
  groups: [
    { code: 'mid', label: '中規模', codes: ['m', 'l'] },
    { code: 'big', label: '大規模', codes: ['xl'] },
  ],
};
const people: DerivedColumn = {
  kind: 'groups',
  name: 'kind',
  label: '課題の種類',
  source: 'issues',
  groups: [
    { code: 'people', label: '人', codes: ['labour'] },
    { code: 'money', label: '金と客', codes: ['sales', 'finance'] },
  ],
};

function totalsOf(columns: DerivedColumn[], banner: string) {
  return computeTable(dataset, { stub: [[]], banner: [banner], base: 'asked', columns }).blocks[0]!.total;
}

it('cuts numbers at the bounds, each bound with what is above it', () => {
  expect(totalsOf([bands], 'age')).toMatchObject({
    count: [1, 2, 1],
    unweightedBase: 5,
    missing: { refused: 1 },
  });
});

it('takes categories together; who is in no group is not in the base', () => {
  expect(totalsOf([middle], 'middle')).toMatchObject({
    count: [2, 1],
    unweightedBase: 4,
    missing: { unanswered: 1 },
  });
});

it('puts a multiple answer into every group of which it ticks something, once', () => {
  expect(totalsOf([people], 'kind')).toMatchObject({ count: [2, 3], unweightedBase: 5 });
});

it('may stand on another one, down the side and in a filter', () => {
  const table = computeTable(dataset, {
    stub: [['middle']],
    banner: ['age'],
    base: 'answered',
    columns: [bands, middle],
    filter: { all: [{ column: 'age', in: ['b1', 'b2'] }] },
  });
  expect(table.blocks[0]!.rows.map(({ key, unweightedBase }) => [...key, unweightedBase])).toEqual([
    ['mid', 2],
    ['big', 1],
  ]);
  expect(table.dataHash).toBe(dataset.hash);
});

describe('refuses', () => {
  const cases: [string, Partial<DerivedColumn>, string][] = [
    ['a name that is taken', { ...bands, name: 'size' }, '/columns/0/name'],
    ['a source that is not there', { ...bands, source: 'founded' }, '/columns/0/source'],
    ['codes where numbers should be', { ...bands, source: 'size' }, '/columns/0/source'],
    ['bounds that fall', { ...bands, bounds: [1980, 1950] }, '/columns/0/bounds'],
    ['too few labels', { ...bands, labels: ['～1949'] }, '/columns/0/labels'],
    ['numbers where codes should be', { ...middle, source: 'year' }, '/columns/0/source'],
    [
      'a code that is not there',
      { ...middle, groups: [{ code: 'a', label: 'a', codes: ['m', 'xxl'] }] },
      '/columns/0/groups/0/codes/1',
    ],
    [
      'a code in two groups of a single answer',
      {
        ...middle,
        groups: [
          { code: 'a', label: 'a', codes: ['m'] },
          { code: 'b', label: 'b', codes: ['m'] },
        ],
      },
      '/columns/0/groups/1/codes/0',
    ],
  ];
  it.each(cases)('%s', (_, column, pointer) => {
    const spec: TableSpec = {
      stub: [[]],
      banner: ['size'],
      base: 'asked',
      columns: [column as DerivedColumn],
    };
    expect(() => computeTable(dataset, spec)).toThrowError(expect.objectContaining({ pointer }));
  });
});
