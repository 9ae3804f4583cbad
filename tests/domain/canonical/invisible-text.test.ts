import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatCsv, withoutApostrophe } from '#domain/canonical/csv.ts';
import { foldCompanyName, foldName, foldText } from '#domain/canonical/text.ts';
import Papa from 'papaparse';

/** Characters of every block that Unicode lets a screen ignore, and two that show nothing. */
const INVISIBLE = [
  '\u00ad',
  '\u034f',
  '\u061c',
  '\u115f',
  '\u17b4',
  '\u180b',
  '\u200b',
  '\u200d',
  '\u202a',
  '\u2060',
  '\u206f',
  '\u2800',
  '\u3164',
  '\ufe00',
  '\ufe0f',
  '\ufeff',
  '\uffa0',
  '\u{1d173}',
  '\u{e0001}',
  '\u{e0100}',
  '\u{e01ef}',
];

it('compares texts as if nothing invisible stood in them', () => {
  const visible = fc.constantFrom(...'株式会社甲乙高崎アｱガA1ー・');
  fc.assert(
    fc.property(fc.array(fc.tuple(visible, fc.subarray(INVISIBLE))), (parts) => {
      const plain = parts.map(([character]) => character).join('');
      const spoilt = parts.map(([character, more]) => more.join('') + character).join('');
      expect(foldText(spoilt)).toBe(foldText(plain));
      expect(foldCompanyName(spoilt)).toBe(foldCompanyName(plain));
    }),
  );
});

it('compares names by the usual forms of their characters', () => {
  expect(foldName('髙﨑𠮷')).toBe('高崎吉');
  expect(foldCompanyName('㈱渡邉')).toBe(foldCompanyName('株式会社渡邊'));
});

it('reads back any text that a CSV file of ours keeps from being a formula', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^'{0,3}\s?[=+\-@]?.{0,5}$/));
  fc.assert(
    fc.property(text, (value) => {
      const [[cell = ''] = []] = Papa.parse<string[]>(formatCsv([[value, 'x']]).slice(1), {
        delimiter: ',',
      }).data;
      expect(withoutApostrophe(cell)).toBe(value);
      expect(cell).not.toMatch(/^\s*[=+\-@]/);
    }),
  );
});
