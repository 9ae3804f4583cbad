import { expect, it } from 'vitest';
import { mergeOutlines } from '#domain/catalogue/edition/outline-merge.ts';
import type { Outline } from '#domain/catalogue/edition/outline.ts';

const outlineOf = (policies: Record<number, string>, pillars: Record<string, string> = {}): Outline => ({
  policies: Object.entries(policies).map(([number, title]) => ({ number: Number(number), title })),
  pillars: Object.entries(pillars).map(([key, title]) => ({ key, policy: Number(key.split('-')[0]), title })),
});
const base = outlineOf({ 1: '人材', 2: '資金' }, { '1-1': '育成', '2-1': '融資' });

it('keeps what each of two people changed, added and took out', () => {
  const mine = outlineOf({ 1: '人材の育成', 2: '資金', 3: '販路' }, { '1-1': '育成' });
  const theirs = outlineOf({ 1: '人材', 2: '資金の調達' }, { '1-1': '確保', '2-1': '融資', '2-2': '保証' });
  expect(mergeOutlines(base, mine, theirs, 'mine')).toEqual({
    outline: outlineOf({ 1: '人材の育成', 2: '資金の調達', 3: '販路' }, { '1-1': '確保', '2-2': '保証' }),
    conflicts: [],
  });
});

it('names what both changed differently, and gives the title of the one preferred', () => {
  const mine = outlineOf({ 1: '甲', 2: '同じ' }, { '1-1': '育成', '2-1': '融資の甲' });
  const theirs = outlineOf({ 1: '乙', 2: '同じ' }, { '1-1': '育成', '2-1': '融資の乙' });
  expect(mergeOutlines(base, mine, theirs, 'mine')).toEqual({ outline: mine, conflicts: ['1', '2-1'] });
  expect(mergeOutlines(base, mine, theirs, 'theirs').outline).toEqual(theirs);
});

it('keeps both of two new pillars and policies that were given the same number', () => {
  const mine = outlineOf(
    { 1: '人材', 2: '資金', 3: '販路' },
    { '1-1': '育成', '2-1': '融資', '2-2': '補助', '2-3': '保険', '3-1': '見本市' },
  );
  const theirs = outlineOf(
    { 1: '人材', 2: '資金', 3: '承継' },
    { '1-1': '育成', '2-1': '融資', '2-2': '保証', '3-1': '後継者' },
  );
  const { outline, conflicts } = mergeOutlines(base, mine, theirs, 'mine');
  expect(conflicts).toEqual([]);
  expect(outline.policies.map(({ number, title }) => [number, title])).toEqual([
    [1, '人材'],
    [2, '資金'],
    [3, '承継'],
    [4, '販路'],
  ]);
  expect(new Map(outline.pillars.map(({ key, policy, title }) => [title, [key, policy]]))).toEqual(
    new Map([
      ['育成', ['1-1', 1]],
      ['融資', ['2-1', 2]],
      ['保証', ['2-2', 2]],
      ['後継者', ['3-1', 3]],
      ['補助', ['2-4', 2]],
      ['保険', ['2-3', 2]],
      ['見本市', ['4-1', 4]],
    ]),
  );
});

it('takes what two people added in the same words for one', () => {
  const added = outlineOf(
    { 1: '人材', 2: '資金', 3: '販路' },
    { '1-1': '育成', '2-1': '融資', '3-1': '見本市' },
  );
  expect(mergeOutlines(base, added, added, 'mine')).toEqual({ outline: added, conflicts: [] });
});
