import { expect, test } from 'vitest';
import { parseNumberText } from '#domain/questionnaire/number-text.ts';

test.each([
  ['1985', 1985],
  ['１，２００', 1200],
  [' 12 000 ', 12000],
  ['−３．５', -3.5],
  ['7.', 7],
  ['', undefined],
  ['-', undefined],
  ['1e5', undefined],
  ['約100', undefined],
  ['1.2.3', undefined],
])('「%s」 is %s', (text, expected) => {
  expect(parseNumberText(text)).toBe(expected);
});
