import { describe, expect, it } from 'vitest';
import {
  guessColumns,
  findHeadingRow,
  type CsvRow,
} from '#domain/casework/account-import/account-import-columns.ts';
import {
  planAccountImport,
  type ImportPlan,
  type KnownAccount,
} from '#domain/casework/account-import/account-import.ts';
import type { AttributeCodebook } from '#domain/casework/account-import/account-import-codes.ts';
import { getItem } from '#domain/questionnaire/model.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const options = (code: string) => getItem(readSurvey(), code).options ?? [];
const codebook: AttributeCodebook = {
  industry: options('industry'),
  employees: options('employees'),
  sales: options('sales'),
  municipality: options('municipality'),
};

const HEADINGS = [
  '企業名',
  '企業名カナ',
  '法人番号',
  '業種',
  '従業員数',
  '売上高（千円）',
  '市町村',
  '郵便番号',
  '住所',
  '電話番号',
  '備考',
];

/** Plans the import of rows given as `{ heading: cell }`, the first of them row 2. */
function plan(
  rows: Record<string, string>[],
  {
    known = [],
    dropUnreadable = false,
    headings = HEADINGS,
  }: { known?: KnownAccount[]; dropUnreadable?: boolean; headings?: string[] } = {},
): ImportPlan {
  const csvRows: CsvRow[] = rows.map((cells, index) => ({
    row: index + 2,
    cells: headings.map((heading) => cells[heading] ?? ''),
  }));
  return planAccountImport({
    headings,
    rows: csvRows,
    mapping: guessColumns(headings),
    codebook,
    known,
    dropUnreadable,
  });
}

function readOne(cells: Record<string, string>, headings?: string[]) {
  const { added, faults } = plan([{ 企業名: '八戸水産加工', ...cells }], headings && { headings });
  return { fields: added[0]?.fields, faults: faults.map(({ code }) => code) };
}

describe('recognising columns', () => {
  it('recognises the usual Japanese headings', () => {
    expect(guessColumns(HEADINGS)).toEqual([
      'name',
      'nameKana',
      'corporateNumber',
      'industry',
      'employees',
      'sales',
      'municipality',
      'postalCode',
      'address',
      'phone',
      'note',
    ]);
  });

  it('recognises English headings and leaves unknown columns alone', () => {
    expect(guessColumns(['No.', 'Company Name', 'Industry', 'Employees', 'City', 'Founded'])).toEqual([
      null,
      'name',
      'industry',
      'employees',
      'municipality',
      null,
    ]);
  });

  it('never gives one field to two columns', () => {
    expect(guessColumns(['商号', '会社名', '住所', '本社所在地'])).toEqual([null, 'name', 'address', null]);
  });

  it('finds the headings beneath title lines', () => {
    const rows = [
      ['令和8年度 企業一覧'],
      ['八戸商工会議所', '2026年4月'],
      ['企業名', '住所', '電話'],
      ['甲社', '', ''],
    ];
    expect(findHeadingRow(rows.map((cells, index) => ({ row: index + 1, cells })))).toBe(2);
  });
});

describe('reading values', () => {
  it('reads industries by label, part of a label, code and standard classification', () => {
    for (const text of ['製造業', 'E 製造業', 'manufacturing', 'Manufacturing', 'Ｅ', '09', '0911', 'E32']) {
      expect(readOne({ 業種: text }).fields?.industry, text).toBe('manufacturing');
    }
    expect(readOne({ 業種: '卸売業，小売業' }).fields?.industry).toBe('trade');
    expect(readOne({ 業種: '小売業' }).fields?.industry).toBe('trade');
    expect(readOne({ 業種: '61' }).fields?.industry).toBe('trade');
    expect(readOne({ 業種: '62' }).fields?.industry).toBe('finance');
    expect(readOne({ 業種: '宇宙業' })).toEqual({ fields: undefined, faults: ['unknownIndustry'] });
  });

  it('reads municipalities by name, code, national code and from the address', () => {
    for (const text of [
      '八戸市',
      '青森県八戸市',
      '八戸',
      'hachinohe',
      '02203',
      '2203',
      '022039',
      '22039',
      '０２２０３',
    ]) {
      expect(readOne({ 市町村: text }).fields?.municipality, text).toBe('hachinohe');
    }
    expect(readOne({ 市町村: '三戸郡三戸町' }).fields?.municipality).toBe('sannohe');
    expect(readOne({ 市町村: '鯵ケ沢町' }).fields?.municipality).toBe('ajigasawa');
    expect(readOne({ 住所: '青森県三戸郡五戸町字古舘21' }).fields?.municipality).toBe('gonohe');
    expect(readOne({ 住所: '盛岡市内丸1' }).fields?.municipality).toBeUndefined();
    expect(readOne({ 市町村: '盛岡市' }).faults).toEqual(['unknownMunicipality']);
  });

  it('reads employees as a number or a band', () => {
    expect(readOne({ 従業員数: '42名' }).fields).toMatchObject({ employees: 'e21_50', employeeCount: 42 });
    expect(readOne({ 従業員数: '１，１２０' }).fields).toMatchObject({
      employees: 'e101_over',
      employeeCount: 1120,
    });
    expect(readOne({ 従業員数: '1120' }).fields).toMatchObject({
      employees: 'e101_over',
      employeeCount: 1120,
    });
    expect(readOne({ 従業員数: '11～20人' }).fields?.employees).toBe('e11_20');
    expect(readOne({ 従業員数: '11-20' }).fields?.employees).toBe('e11_20');
    expect(readOne({ 従業員数: '11～20名' }).fields).not.toHaveProperty('employeeCount');
    expect(readOne({ 従業員数: '-3' }).faults).toEqual(['unknownEmployees']);
  });

  it('reads sales only where the unit is known', () => {
    expect(readOne({ '売上高（千円）': '99,999' }).fields?.sales).toBe('from_50m');
    expect(readOne({ '売上高（千円）': '100000' }).fields?.sales).toBe('from_100m');
    expect(readOne({ '売上高（千円）': '1億2000万円' }).fields?.sales).toBe('from_100m');
    expect(readOne({ '売上高（千円）': '1千万円未満' }).fields?.sales).toBe('under_10m');
    expect(readOne({ 売上高: '100000' }, ['企業名', '売上高']).faults).toEqual(['unknownSales']);
  });

  it('checks the corporate number', () => {
    expect(readOne({ 法人番号: '７０００-０１-２０５０００２' }).fields?.corporateNumber).toBe(
      '7000012050002',
    );
    expect(readOne({ 法人番号: '7000012050003' }).faults).toEqual(['wrongCheckDigit']);
    expect(readOne({ 法人番号: '7.00001E+12' }).faults).toEqual(['notCorporateNumber']);
  });

  it('restores a postal code that lost its zero and takes control characters out', () => {
    expect(readOne({ 郵便番号: '310001' }).fields?.postalCode).toBe('031-0001');
    expect(readOne({ 電話番号: '0178\u0000-22\n1111' }).fields?.phone).toBe('0178 -22 1111');
  });

  it('leaves a row out for an unreadable value, or only the value, as the person chose', () => {
    const rows = [{ 企業名: '甲社', 業種: '宇宙業', 住所: '八戸市1' }];
    expect(plan(rows)).toMatchObject({ added: [], refusedCount: 1 });
    const lenient = plan(rows, { dropUnreadable: true });
    expect(lenient.refusedCount).toBe(0);
    expect(lenient.added[0]?.fields).toEqual({ name: '甲社', address: '八戸市1', municipality: 'hachinohe' });
    expect(lenient.faults).toMatchObject([{ row: 2, field: 'industry', value: '宇宙業', refusesRow: false }]);
  });

  it('never takes a row without a name', () => {
    expect(plan([{ 住所: '八戸市1' }], { dropUnreadable: true })).toMatchObject({
      added: [],
      faults: [{ row: 2, field: 'name', code: 'nameMissing', refusesRow: true }],
    });
  });
});

describe('finding duplicates', () => {
  const known: KnownAccount[] = [
    { id: 'a', fields: { name: '株式会社高橋水産', municipality: 'hachinohe', phone: '0178-1' } },
    { id: 'b', fields: { name: '南部庁', corporateNumber: '7000012050002', municipality: 'nanbu' } },
  ];

  it('recognises a company by its number, whatever it is called now', () => {
    const { matched } = plan([{ 企業名: '新社名', 法人番号: '7000012050002' }], { known });
    expect(matched).toMatchObject([
      { accountId: 'b', reason: 'corporateNumber', changes: { name: '新社名' }, before: { name: '南部庁' } },
    ]);
  });

  it('recognises it by name and place across legal form, width and old characters', () => {
    const { matched, added } = plan([{ 企業名: '㈱ 髙橋水産', 市町村: '八戸市', 電話番号: '0178-2' }], {
      known,
    });
    expect(added).toEqual([]);
    expect(matched).toMatchObject([{ accountId: 'a', reason: 'nameAndPlace', changes: { phone: '0178-2' } }]);
  });

  it('keeps companies of one name in different towns, or with different numbers, apart', () => {
    expect(plan([{ 企業名: '高橋水産', 市町村: '青森市' }], { known }).added).toHaveLength(1);
    expect(
      plan([{ 企業名: '南部庁', 市町村: '南部町', 法人番号: '4011001098993' }], { known }).added,
    ).toHaveLength(1);
  });

  it('refuses the later of two rows about one company', () => {
    const { added, faults } = plan([
      { 企業名: '甲社', 市町村: '青森市' },
      { 企業名: '(株)甲社', 市町村: '青森市' },
    ]);
    expect(added).toHaveLength(1);
    expect(faults).toMatchObject([{ row: 3, code: 'repeatedInFile', otherRow: 2 }]);
  });

  it('says nothing new when the same list comes again', () => {
    const rows: Record<string, string>[] = [
      { 企業名: '甲社', 市町村: '青森市', 従業員数: '12' },
      { 企業名: '乙社' },
    ];
    const first = plan(rows);
    const after = first.added.map(({ row, fields }) => ({ id: `id${row}`, fields }));
    expect(plan(rows, { known: after })).toMatchObject({
      added: [],
      matched: [],
      unchangedCount: 2,
      refusedCount: 0,
    });
  });

  it('never empties what the list does not say, and only adds tags', () => {
    const withTags: KnownAccount[] = [{ id: 'a', fields: { name: '甲社', phone: '1', tags: ['重点'] } }];
    const { matched } = plan([{ 企業名: '甲社', タグ: '会員;重点' }], {
      known: withTags,
      headings: ['企業名', '電話番号', 'タグ'],
    });
    expect(matched[0]?.changes).toEqual({ tags: ['重点', '会員'] });
  });
});

it('plans 7,500 rows and tells how far it is', () => {
  const rows = Array.from({ length: 7500 }, (_, index) => ({
    row: index + 2,
    cells: [`会社${index}`, '八戸市'],
  }));
  const progress: number[] = [];
  const headings = ['企業名', '市町村'];
  const { added } = planAccountImport(
    { headings, rows, mapping: guessColumns(headings), codebook, known: [], dropUnreadable: false },
    (done) => progress.push(done),
  );
  expect(added).toHaveLength(7500);
  expect(progress[0]).toBe(0);
  expect(progress.at(-1)).toBe(7500);
});
