import { expect, it } from 'vitest';
import { mergeOutlines } from '#domain/catalogue/outline-merge.ts';
import type { Outline } from '#domain/catalogue/outline.ts';

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
  const mine = outlineOf({ 1: '甲', 2: '同じ' }, { '1-1': '育成', '2-1': '融資', '2-2': '新しい甲' });
  const theirs = outlineOf({ 1: '乙', 2: '同じ' }, { '1-1': '育成', '2-1': '融資', '2-2': '新しい乙' });
  expect(mergeOutlines(base, mine, theirs, 'mine')).toEqual({ outline: mine, conflicts: ['1', '2-2'] });
  expect(mergeOutlines(base, mine, theirs, 'theirs').outline).toEqual(theirs);
});
