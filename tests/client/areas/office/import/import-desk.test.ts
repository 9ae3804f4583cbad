import writeExcelFile from 'write-excel-file/universal';
import { NO_CHOICES } from '#domain/casework/account-import/account-import-choices.ts';
import { expect, it } from 'vitest';
import { ImportDesk } from '#client/workers/import/import-desk.ts';

/** 「会社名,市町村」「八戸水産,八戸市」 in Shift_JIS. */
const SHIFT_JIS = [
  0x89, 0xef, 0x8e, 0xd0, 0x96, 0xbc, 0x2c, 0x8e, 0x73, 0x92, 0xac, 0x91, 0xba, 0x0d, 0x0a, 0x94, 0xaa, 0x8c,
  0xcb, 0x90, 0x85, 0x8e, 0x59, 0x2c, 0x94, 0xaa, 0x8c, 0xcb, 0x8e, 0x73, 0x0d, 0x0a,
];
const utf8 = (text: string) => [...new TextEncoder().encode(text)];

const read = (bytes: number[]) => new ImportDesk().read(new Uint8Array(bytes).buffer);

it.each([
  ['UTF-8', utf8('会社名,市町村\n八戸水産,八戸市\n'), 'utf-8'],
  [
    'UTF-8 with a byte order mark',
    [0xef, 0xbb, 0xbf, ...utf8('会社名,市町村\r\n八戸水産,八戸市\r\n')],
    'utf-8',
  ],
  ['Shift_JIS', SHIFT_JIS, 'shift_jis'],
  [
    'tabs in UTF-16',
    [
      0xff,
      0xfe,
      ...[...'会社名\t市町村\n八戸水産\t八戸市\n'].flatMap((c) => [
        c.charCodeAt(0) & 255,
        c.charCodeAt(0) >> 8,
      ]),
    ],
    'utf-16',
  ],
])('recognises %s', (_, bytes, encoding) => {
  expect(read(bytes)).toMatchObject({
    file: {
      encoding,
      headings: ['会社名', '市町村'],
      mapping: ['name', 'municipality'],
      preview: [['八戸水産', '八戸市']],
      rowCount: 1,
    },
  });
});

it('names the line whose characters are broken', () => {
  const broken = [...utf8('会社名,市町村\n八戸水産,八戸市\n'), 0xe4, 0xff, ...utf8('\n弘前木工,弘前市\n')];
  expect(read(broken)).toEqual({ fault: { reason: 'brokenCharacter', at: 3 } });
  const brokenShiftJis = [...SHIFT_JIS, 0x94, 0xaa, 0xff, 0x0d, 0x0a];
  expect(read(brokenShiftJis)).toEqual({ fault: { reason: 'brokenCharacter', at: 3 } });
});

it('refuses UTF-16 with a character torn apart or cut off, and names the line', () => {
  const utf16 = (text: string) => [...text].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]);
  const half = [
    0xff,
    0xfe,
    ...utf16('会社名\t市町村\n八戸'),
    0x00,
    0xd8,
    ...utf16('水産\t八戸市\n弘前木工\t弘前市\n'),
  ];
  expect(read(half)).toEqual({ fault: { reason: 'brokenCharacter', at: 2 } });
  const cut = [0xff, 0xfe, ...utf16('会社名\t市町村\n八戸水産\t八戸市\n弘')].slice(0, -1);
  expect(read(cut)).toEqual({ fault: { reason: 'brokenCharacter', at: 3 } });
});

it('tells a spreadsheet, an empty file, a heading alone and an open quotation mark apart', () => {
  expect(read([...utf8('PK\u0003\u0004'), 0, 1, 2])).toMatchObject({ fault: { reason: 'brokenWorkbook' } });
  expect(read([])).toMatchObject({ fault: { reason: 'empty' } });
  expect(read(utf8('会社名,市町村\n\n'))).toMatchObject({ fault: { reason: 'noRows' } });
  expect(read(utf8('会社名,住所\n甲社,1\n"乙社,2\n丙社,3\n'))).toMatchObject({
    fault: { reason: 'brokenQuotes', at: 3 },
  });
});

it('keeps the row numbers of the file when empty rows stand between', () => {
  const desk = new ImportDesk();
  desk.read(new Uint8Array(utf8('会社名\n\n甲社\n,\n"乙\n社"\n')).buffer);
  const codebook = { industry: [], employees: [], sales: [], municipality: [] };
  const request = { mapping: ['name' as const], codebook, dropUnreadable: false, choices: NO_CHOICES };
  const plan = desk.plan(request, () => {});
  expect(plan.added).toEqual([
    { row: 3, fields: { name: '甲社' } },
    { row: 5, fields: { name: '乙 社' } },
  ]);
});

it('reads a workbook, the sheet that holds the list', async () => {
  const list = [
    [{ value: '企業一覧', type: String }],
    ['企業名', '従業員数', '郵便番号'].map((value) => ({ value, type: String })),
    [
      { value: '八戸水産', type: String },
      { value: 42, type: Number },
      { value: '031-0812', type: String },
    ],
  ];
  const workbook = await writeExcelFile([
    { data: [[{ value: '説明', type: String }]], sheet: '説明' },
    { data: list, sheet: '一覧' },
  ]).toBlob();
  const bytes = [...new Uint8Array(await workbook.arrayBuffer())];
  expect(read(bytes)).toMatchObject({
    file: {
      encoding: null,
      headingRow: 2,
      above: [{ row: 1, cells: ['企業一覧'] }],
      headings: ['企業名', '従業員数', '郵便番号'],
      preview: [['八戸水産', '42', '031-0812']],
    },
  });
});

it('reads EUC-JP and never takes it for Shift_JIS', () => {
  // 「会社名,市町村」「八戸水産,八戸市」
  const bytes = [
    0xb2, 0xf1, 0xbc, 0xd2, 0xcc, 0xbe, 0x2c, 0xbb, 0xd4, 0xc4, 0xae, 0xc2, 0xbc, 0x0a, 0xc8, 0xac, 0xb8,
    0xcd, 0xbf, 0xe5, 0xbb, 0xba, 0x2c, 0xc8, 0xac, 0xb8, 0xcd, 0xbb, 0xd4, 0x0a,
  ];
  expect(read(bytes)).toMatchObject({
    file: { encoding: 'euc-jp', headings: ['会社名', '市町村'], preview: [['八戸水産', '八戸市']] },
  });
});

it('lets a person say which row holds the headings, or that none does', () => {
  const desk = new ImportDesk();
  const text = '令和5年度 会員名簿\n株式会社甲,港町1\n名,所\n株式会社乙,港町2\n';
  desk.read(new Uint8Array(utf8(text)).buffer);
  expect(desk.split({ headingRow: 3 })).toMatchObject({
    file: {
      headed: 'headings',
      headingRow: 3,
      above: [{ row: 1 }, { row: 2 }],
      headings: ['名', '所'],
      rowCount: 1,
    },
  });
  expect(desk.split({ headingRow: null })).toMatchObject({
    file: { headed: 'contents', headingRow: null, above: [], rowCount: 4 },
  });
});

it.each([
  [
    'gBizINFO',
    '法人番号,法人名,法人名フリガナ,法人名英語,郵便番号,本社所在地,ステータス,登記記録の閉鎖等年月日,法人代表者名,資本金,従業員数,営業品目リスト,事業概要,企業ホームページ\n' +
      '7000012050002,株式会社甲,コウ,KOU,031-0001,青森県八戸市本町1,,,山田,1000,42,,,\n',
    [
      'corporateNumber',
      'name',
      'nameKana',
      null,
      'postalCode',
      'address',
      null,
      null,
      null,
      null,
      'employees',
      null,
      null,
      null,
    ],
  ],
  [
    'a credit firm',
    'ＴＳＲ企業コード,漢字商号,カナ商号,郵便番号,漢字住所,ＴＥＬ,代表者氏名,主業種コード,従業員数,最新期業績売上高（千円）\n' +
      '410012301,（株）甲,コウ,0310001,青森県八戸市本町1,0178221111,山田,0911,42,1000\n',
    [null, 'name', 'nameKana', 'postalCode', 'address', 'phone', null, 'industry', 'employees', 'sales'],
  ],
  [
    'abbreviated headings, by what stands beneath them',
    'CD,KJNM,JUSYO1,TEL1,YUBIN,従業員数\n1,株式会社甲,青森県八戸市本町1,0178-22-1111,031-0001,3\n2,有限会社乙,青森市新町2-1,017-722-1111,030-0801,4\n',
    [null, 'name', 'address', 'phone', 'postalCode', 'employees'],
  ],
])('knows the layout of %s', (_, text, mapping) => {
  expect(read(utf8(text))).toMatchObject({ file: { headed: 'headings', mapping } });
});
