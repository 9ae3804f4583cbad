import { expect, it } from 'vitest';
import { isCorporateNumber, normaliseCorporateNumber } from '#domain/casework/corporate-number.ts';

// 国税庁; an example of its own published list; the worked example of the formula.
it.each(['7000012050002', '4011001098993', '7123456789012'])('takes %s', (number) => {
  expect(isCorporateNumber(number)).toBe(true);
});

it.each(['8000012050002', '7000012050020', '700001205000', '70000120500022', ''])('refuses %s', (number) => {
  expect(isCorporateNumber(number)).toBe(false);
});

it('reads a number as invoices and lists write it', () => {
  expect(normaliseCorporateNumber('T７０００-０１２０５-０００２')).toBe('7000012050002');
});
