import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spread } from '#client/areas/catalogue/features/trends/series-marks.ts';

it('moves marks apart where segments are thin, and leaves those that have room', () => {
  expect(spread([100, 101, 40], 10, { top: 0, bottom: 200 })).toEqual([100, 110, 40]);
  expect(spread([198, 199, 200], 10, { top: 0, bottom: 200 })).toEqual([180, 190, 200]);
});

it('keeps the order, the gap and the area, whatever the heights', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 }), (heights) => {
      const placed = spread(heights, 15, { top: 0, bottom: 300 });
      const sorted = [...placed].sort((a, b) => a - b);
      expect(sorted.every((at) => at >= 0 && at <= 300)).toBe(true);
      expect(sorted.every((at, index) => index === 0 || at - sorted[index - 1]! >= 15)).toBe(true);
      for (const [index, height] of heights.entries())
        for (const [other, next] of heights.entries())
          if (height < next) expect(placed[index]!).toBeLessThan(placed[other]!);
    }),
  );
});
