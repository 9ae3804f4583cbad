import { expect, it } from 'vitest';
import type { Codebook } from '#domain/tabulation/dataset/codebook.ts';
import { compareWaves, pairRows } from '#domain/tabulation/dataset/wave-differences.ts';

const codebook = (label: string, codes: { code: string; label: string }[]): Codebook => ({
  columns: [
    { name: 'used', kind: 'single', label, codes },
    { name: 'founded', kind: 'number', label: 'Founded' },
  ],
});
const yes = { code: 'yes', label: 'Yes' };
const no = { code: 'no', label: 'No' };

it('tells other options from other words', () => {
  const main = codebook('Used?', [yes, no]);
  expect(compareWaves(main, main)).toEqual({ incomparable: [], reworded: [] });
  expect(compareWaves(main, codebook('Used?', [yes]))).toEqual({ incomparable: ['used'], reworded: [] });
  expect(compareWaves(main, codebook('Ever used?', [yes, no]))).toEqual({
    incomparable: [],
    reworded: ['used'],
  });
  expect(compareWaves(main, codebook('Used?', [yes, { code: 'no', label: 'Never' }])).reworded).toEqual([
    'used',
  ]);
  expect(compareWaves(main, { columns: [] }).incomparable).toEqual(['used', 'founded']);
});

it('pairs the rows of a company, each with each, and none of which nothing is known', () => {
  expect(pairRows(['a', undefined, 'b', 'a'], ['c', 'a', undefined, 'a'])).toEqual([
    [0, 1],
    [0, 3],
    [3, 1],
    [3, 3],
  ]);
  expect(pairRows([undefined], [undefined])).toEqual([]);
});
