import { describe, expect, test } from 'vitest';
import { scatterText } from '#domain/canonical/scatter.ts';

describe('scattering texts', () => {
  test('gives a text the same number everywhere, here what Python gives', () => {
    expect(scatterText('')).toBe(2_872_998_923);
    expect(scatterText('seed/item/a')).toBe(2_656_796_200);
  });

  test('puts each of five options first about as often as the others, whatever the seed', () => {
    const first = new Map<string, number>();
    for (let seed = 0; seed < 5_000; seed += 1) {
      const order = ['a', 'b', 'c', 'd', 'e'].toSorted(
        (left, right) => scatterText(`${seed}/${left}`) - scatterText(`${seed}/${right}`),
      );
      first.set(order[0]!, (first.get(order[0]!) ?? 0) + 1);
    }
    // 1,000 each on average; 28 is the standard deviation.
    for (const count of first.values()) expect(Math.abs(count - 1_000)).toBeLessThan(140);
    expect(first.size).toBe(5);
  });
});
