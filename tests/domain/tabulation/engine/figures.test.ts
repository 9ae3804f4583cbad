import { describe, expect, it } from 'vitest';
import {
  computeDifferenceLevel,
  computePercent,
  formatPercent,
  formatPoints,
} from '#domain/tabulation/engine/figures.ts';

describe('a percentage', () => {
  it.each([
    [129, 287, '44.9'],
    [480, 1260, '38.1'],
    // 12.25 and 0.05 exactly: half up, where binary fractions would go down.
    [49, 400, '12.3'],
    [1, 2000, '0.1'],
    [1, 2001, '0.0'],
    [0, 1260, '-'],
    [0, 0, '-'],
    [7, 7, '100.0'],
  ])('%i of %i is written %s', (count, base, text) => {
    expect(formatPercent(count, base)).toBe(text);
  });

  it('is rounded exactly for every count out of 2,000', () => {
    for (let count = 1; count <= 2000; count++) {
      const tenths = (BigInt(count) * 2000n + 2000n) / 4000n;
      expect(formatPercent(count, 2000)).toBe(`${tenths / 10n}.${tenths % 10n}`);
    }
  });

  it('is a number for spreadsheets and charts, 0 for nobody', () => {
    expect([computePercent(129, 287), computePercent(0, 9), computePercent(0, 0)]).toEqual([44.9, 0, null]);
  });
});

describe('a difference from the total', () => {
  it.each([
    [60, 100, 400, 1000, '+20.0'],
    [20, 100, 400, 1000, '-20.0'],
    [40, 100, 400, 1000, '±0.0'],
    // 40.05 against 40: half a tenth counts up, below zero down.
    [801, 2000, 400, 1000, '+0.1'],
    [799, 2000, 400, 1000, '-0.1'],
    [0, 0, 400, 1000, '-'],
  ])('%i of %i against %i of %i is %s', (count, base, totalCount, totalBase, text) => {
    expect(formatPoints(count, base, totalCount, totalBase)).toBe(text);
  });

  it.each([
    [45, 100, 1],
    [449, 1000, 0],
    [50, 100, 2],
    [35, 100, -1],
    [30, 100, -2],
    [30, 30, 2],
    [29, 29, 0],
  ])('of %i in %i against 40 %% has the level %i', (count, base, level) => {
    expect(computeDifferenceLevel(count, base, 400, 1000)).toBe(level);
  });
});
