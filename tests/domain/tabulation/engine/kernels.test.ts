import { describe, expect, it } from 'vitest';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { countPairs, countReasons, countTicks } from '#domain/tabulation/engine/kernels.ts';

/** Few rows go one way, many another; 3 more than a multiple of 4 leave a rest; a shifted array is not aligned. */
const SIZES = [0, 1, 7, 1003, 2_003, 40_003];
const random = new SeededRandom(2027);
const ARRAYS = { bytes: Uint8Array, halves: Uint16Array, words: Uint32Array };

function draw(Kind: (typeof ARRAYS)[keyof typeof ARRAYS], size: number, limit: number, isShifted: boolean) {
  const values = new Kind(size + 1).map(() => random.below(limit));
  return isShifted ? values.subarray(1) : values.subarray(0, size);
}

describe.each(SIZES)('over %i rows', (size) => {
  for (const isShifted of [false, true]) {
    const where = isShifted ? 'out of line' : 'in line';
    for (const [name, Kind] of Object.entries(ARRAYS)) {
      it(`pairs of codes in ${name} and answers are counted, ${where}`, () => {
        const codes = draw(Kind, size, 22, isShifted);
        for (const Values of [Uint8Array, Uint16Array]) {
          const values = draw(Values, size, 10, isShifted);
          const wanted = new Uint32Array(220);
          codes.forEach((code, row) => wanted[code * 10 + values[row]!]!++);
          expect([...countPairs(codes, 22, values, 10)]).toEqual([...wanted]);
        }
      });

      it.each([3, 8, 11, 16, 32])(
        `ticks of %i options beside codes in ${name} are counted, ${where}`,
        (width) => {
          const codes = draw(Kind, size, 22, isShifted);
          const masks = draw(width <= 16 ? Uint16Array : Uint32Array, size, 2 ** width, isShifted);
          const ticks = new Uint32Array(22 * width);
          const rows = new Uint32Array(22);
          codes.forEach((code, row) => {
            rows[code]!++;
            for (let option = 0; option < width; option++)
              ticks[code * width + option]! += (masks[row]! >>> option) & 1;
          });
          expect(countTicks(codes, 22, masks, width)).toEqual({ ticks: [...ticks], rows: [...rows] });
        },
      );
    }

    it(`reasons are counted, ${where}`, () => {
      const codes = draw(Uint8Array, size, 22, isShifted);
      const reasons = draw(Uint8Array, size, 60, isShifted).map((reason) =>
        reason > 5 ? 0 : reason,
      ) as Uint8Array;
      const wanted = new Uint32Array(110);
      codes.forEach((code, row) => reasons[row]! > 0 && wanted[code * 5 + reasons[row]! - 1]!++);
      expect(countReasons(codes, 22, reasons, 5)).toEqual([...wanted]);
    });
  }
});
