import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { KnownAccount } from '#domain/casework/account-import/account-import.ts';
import { dryRun } from './dry-run.ts';

/* Files that once were imported wrongly; all companies are invented. */

function importCase(name: string, known: KnownAccount[] = []) {
  const bytes = new Uint8Array(readFileSync(`tests/fixtures/cases/import/${name}`));
  return dryRun(bytes, { known, dropUnreadable: false });
}
const faultsOf = ({ plan }: ReturnType<typeof importCase>) =>
  plan.faults.map(({ row, code }) => `${row} ${code}`);

it('knows the register of the tax agency by its contents', () => {
  const { file, plan, added } = importCase('register-without-heading.csv');
  expect(file).toMatchObject({ headed: 'taxRegister', encoding: 'shift_jis', rowCount: 5 });
  expect(plan.faults).toEqual([]);
  expect(added.map(({ name, municipality }) => `${name} ${municipality}`)).toEqual([
    '株式会社国税一番 hachinohe',
    '有限会社国税二番商店 hirosaki',
    '合同会社国税三番 rokkasho',
    '国税四番農事組合法人 tsugaru',
    '株式会社国税五番髙﨑 nanbu',
  ]);
  expect(added[0]).toMatchObject({
    corporateNumber: '6420001000001',
    nameKana: 'コクゼイイチバン',
    postalCode: '039-1101',
    address: '青森県八戸市大字尻内町字直田１番地１',
  });
});

it('keeps the commas within cells parted by tabs', () => {
  const { file, added } = importCase('tabs-with-commas-in-cells.txt');
  expect(file.delimiter).toBe('\t');
  expect(added).toMatchObject([
    { name: '株式会社タブ一号', address: '青森県八戸市タブ町1,2,3', note: '米, 味噌, 醤油, 豆腐, りんご' },
    { name: '株式会社タブ二号', address: '青森県八戸市タブ町4,5', note: 'いか, ほたて, 鯖, 鰯' },
  ]);
});

it('refuses rows with more cells than headings, and says what is too much', () => {
  const { plan, added } = importCase('rows-with-more-cells-than-headings.csv');
  expect(added).toEqual([{ name: '株式会社短い一号' }]);
  expect(plan.faults).toMatchObject([
    { row: 3, field: null, code: 'surplusCells', value: '余分1, 余分2', refusesRow: true },
    { row: 4, field: null, code: 'surplusCells', value: '0178-22-3333', refusesRow: true },
  ]);
});

it('restores the zeros that a spreadsheet took', () => {
  const { plan, added } = importCase('zeros-lost-in-a-spreadsheet.csv');
  expect(plan.faults).toEqual([]);
  expect(added.map(({ industry, phone, postalCode }) => `${industry} ${phone} ${postalCode}`)).toEqual([
    'manufacturing 0178330005 031-0812',
    'construction 0172330006 036-8001',
    'fisheries 0175330007 035-0000',
    'trade 0177330008 030-0801',
  ]);
  expect(plan.mended).toContainEqual({ row: 2, field: 'industry', from: '911', to: '0911' });
  expect(plan.mended).toContainEqual({ row: 2, field: 'phone', from: '178330005', to: '0178330005' });
});

it('sees through invisible characters, and takes none of them for a name', () => {
  const read = importCase('invisible-characters.csv');
  expect(read.added.map(({ name }) => name)).toEqual(['株式会社不可視水産']);
  expect(faultsOf(read)).toEqual([
    ...[3, 4, 5, 6, 7, 8, 9].map((row) => `${row} repeatedInFile`),
    ...[10, 11, 12].map((row) => `${row} nameMissing`),
  ]);
});

it('takes no town of another prefecture for one of its own', () => {
  const { plan } = importCase('municipalities.csv');
  const read = new Map(plan.added.map(({ row, fields }) => [row - 2, fields.municipality]));
  const fault = new Map(plan.faults.map(({ row, code }) => [row - 2, code]));
  expect([0, 1, 2, 3, 4, 5, 6].map((index) => read.get(index))).toEqual(Array(7).fill('hachinohe'));
  for (const index of [8, 9, 10, 11, 14, 16, 17, 32])
    expect(fault.get(index), `${index}`).toBe('otherPrefecture');
  for (const index of [7, 13, 26, 27, 35]) expect(fault.get(index), `${index}`).toBe('unknownMunicipality');
  expect(read.get(15)).toBe('nanbu');
  expect([18, 19, 20, 21].map((index) => read.get(index))).toEqual(Array(4).fill('rokkasho'));
  expect([22, 23].map((index) => read.get(index))).toEqual(Array(2).fill('ajigasawa'));
});

it('updates the company of exactly that name and address, and never one of another legal form', () => {
  const place = { municipality: 'towada' };
  const limited = { id: 'b', fields: { name: '有限会社北斗スクール', address: '中央2丁目24-11', ...place } };
  const known: KnownAccount[] = [
    { id: 'a', fields: { name: '株式会社北斗スクール', address: '大町5丁目18-14', ...place } },
  ];
  expect(importCase('other-legal-form.csv', [...known, limited]).plan).toMatchObject({
    uncertain: [],
    matched: [{ accountId: 'b', reason: 'nameAndPlace', changes: { phone: '0172-99-9999' } }],
  });
  const others = [...known, { id: 'c', fields: { ...limited.fields, name: '合同会社北斗スクール' } }];
  expect(importCase('other-legal-form.csv', others).plan).toMatchObject({
    added: [],
    matched: [],
    uncertain: [{ row: 2, doubt: 'several', candidates: [{ accountId: 'a' }, { accountId: 'c' }] }],
  });
});

it('takes away a number of employees that a later band contradicts', () => {
  const [first] = importCase('head-count-first.csv').added;
  expect(first).toMatchObject({ employees: 'e21_50', employeeCount: 42 });
  expect(importCase('band-later.csv', [{ id: 'a', fields: first! }]).plan.matched).toMatchObject([
    { accountId: 'a', changes: { employees: 'e6_10', employeeCount: null } },
  ]);
});

it('leaves out totals and remarks, and says why', () => {
  const { plan, added } = importCase('total-and-remark-rows.csv');
  expect(added).toHaveLength(2);
  expect(plan.faults).toEqual([]);
  expect(plan.leftOut).toEqual([
    { row: 4, reason: 'total', text: '合計 30' },
    { row: 5, reason: 'remark', text: '※令和5年4月1日現在' },
    { row: 6, reason: 'remark', text: '以上' },
  ]);
});
