import { expect, it } from 'vitest';
import { createAccountSearch, indexAccount } from '#domain/casework/account-search.ts';

it('finds a company by the usual forms of its characters, and by what was typed with invisible ones', () => {
  const names = ['株式会社髙﨑𠮷水産', '渡邉商店', '株式会社不可視\u200b水産'];
  const entries = names.map((name, index) => indexAccount({ id: `${index}`, fields: { name } }, []));
  const find = (query: string) => createAccountSearch()(entries, query).map(({ name }) => name);
  expect(find('高崎吉')).toEqual([names[0]]);
  expect(find('髙崎')).toEqual([names[0]]);
  expect(find('渡辺')).toEqual([names[1]]);
  expect(find('不可視水産')).toEqual([names[2]]);
  expect(find('不可\u2060視')).toEqual([names[2]]);
});
