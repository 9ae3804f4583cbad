import { expect, it } from 'vitest';
import { nameFile } from '#ui/file-name.ts';

const AT = '2026-11-29T11:15:03.250Z';

it('says what a file is and when it was made, by the clock in Aomori', () => {
  expect(nameFile(['対象企業', '2026年の調査'], AT, 'csv')).toBe(
    '対象企業_2026年の調査_2026-11-29_201503.csv',
  );
});

it('differs from one second to the next', () => {
  expect(nameFile(['a'], AT, 'csv')).not.toBe(nameFile(['a'], '2026-11-29T11:15:04.000Z', 'csv'));
});

it.each([
  ['調査 2025/26: "春"', '調査 2025 26   春'],
  ['見\u200bえ\u3164ない', '見 え ない'],
  ['髙'.repeat(60), '髙'.repeat(24)],
  ['𠮷'.repeat(60), '𠮷'.repeat(24)],
])('leaves out what no file may be named: %s', (part, kept) => {
  expect(nameFile([part], AT, 'csv')).toBe(`${kept}_2026-11-29_201503.csv`);
});

it('names a file whose parts are empty by its time', () => {
  expect(nameFile(['', '  '], AT, 'json')).toBe('2026-11-29_201503.json');
});
