import fc from 'fast-check';
import { expect, it } from 'vitest';
import { separateThousands } from '#domain/canonical/numbers.ts';

it('writes numbers as Intl does', () => {
  fc.assert(
    fc.property(fc.integer(), (number) => {
      expect(separateThousands(number)).toBe(number.toLocaleString('en-US'));
    }),
    { seed: 20261120 },
  );
  expect(separateThousands(-1234.5)).toBe('-1,234.5');
  expect(separateThousands(0)).toBe('0');
});
