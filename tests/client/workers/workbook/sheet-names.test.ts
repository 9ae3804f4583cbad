import { expect, it } from 'vitest';
import { nameSheet } from '#client/workers/workbook/sheet-names.ts';

it.each([
  ['認知度: A/B [前年?]', '認知度  A B  前年'],
  ["'quoted'", 'quoted'],
  ['History', 'History (2)'],
  ['', '-'],
  ['???', '-'],
  ['a'.repeat(40), 'a'.repeat(31)],
])('names a sheet %j as %j', (wanted, name) => expect(nameSheet(wanted, new Set())).toBe(name));

it('never gives a name twice, whatever its case, and keeps to 31 characters', () => {
  const taken = new Set<string>();
  const names = ['Total', 'TOTAL', 'x'.repeat(31), 'X'.repeat(35), '集'.repeat(40), '集'.repeat(50)].map(
    (wanted) => nameSheet(wanted, taken),
  );
  expect(names).toEqual([
    'Total',
    'TOTAL (2)',
    'x'.repeat(31),
    `${'X'.repeat(27)} (2)`,
    '集'.repeat(31),
    `${'集'.repeat(27)} (2)`,
  ]);
});

it('cuts no character in two', () => {
  const name = nameSheet(`${'a'.repeat(30)}𠮟る`, new Set());
  expect(name).toBe('a'.repeat(30));
});
