import { NO_CHOICES } from '#domain/casework/account-import/account-import-choices.ts';
import { describe, expect, it } from 'vitest';
import {
  guessColumns,
  findHeadingRow,
  guessColumnsByContent,
  type CsvRow,
} from '#domain/casework/account-import/account-import-columns.ts';
import {
  planAccountImport,
  type ImportPlan,
  type KnownAccount,
} from '#domain/casework/account-import/account-import.ts';
import type { AttributeCodebook } from '#domain/casework/account-import/account-import-codes.ts';
import { listFormerIdentities } from '#domain/casework/former-identities.ts';
import type { Account } from '#domain/records/account.ts';
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
    choices: NO_CHOICES,
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

  it('takes headings about persons and others for nobody’s', () => {
    for (const heading of [
      '代表者氏名カナ',
      '代表者電話番号',
      '代表者住所',
      '親会社名',
      '担当者コード',
      '担当地区',
      '役職',
    ])
      expect(guessColumns(['企業名', heading]), heading).toEqual(['name', null]);
    expect(guessColumns(['企業名', '代表電話番号'])).toEqual(['name', 'phone']);
    expect(guessColumns(['代表者氏名カナ', '企業名カナ', '企業名'])).toEqual([null, 'nameKana', 'name']);
  });

  it('recognises the contact person, apart from the company and its head', () => {
    expect(
      guessColumns([
        '企業名',
        '電話番号',
        '代表者名',
        'ご担当者氏名',
        '担当者部署・役職',
        '担当者電話番号',
        'E-mail',
      ]),
    ).toEqual(['name', 'phone', null, 'contactName', 'contactPosition', 'contactPhone', 'contactEmail']);
    expect(guessColumns(['Company', 'Contact name', 'Contact phone', 'Phone', 'Contact e-mail'])).toEqual([
      'name',
      'contactName',
      'contactPhone',
      'phone',
      'contactEmail',
    ]);
    expect(guessColumns(['企業名', '担当者のメールアドレス'])).toEqual(['name', 'contactEmail']);
  });

  it('tells columns without headings by what stands in them', () => {
    const rows = [
      ['1', '7000012050002', '株式会社甲', '031-0001', '青森県八戸市本町1', '0178-22-1111'],
      ['2', '', '有限会社乙', '030-0801', '青森市新町2', ''],
    ].map((cells, index) => ({ row: index + 1, cells }));
    expect(findHeadingRow(rows)).toBeUndefined();
    expect(guessColumnsByContent(rows)).toEqual([
      null,
      'corporateNumber',
      'name',
      'postalCode',
      'address',
      'phone',
    ]);
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

  it('takes a letter for an industry only where it is its code', () => {
    for (const text of ['eコマース', 'Aランク', 'E-bike販売', 'E建設業', 'K09', 'IT', 'T-shirt'])
      expect(readOne({ 業種: text }).faults, text).toEqual(['unknownIndustry']);
    for (const text of ['E', 'E09', 'e：製造業', 'E製造業'])
      expect(readOne({ 業種: text }).fields?.industry, text).toBe('manufacturing');
  });

  it('restores industry codes only where the column says how long they are', () => {
    const read = (codes: string[], heading = '業種') =>
      plan(
        codes.map((code, index) => ({ 企業名: `社${index}`, [heading]: code })),
        { headings: ['企業名', heading] },
      );
    const industries = (codes: string[], heading?: string) =>
      read(codes, heading).added.map(({ fields }) => fields.industry);
    expect(industries(['911', '5811'])).toEqual(['manufacturing', 'trade']);
    expect(industries(['911', '0911', '5811'])).toEqual(['services', 'manufacturing', 'trade']);
    expect(industries(['911', '581'], '業種コード（小分類）')).toEqual(['services', 'trade']);
    expect(industries(['911'], '業種コード（細分類）')).toEqual(['manufacturing']);
    expect(industries(['9', '58'])).toEqual(['manufacturing', 'trade']);
    expect(read(['911']).faults).toMatchObject([{ code: 'uncertainIndustry', value: '911' }]);
  });

  it('restores the zero of a telephone number, and leaves other texts alone', () => {
    const phone = (text: string) => readOne({ 電話番号: text }).fields?.phone;
    expect(phone('178330005')).toBe('0178330005');
    expect(phone('178-33-0005')).toBe('0178-33-0005');
    expect(phone('9012345678')).toBe('09012345678');
    for (const text of ['0178-33-0005', '33-0005', '+81 178 33 0005', '1783300', '内線12'])
      expect(phone(text)).toBe(text);
  });

  it.each([
    '#DIV/0!',
    '#REF!',
    '#N/A',
    '#NAME?',
    '#VALUE!',
    '#NUM!',
    '#NULL!',
    '#SPILL!',
    '＃N/A',
    'Err:502',
    '#######',
  ])('takes %s for a fault of its cell', (error) => {
    for (const heading of ['企業名', '業種', '従業員数', '市町村', '住所', '電話番号', '備考'])
      expect(plan([{ 企業名: '甲社', [heading]: error }], { dropUnreadable: true }).faults).toMatchObject([
        { row: 2, code: 'spreadsheetError', value: error, refusesRow: heading === '企業名' },
      ]);
  });

  it('takes a character that was lost on the way for a fault of its cell', () => {
    expect(readOne({ 住所: '八戸市\ufffd町' }).faults).toEqual(['brokenCharacter']);
  });

  it('says how long a text may be', () => {
    const limits = plan([
      { 企業名: '甲'.repeat(501) },
      { 企業名: '乙社', 備考: 'あ'.repeat(50_001) },
      { 企業名: '丙社', 備考: 'あ'.repeat(50_000) },
    ]);
    expect(limits.faults).toMatchObject([
      { row: 2, code: 'tooLong', limit: 500 },
      { row: 3, code: 'tooLong', limit: 50_000 },
    ]);
    expect(limits.added).toHaveLength(1);
  });

  it('lets neither an address nor a postal code nor a prefecture be of another prefecture', () => {
    const headings = ['企業名', '都道府県', '市町村', '郵便番号', '住所'];
    for (const cells of <Record<string, string>[]>[
      { 市町村: '南部町', 住所: '山梨県南巨摩郡南部町福士1' },
      { 市町村: '南部町', 郵便番号: '409-2305' },
      { 市町村: '南部町', 都道府県: '山梨県' },
      { 市町村: '上北郡南部町' },
    ])
      expect(readOne(cells, headings).fields, JSON.stringify(cells)).toBeUndefined();
    expect(readOne({ 住所: '南巨摩郡南部町福士1' }, headings).fields).not.toHaveProperty('municipality');
    expect(readOne({ 市町村: '三戸郡南部町', 都道府県: '青森県' }, headings).fields?.municipality).toBe(
      'nanbu',
    );
    expect(readOne({ 市町村: '深浦町', 郵便番号: '038-2324' }, headings).fields?.municipality).toBe(
      'fukaura',
    );
  });

  it('restores a postal code that lost its zero and takes control characters out', () => {
    expect(readOne({ 郵便番号: '310001' }).fields?.postalCode).toBe('031-0001');
    expect(readOne({ 電話番号: '0178\u0000-22\n1111' }).fields?.phone).toBe('0178-22 1111');
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
    {
      id: 'a',
      fields: { name: '株式会社高橋水産', municipality: 'hachinohe', address: '港町1-2-3', phone: '0178-1' },
    },
    { id: 'b', fields: { name: '南部庁', corporateNumber: '7000012050002', municipality: 'nanbu' } },
  ];

  it('recognises a company by its number, whatever it is called now', () => {
    const { matched } = plan([{ 企業名: '新社名', 法人番号: '7000012050002' }], { known });
    expect(matched).toMatchObject([
      { accountId: 'b', reason: 'corporateNumber', changes: { name: '新社名' }, account: { name: '南部庁' } },
    ]);
  });

  it('recognises it by name and address across width, short forms and old characters', () => {
    for (const address of [
      '青森県八戸市港町1丁目2番3号',
      '八戸市港町１－２－３',
      '〒031-0001 港町一丁目2-3',
    ]) {
      const row = { 企業名: '㈱ 髙橋水産', 市町村: '八戸市', 住所: address, 電話番号: '0178-2' };
      const { matched, added, uncertain } = plan([row], { known });
      expect([added, uncertain], address).toEqual([[], []]);
      expect(matched).toMatchObject([
        { accountId: 'a', reason: 'nameAndPlace', changes: { phone: '0178-2' } },
      ]);
    }
  });

  it.each([
    ['another legal form', { 企業名: '有限会社高橋水産', 住所: '八戸市港町1-2-3' }, 'otherLegalForm'],
    ['no legal form', { 企業名: '高橋水産', 住所: '八戸市港町1-2-3' }, 'otherLegalForm'],
    ['the legal form at the other end', { 企業名: '高橋水産㈱', 住所: '八戸市港町1-2-3' }, 'otherLegalForm'],
    ['another street', { 企業名: '株式会社高橋水産', 住所: '八戸市港町1-2-4' }, 'otherAddress'],
    ['another town', { 企業名: '株式会社高橋水産', 住所: '青森市港町1-2-3' }, 'otherAddress'],
    ['no address', { 企業名: '株式会社高橋水産', 市町村: '八戸市', 電話番号: '1' }, 'noAddress'],
  ])('asks about a company with %s', (_what, row, doubt) => {
    expect(plan([row], { known })).toMatchObject({
      added: [],
      matched: [],
      uncertain: [{ row: 2, doubt, candidates: [{ accountId: 'a' }] }],
    });
  });

  it('asks where several companies have that name and address, or that number', () => {
    const { fields } = known[0]!;
    const twins = [
      { id: 'a', fields },
      { id: 'c', fields },
    ];
    const row = { 企業名: '株式会社高橋水産', 住所: '八戸市港町1-2-3', 電話番号: '9' };
    expect(plan([row], { known: twins })).toMatchObject({
      matched: [],
      uncertain: [{ doubt: 'several', candidates: [{ accountId: 'a' }, { accountId: 'c' }] }],
    });
    const numbered = twins.map(({ id }) => ({ id, fields: { name: id, corporateNumber: '7000012050002' } }));
    expect(plan([{ 企業名: '丙', 法人番号: '7000012050002' }], { known: numbered })).toMatchObject({
      matched: [],
      uncertain: [{ doubt: 'several', candidates: [{ accountId: 'a' }, { accountId: 'c' }] }],
    });
  });

  it('keeps companies with different numbers apart', () => {
    const row = { 企業名: '南部庁', 市町村: '南部町', 法人番号: '4011001098993' };
    expect(plan([row], { known }).added).toHaveLength(1);
  });

  it('refuses the later of two rows about one company', () => {
    const { added, faults } = plan([
      { 企業名: '甲社', 住所: '青森市本町1-1' },
      { 企業名: '甲社', 住所: '青森市本町1丁目1', 電話番号: '1' },
    ]);
    expect(added).toHaveLength(1);
    expect(faults).toMatchObject([{ row: 3, code: 'repeatedInFile', otherRow: 2 }]);
  });

  it('takes one name at two places for two companies, and asks where that is not said', () => {
    const two = plan([
      { 企業名: '甲社', 住所: '青森市本町1-1' },
      { 企業名: '甲社', 住所: '青森市本町2-1' },
      { 企業名: '(有)甲社', 住所: '青森市本町2-1' },
    ]);
    expect(two.added).toHaveLength(2);
    expect(two.uncertain).toMatchObject([{ row: 4, candidates: [], otherRow: 3, doubt: 'otherLegalForm' }]);
  });

  it('asks nothing of a company whose every word is known, though its address is not', () => {
    const row = { 企業名: '株式会社高橋水産', 市町村: '八戸市', 電話番号: '0178-1' };
    expect(plan([row], { known })).toMatchObject({ uncertain: [], unchangedCount: 1 });
  });

  it('says nothing new when the same list comes again', () => {
    const rows: Record<string, string>[] = [
      { 企業名: '甲社', 市町村: '青森市', 住所: '本町1', 従業員数: '12' },
      { 企業名: '丙社', 市町村: '青森市' },
      { 企業名: '乙社' },
    ];
    const first = plan(rows);
    const after = first.added.map(({ row, fields }) => ({ id: `id${row}`, fields }));
    expect(plan(rows, { known: after })).toMatchObject({
      added: [],
      matched: [],
      unchangedCount: 3,
      uncertain: [],
      refusedCount: 0,
    });
  });

  it('never empties what the list does not say, and only adds tags', () => {
    const withTags: KnownAccount[] = [
      { id: 'a', fields: { name: '甲社', address: '本町1', phone: '1', tags: ['重点'] } },
    ];
    const { matched } = plan([{ 企業名: '甲社', 住所: '本町1', タグ: '会員;重点' }], {
      known: withTags,
      headings: ['企業名', '住所', '電話番号', 'タグ'],
    });
    expect(matched[0]?.changes).toEqual({ tags: ['重点', '会員'] });
  });
});

describe('rows that are no companies', () => {
  it.each([
    ['合 計', 'total'],
    ['小計', 'total'],
    ['八戸市計', 'total'],
    ['合計3社', 'total'],
    ['※ 順不同', 'remark'],
    ['以　上', 'remark'],
    ['（注）従業員数は推計', 'remark'],
    ['令和5年4月1日現在', 'remark'],
  ])('leaves out %s', (name, reason) => {
    const numbers: Record<string, string> = reason === 'total' ? { 従業員数: '30' } : {};
    expect(plan([{ 企業名: name, ...numbers }])).toMatchObject({
      added: [],
      faults: [],
      leftOut: [{ row: 2, reason }],
    });
  });

  it('leaves out headings that stand there again, and totals in a column of their own', () => {
    const again = Object.fromEntries(HEADINGS.map((heading) => [heading, heading]));
    expect(plan([again, { 企業名カナ: '合計', 従業員数: '3' }]).leftOut).toMatchObject([
      { row: 2, reason: 'headings' },
      { row: 3, reason: 'total' },
    ]);
  });

  it('keeps companies that are called so', () => {
    const rows: Record<string, string>[] = [
      { 企業名: '合計', 住所: '八戸市1' },
      { 企業名: '会計事務所' },
      { 企業名: '時計' },
      { 企業名: '以上電機' },
    ];
    expect(plan(rows)).toMatchObject({
      added: rows.map(({ 企業名: name }) => ({ fields: { name } })),
      leftOut: [],
      met: [],
    });
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
    {
      headings,
      rows,
      mapping: guessColumns(headings),
      codebook,
      known: [],
      dropUnreadable: false,
      choices: NO_CHOICES,
    },
    (done) => progress.push(done),
  );
  expect(added).toHaveLength(7500);
  expect(progress[0]).toBe(0);
  expect(progress.at(-1)).toBe(7500);
});

describe('a company into which others were merged', () => {
  const standing = {
    name: '株式会社八戸水産加工',
    nameKana: 'ハチノヘスイサンカコウ',
    municipality: 'hachinohe',
    address: '港町2-2',
    phone: '0178-11-1111',
    corporateNumber: '1010401089234',
  };
  const merged = {
    name: '株式会社湊冷蔵',
    municipality: 'hachinohe',
    address: '湊町5-1',
    phone: '0178-99-9999',
  };
  const known = (former: Partial<Account>[]): KnownAccount[] => [
    { id: 'a', fields: standing, former: listFormerIdentities(standing, former) },
  ];
  const OLD = {
    企業名: '株式会社湊冷蔵',
    企業名カナ: 'ミナトレイゾウ',
    市町村: '八戸市',
    住所: '湊町5-1',
    電話番号: '0178-99-9999',
  };

  it('is found by the old name and place, and is neither made again nor renamed nor moved back', () => {
    const { added, matched, uncertain, unchangedCount } = plan([OLD], { known: known([merged]) });
    expect({ added, matched, uncertain, unchangedCount }).toEqual({
      added: [],
      matched: [],
      uncertain: [],
      unchangedCount: 1,
    });
  });

  it('takes from an old list what is new, and nothing of what the merge has decided', () => {
    const { matched } = plan([{ ...OLD, 従業員数: '12' }], { known: known([merged]) });
    expect(matched.map(({ accountId, changes }) => [accountId, Object.keys(changes).sort()])).toEqual([
      ['a', ['employeeCount', 'employees']],
    ]);
  });

  it('is found by its number under an old name, which stays old', () => {
    const row = { 企業名: '株式会社湊冷蔵', 法人番号: '1010401089234' };
    expect(plan([row], { known: known([merged]) })).toMatchObject({
      added: [],
      matched: [],
      unchangedCount: 1,
    });
    // Where it never was called so, a list by number says a new name.
    expect(plan([row], { known: known([]) }).matched[0]?.changes).toEqual({ name: '株式会社湊冷蔵' });
  });

  it('is found by the name of its own that a merge took away', () => {
    const overwriting = {
      ...merged,
      mergedValues: { name: { before: '株式会社八戸水産', after: standing.name } },
    };
    const row = { 企業名: '株式会社八戸水産', 市町村: '八戸市', 住所: '港町2-2' };
    expect(plan([row], { known: known([overwriting]) })).toMatchObject({ added: [], unchangedCount: 1 });
    expect(plan([row], { known: known([merged]) }).added).toHaveLength(1);
  });

  it('is one company, not several, where both records were called alike', () => {
    const { name } = standing;
    const twin = { name, municipality: 'hachinohe', address: '湊町5-1' };
    const row = { 企業名: name, 市町村: '八戸市', 住所: '湊町5-1' };
    expect(plan([row], { known: known([twin]) })).toMatchObject({
      added: [],
      uncertain: [],
      matched: [],
      unchangedCount: 1,
    });
  });

  it('is not a company of the old name with another number', () => {
    const row = { ...OLD, 法人番号: '2010401089233' };
    expect(plan([row], { known: known([merged]) }).matched).toEqual([]);
    expect(plan([row], { known: known([merged]) }).added).toHaveLength(1);
  });
});
