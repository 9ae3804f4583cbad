import { describe, expect, it } from 'vitest';
import {
  compareEntries,
  createAccountSearch,
  findSameName,
  indexAccount,
  NO_FILTER,
  type AccountEntry,
} from '#domain/casework/account-search.ts';
import type { Account } from '#domain/records/account.ts';

const PLACES: Record<string, string[]> = {
  hachinohe: ['八戸市', 'Hachinohe City'],
  hirosaki: ['弘前市', 'Hirosaki City'],
};

function entry(id: string, fields: Partial<Account>): AccountEntry {
  return indexAccount({ id, fields }, PLACES[fields.municipality ?? ''] ?? []);
}

const entries = [
  entry('a', {
    name: '株式会社八戸水産加工',
    nameKana: 'ハチノヘスイサンカコウ',
    municipality: 'hachinohe',
    phone: '0178-22-1234',
    employees: 'e21_50',
  }),
  entry('b', { name: '㈱　大平水産', municipality: 'hachinohe', industry: 'fisheries' }),
  entry('c', {
    name: '弘前木工',
    nameKana: 'ひろさきもっこう',
    municipality: 'hirosaki',
    corporateNumber: '4420001000013',
  }),
  entry('d', { name: '水産の弘前', municipality: 'hirosaki' }),
  entry('e', { name: '水産会館', status: 'archived' }),
];
const idsOf = (query: string, filter = NO_FILTER): string[] =>
  createAccountSearch()(entries, query, filter).map(({ id }) => id);

describe('searching accounts', () => {
  it('gives every living account while nothing is typed', () => {
    expect(idsOf('')).toEqual(['a', 'b', 'c', 'd']);
    expect(idsOf('　 ')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('finds names whatever their legal form, width and spacing', () => {
    expect(idsOf('(株)八戸水産')).toEqual(['a']);
    expect(idsOf('株式会社 大平 水産')).toEqual(['b']);
    expect(idsOf('株式会社')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('does not go empty while a legal form is still being typed', () => {
    expect(idsOf('株式会')).toEqual(['a']);
  });

  it('finds readings in either kana, half width included', () => {
    expect(idsOf('ハチノヘ')).toEqual(['a']);
    expect(idsOf('ﾊﾁﾉﾍ')).toEqual(['a']);
    expect(idsOf('もっこう')).toEqual(['c']);
  });

  it('puts names that begin with a term first, then names that contain one, then places', () => {
    expect(idsOf('水産')).toEqual(['d', 'a', 'b']);
    expect(idsOf('弘前')).toEqual(['c', 'd']);
    expect(idsOf('hachi')).toEqual(['a', 'b']);
  });

  it('asks for all terms, wherever they occur', () => {
    expect(idsOf('八戸市 水産')).toEqual(['a', 'b']);
    expect(idsOf('弘前市　八戸')).toEqual([]);
  });

  it('finds telephone and corporate numbers by their digits', () => {
    expect(idsOf('0178-22')).toEqual(['a']);
    expect(idsOf('０１７８２２')).toEqual(['a']);
    expect(idsOf('4420001')).toEqual(['c']);
  });

  it('never finds a term across two fields', () => {
    expect(idsOf('加工はちのへ')).toEqual([]);
  });

  it('narrows by attributes and shows archived accounts only when asked', () => {
    expect(idsOf('', { ...NO_FILTER, municipalities: new Set(['hachinohe']) })).toEqual(['a', 'b']);
    expect(idsOf('水産', { ...NO_FILTER, industries: new Set(['fisheries']) })).toEqual(['b']);
    expect(idsOf('', { ...NO_FILTER, employees: new Set(['e21_50', 'e0_5']) })).toEqual(['a']);
    expect(idsOf('会館', { ...NO_FILTER, withArchived: true })).toEqual(['e']);
  });

  it('knows the same company under another spelling', () => {
    expect(findSameName(entries, '(株)大平水産').map(({ id }) => id)).toEqual(['b']);
    expect(findSameName(entries, '株式会社')).toEqual([]);
  });

  it('orders by reading where there is one', () => {
    expect(
      [...entries]
        .sort(compareEntries)
        .map(({ id }) => id)
        .slice(0, 2),
    ).toEqual(['a', 'c']);
  });
});

it('finds the same while the next kana is only begun by its letters', () => {
  const idsFor = (query: string) => createAccountSearch()(entries, query).map(({ id }) => id);
  expect(idsFor('はちのh')).toEqual(idsFor('はちの'));
  expect(idsFor('はちの')).not.toEqual([]);
});

it('finds the same key by key, back and forth, as at once', () => {
  const search = createAccountSearch();
  const archivedToo = { ...NO_FILTER, withArchived: true };
  const steps = [
    '',
    '水',
    '水産',
    '水産 八',
    '水産 八戸',
    '水産',
    '株式会',
    '株式会社',
    '弘',
    '',
    'ｈ',
    'hachi',
    'おおd',
    'おおだ',
  ];
  for (const filter of [NO_FILTER, archivedToo, NO_FILTER]) {
    for (const query of steps) {
      expect(search(entries, query, filter), query).toEqual(createAccountSearch()(entries, query, filter));
    }
  }
  expect(search(entries.slice(2), '水産').map(({ id }) => id)).toEqual(['d']);
});
