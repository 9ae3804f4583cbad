import { describe, expect, it } from 'vitest';
import type { KnownAccount } from '#domain/casework/account-import/account-import.ts';
import { dryRun } from './dry-run.ts';

/* Which company a row is, a table for each kind of doubt; all companies are invented. */

const NUMBER = '6420001000001';
const known = (
  id: string,
  name: string,
  address?: string,
  more: KnownAccount['fields'] = {},
): KnownAccount => ({
  id,
  fields: { name, municipality: 'hachinohe', ...(address !== undefined && { address }), ...more },
});
const planOf = (content: string, companies: KnownAccount[] = []) =>
  dryRun(content, { known: companies }).plan;

/** What two rows of a list are to each other. */
function compare(one: string, other: string): 'same' | 'question' | 'two' {
  const quote = (text: string): string =>
    text
      .split('|')
      .map((cell) => `"${cell}"`)
      .join(',');
  const { faults, uncertain } = planOf(`会社名,住所\n${quote(one)}\n${quote(other)}`);
  return faults.some(({ code }) => code === 'repeatedInFile')
    ? 'same'
    : uncertain.length > 0
      ? 'question'
      : 'two';
}

it.each([
  ['株式会社ヤマト―', '株式会社ヤマトー', 'same'],
  ['株式会社ヤマト－', '株式会社ヤマトー', 'same'],
  ['㊑吉田', '株式会社吉田', 'same'],
  ['㊒吉田', '㈲吉田', 'same'],
  ['株式会社か゛っこう', '株式会社がっこう', 'same'],
  ['YOSHIDA Co.,Ltd', 'Yoshida Co., Ltd.', 'same'],
  ['株式会社八戸水産　本社', '株式会社八戸水産', 'same'],
  ['株式会社八戸水産（本店）', '株式会社八戸水産', 'same'],
  ['株式会社吉田（旧佐藤商店）', '株式会社吉田', 'same'],
  ['株式会社八戸水産 弘前支店', '株式会社八戸水産', 'two'],
  ['株式会社日本社', '株式会社日', 'two'],
  ['(合)吉田', '合同会社吉田', 'question'],
  ['農業生産法人(有)吉田', '有限会社吉田', 'question'],
])('the names %s and %s at one address are %s', (one, other, what) => {
  expect(compare(`${one}|八戸市一番町1-1`, `${other}|八戸市一番町1-1`)).toBe(what);
});

it.each([
  ['一番町1丁目2の3', '一番町1-2-3', 'same'],
  ['一番町1の2の3', '一番町1-2-3', 'same'],
  ['一番町一－二－三', '一番町1-2-3', 'same'],
  ['一番町一丁目二番三号', '一番町1-2-3', 'same'],
  ['字直田一番地の二', '直田1-2', 'same'],
  ['字直田百二番地', '直田102', 'same'],
  ['一番町1―2─3', '一番町1-2-3', 'same'],
  ['一番町1-2-3北ビル２階', '一番町1丁目2番3号 北ビル2F', 'same'],
  ['一番町1-1 北ビル101号室', '一番町1番1号　北ビル101', 'same'],
  ['一番町1-1（本社）', '一番町1-1', 'same'],
  ['一番町1-2-3', '一番町1-2-3 北ビル2F', 'question'],
  ['一番町', '一番町1-2-3', 'question'],
  ['一番町1-2', '一番町1-2-3', 'two'],
  ['一番町1-2', '一番町1-23', 'two'],
  ['一番町12-3', '一番町1-23', 'two'],
  ['二番町1-2', '三番町1-2', 'two'],
])('one name at %s and at %s is %s', (one, other, what) => {
  expect(compare(`甲社|八戸市${one}`, `甲社|青森県八戸市${other}`)).toBe(what);
});

describe('what a row says anew', () => {
  const company = known('a', '株式会社甲', '八戸市一番町1-1', {
    phone: '0178-22-1111',
    nameKana: 'コウ',
    note: '前の記録',
  });
  const changesOf = (headings: string, cells: string) =>
    planOf(`会社名,住所,${headings}\n株式会社甲,八戸市一番町1-1,${cells}`, [company]).matched[0]?.changes;

  it('is not another way to write what is known', () => {
    const content = '会社名,住所,電話番号,フリガナ\n㈱ 甲,青森県八戸市一番町１丁目１番,178221111,ｺｳ\n';
    expect(planOf(content, [company])).toMatchObject({ unchangedCount: 1, matched: [], uncertain: [] });
  });

  it('is another number, another old form of a name, or the same with a house', () => {
    expect(changesOf('電話番号', '0178-22-1112')).toEqual({ phone: '0178-22-1112' });
    const old = known('b', '株式会社高橋', '八戸市二番町1', { corporateNumber: NUMBER });
    expect(
      planOf(`会社名,住所,法人番号\n株式会社髙橋,八戸市二番町1 北ビル,${NUMBER}`, [old]).matched,
    ).toMatchObject([{ changes: { name: '株式会社髙橋', address: '八戸市二番町1 北ビル' } }]);
  });

  it('is added to what the office wrote down, once', () => {
    expect(changesOf('備考', '新しい備考')).toEqual({ note: '前の記録\n新しい備考' });
    expect(changesOf('備考', '記録')).toBeUndefined();
  });

  it('is no other telephone of a person for its writing', () => {
    const person = { id: 'p', fields: { name: '佐藤', phone: '090-1111-2222' } };
    const content = '会社名,住所,担当者,担当者電話\n株式会社甲,八戸市一番町1-1,佐藤,9011112222';
    expect(planOf(content, [{ ...company, contacts: [person] }]).unchangedCount).toBe(1);
  });
});

describe('a number', () => {
  const company = known('a', '株式会社甲', '八戸市一番町1-1', { corporateNumber: NUMBER });
  const head = '会社名,住所,法人番号';

  it('says of one row which company it is, wherever that went', () => {
    expect(planOf(`${head}\n株式会社乙,弘前市1,${NUMBER}`, [company]).matched).toMatchObject([
      { accountId: 'a', changes: { name: '株式会社乙', municipality: 'hirosaki' } },
    ]);
  });

  it.each([
    ['first', [`株式会社甲,弘前市二番町1,${NUMBER}`, `株式会社甲,八戸市一番町1-1,${NUMBER}`], 2],
    ['last', [`株式会社甲,八戸市一番町1-1,${NUMBER}`, `株式会社甲,弘前市二番町1,${NUMBER}`], 3],
  ])('that branches bear as well leaves the head office where it is, the branch %s', (_, rows, row) => {
    expect(planOf([head, ...rows].join('\n'), [company])).toMatchObject({
      unchangedCount: 1,
      matched: [],
      uncertain: [{ row, doubt: 'otherAddress', candidates: [{ accountId: 'a' }] }],
      faults: [],
    });
  });

  it('that branches bear makes a question of each but the first of a new company', () => {
    const content = `${head}\n株式会社乙,八戸市1,${NUMBER}\n株式会社乙 弘前支店,弘前市2,${NUMBER}`;
    expect(planOf(content)).toMatchObject({ added: [{ row: 2 }], uncertain: [{ row: 3, otherRow: 2 }] });
  });

  it('beside name and place of another company is a question with both', () => {
    const other = known('b', '株式会社乙', '八戸市二番町2');
    expect(planOf(`${head}\n株式会社乙,八戸市二番町2,${NUMBER}`, [company, other])).toMatchObject({
      matched: [],
      uncertain: [{ doubt: 'several', candidates: [{ accountId: 'a' }, { accountId: 'b' }] }],
    });
  });
});
