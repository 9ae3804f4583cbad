import { expect, it } from 'vitest';
import type { Codebook } from '#domain/tabulation/dataset/codebook.ts';
import { compareWaves, countInBoth } from '#domain/tabulation/dataset/wave-differences.ts';

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

it('counts a company in both once, also a merged one, and nobody of whom nothing is known', () => {
  const of = (...ids: (string | undefined)[]) =>
    ids.map((accountId, index) => ({ id: `${index}`, fields: accountId === undefined ? {} : { accountId } }));
  const companyOf = (id: string): string => (id === 'b' ? 'c' : id);
  expect(countInBoth(of('a', 'a', 'b', undefined), of('a', 'c', undefined), companyOf)).toBe(2);
  expect(countInBoth(of('b'), of('c'), (id) => id)).toBe(0);
});
