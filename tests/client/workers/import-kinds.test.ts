import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { dryRun } from './dry-run.ts';

/* Lists as offices have them, a table for each kind of trap; all companies are invented. */

const columnsOf = (content: string | Uint8Array<ArrayBuffer>) => {
  const { file } = dryRun(content);
  return file.mapping.flatMap((field, column) =>
    field === null ? [] : [`${file.headings[column]}: ${field}`],
  );
};

/** A workbook with one sheet, as far as reading it asks. */
function workbook(rows: (string | null)[][], { merges = [] as string[], hidden = [] as number[] } = {}) {
  const xml = rows.map((cells, row) => {
    const written = cells.map((text, column) =>
      text === null
        ? ''
        : `<c r="${String.fromCharCode(65 + column)}${row + 1}" t="inlineStr"><is><t>${text}</t></is></c>`,
    );
    return `<row r="${row + 1}"${hidden.includes(row + 1) ? ' hidden="1"' : ''}>${written.join('')}</row>`;
  });
  const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return zipSync({
    'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="一覧" r:id="r1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet><sheetData>${xml.join('')}</sheetData><mergeCells>${merged}</mergeCells></worksheet>`,
    ),
  }) as Uint8Array<ArrayBuffer>;
}

const HEAD = 'No,企業名,住所,電話番号,従業員数';
const COMPANY = '1,株式会社北斗,青森県八戸市一番町1,0178-22-1111,12';

describe('what is no company', () => {
  it.each([
    [
      'total',
      ['合計,,,,12', ',合計,2社,,12', ',,合計,,12', ',,,合計,12', '合計,2社,,,', ',計2社,,,', ',2件,,,'],
    ],
    ['total', [',小計,八戸市,,12', ',総計,※令和5年,,15', ',建設業 小計,,,12', ',件数,2,,']],
    [
      'remark',
      [',※従業員数は令和5年,,,', ',,※備考：住所は登記上,,', ',（注）一部推計,,,', ',資料：東奥調査,,,'],
    ],
    ['remark', ['本表は信用調査会社の資料から作成した。,,,,', ',作成日,2026/11/01,,', ',作成日：令和8年,,,']],
    [
      'remark',
      [',令和8年11月1日現在,,,', ',1/3ページ,,,', ',2026/11/01,,,', ',次ページへ続く,,,', ',担当：佐藤,,,'],
    ],
    ['remark', [',支援センター作成,,,', ',無断転載を禁じます,,,', ',(C) 2026 東奥調査,,,', ',以上,,,']],
    ['group', [',【八戸市】,,,', ',■製造業,,,', ',建設業,,,', ',八戸市,,,', '弘前市,,,,']],
    ['blank', ['2,,,,', '300,,,,']],
    ['headings', [HEAD]],
  ])('is left out as %s: %j', (reason, lines) => {
    const { plan, added } = dryRun([HEAD, COMPANY, ...lines].join('\n'));
    expect(added).toHaveLength(1);
    expect(plan.faults).toEqual([]);
    expect(plan.leftOut).toEqual(
      lines.map((_, at) => ({ row: at + 3, reason, text: expect.any(String) as string })),
    );
  });

  it('leaves no company out for its name', () => {
    const names = [
      '株式会社小計',
      '以上商店',
      '計画工房',
      '有限会社担当：佐藤',
      '佐藤工業',
      '資料館カフェ',
      '以下余白社',
    ];
    const lines = names.map((name, at) => `${at},${name},青森県八戸市${at}町1,0178-22-111${at},`);
    expect(dryRun([HEAD, ...lines, ',鈴木商店,,,', ',合計,,0178-22-9999,'].join('\n')).added).toHaveLength(9);
  });
});

describe('headings in two rows', () => {
  it.each([
    [
      '会社名,所在地,,電話番号,従業員数,\n,郵便番号,住所,,正社員,パート\n株式会社一,031-0001,八戸市1,0178-22-1111,5,3',
      [
        '会社名: name',
        '所在地 郵便番号: postalCode',
        '所在地 住所: address',
        '電話番号: phone',
        '従業員数 正社員: employees',
      ],
    ],
    [
      '企業情報,,,担当者,\n会社名,住所,電話番号,氏名,電話番号\n株式会社一,八戸市1,0178-22-1111,佐藤,090-1111-2222',
      [
        '企業情報 会社名: name',
        '企業情報 住所: address',
        '企業情報 電話番号: phone',
        '担当者 氏名: contactName',
        '担当者 電話番号: contactPhone',
      ],
    ],
    ['会社名,売上高\n,（千円）\n株式会社一,50000', ['会社名: name', '売上高 （千円）: sales']],
    ['企業一覧,作成日\n会社名,住所\n株式会社一,八戸市1', ['会社名: name', '住所: address']],
  ])('are read together: %j', (content, columns) => {
    expect(columnsOf(content)).toEqual(columns);
    expect(dryRun(content).added).toHaveLength(1);
  });
});

describe('a workbook', () => {
  it('gives each row what stands in a merged cell, and reads merged headings', () => {
    const bytes = workbook(
      [
        ['企業名簿', null, null],
        ['市町村', '企業', null],
        [null, '名称', '番地'],
        ['八戸市', '株式会社一', '一番町1'],
        [null, '株式会社二', '二番町1'],
        ['弘前市', '株式会社三', '三番町1'],
      ],
      { merges: ['A1:C1', 'A2:A3', 'B2:C2', 'A4:A5'] },
    );
    expect(dryRun(bytes).added.map(({ municipality, address }) => `${municipality} ${address}`)).toEqual([
      'hachinohe 一番町1',
      'hachinohe 二番町1',
      'hirosaki 三番町1',
    ]);
  });

  it('takes no row that it does not show, and says so', () => {
    const { added, plan } = dryRun(workbook([['企業名'], ['一社'], ['隠社'], ['三社']], { hidden: [3] }));
    expect(added.map(({ name }) => name)).toEqual(['一社', '三社']);
    expect(plan.leftOut).toEqual([{ row: 3, reason: 'hidden', text: '隠社' }]);
  });
});

it.each([
  ['(医)青森会', '医療法人青森会'],
  ['（一社）青森協会', '一般社団法人青森協会'],
  ['(農)青森農園', '農事組合法人青森農園'],
  ['(福)青森会', '社会福祉法人青森会'],
  ['(特非)ねぶた', 'NPO法人ねぶた'],
  ['カ）アオモリ', '(株)アオモリ'],
  ['ｱｵﾓﾘ(ﾕ', 'アオモリ有限会社'],
  ['㍿青森', '株）青森'],
  ['株式會社青森', '㈱青森'],
])('%s and %s at one address are one company', (one, other) => {
  const { added, plan } = dryRun(
    `企業名,住所\n${one},八戸市大字一番町字上1番地\n${other},青森縣八戸市一番町上1`,
  );
  expect(added).toHaveLength(1);
  expect(plan.faults).toMatchObject([{ row: 3, code: 'repeatedInFile', otherRow: 2 }]);
});

it.each([
  ['医療法人社団青森会', '医療法人青森会'],
  ['(一財)青森会', '(一社)青森会'],
  ['農事組合法人青森', '株式会社青森'],
])('%s and %s at one address are a question', (one, other) => {
  expect(dryRun(`企業名,住所\n${one},八戸市1\n${other},八戸市1`).plan.uncertain).toMatchObject([
    { row: 3, doubt: 'otherLegalForm', otherRow: 2 },
  ]);
});

it.each([
  ['青森縣八戸市', 'hachinohe'],
  ['Aomori-ken Hachinohe-shi', 'hachinohe'],
  ['八戸市旧南郷村', 'hachinohe'],
  ['八戸市（旧南郷村）', 'hachinohe'],
  ['八戸市南郷', 'hachinohe'],
  ['旧浪岡町', 'aomori'],
  ['南津軽郡浪岡町', 'aomori'],
  ['三戸郡南部町（旧名川町）', 'nanbu'],
  ['八戶市', 'hachinohe'],
  ['青森市南郷', undefined],
  ['山梨県南部町', undefined],
  ['盛岡市', undefined],
])('reads the municipality %s as %s', (written, code) => {
  expect(dryRun(`企業名,市町村\n株式会社一,${written}`).added[0]?.municipality).toBe(code);
});

it.each([
  ['青森縣八戸市尻内町1', 'hachinohe'],
  ['Aomori-ken Hachinohe-shi 1', 'hachinohe'],
  ['青森県三戸郡南郷村大字島守1', 'hachinohe'],
  ['南津軽郡浪岡町1', 'aomori'],
  ['本社　青森県青森市1-1', 'aomori'],
  ['南巨摩郡南部町1', undefined],
  ['中里町1', undefined],
])('reads the municipality of the address %s as %s', (written, code) => {
  expect(dryRun(`企業名,住所\n株式会社一,${written}`).added[0]?.municipality).toBe(code);
});

it('takes the prefecture in each way to write it for its own', () => {
  const rows = ['青森県', '青森縣', 'Aomori-ken', 'Aomori Prefecture', '02'].map(
    (name, at) => `社${at},${name},八戸市`,
  );
  const { plan } = dryRun(['企業名,都道府県,市町村', ...rows, '他社,岩手県,八戸市'].join('\n'));
  expect(plan.faults).toMatchObject([{ row: 7, code: 'otherPrefecture' }]);
});

describe('the register of the tax agency', () => {
  const entry = (number: string, more: Partial<Record<number, string>> = {}) =>
    Array.from({ length: 30 }, (_, column) => {
      const usual = [
        '1',
        number,
        '01',
        '0',
        '2023-11-30',
        '2015-10-05',
        `社${number}`,
        '',
        '301',
        '青森県',
        '八戸市',
      ];
      const rest: Record<number, string> = {
        11: '一番町1',
        13: '02',
        14: '203',
        15: '0310001',
        22: '2015-10-05',
        23: '1',
      };
      return more[column] ?? usual[column] ?? rest[column] ?? '';
    }).join(',');
  const good = ['6420001000001', '5420001000002', '4420001000003'].map((number) => entry(number));

  it.each([
    ['a damaged number', entry('6420001000002'), 'wrongCheckDigit'],
    ['a lost number', entry('642000100000'), 'notCorporateNumber'],
    ['a torn row', '壊れた行,1,2', 'surplusCells'],
  ])('is known with %s', (_, line, code) => {
    const { file, plan, added } = dryRun([line, ...good].join('\n'), { dropUnreadable: false });
    expect(file.headed).toBe('taxRegister');
    expect(plan.faults).toMatchObject([{ row: 1, code, refusesRow: true }]);
    expect(added.map(({ municipality }) => municipality)).toEqual(['hachinohe', 'hachinohe', 'hachinohe']);
  });

  it('is known after a spreadsheet has changed its days, and under headings that somebody added', () => {
    const headings = Array.from({ length: 30 }, (_, column) => (column === 1 ? '法人番号' : `項目${column}`));
    const content = [headings.join(','), ...good].join('\n').replaceAll(/(\d{4})-(\d\d)-(\d\d)/g, '$1/$2/$3');
    const { file, plan, added } = dryRun(content);
    expect([file.headed, added.length]).toEqual(['taxRegister', 3]);
    expect(plan.leftOut).toMatchObject([{ row: 1, reason: 'headings' }]);
  });
});

it('leaves out what a list of gBizINFO says to be closed', () => {
  const content =
    '法人名,本社所在地,ステータス,登記記録の閉鎖等年月日\n甲社,八戸市1,,\n乙社,八戸市2,閉鎖,2020-01-01';
  expect(dryRun(content).plan.leftOut).toMatchObject([{ row: 3, reason: 'closed' }]);
});

it('puts an address together from its columns', () => {
  const content =
    '企業名,市区町村,町名番地,建物名\n甲社,八戸市,一番町1,北ビル2F\n乙社,八戸市,二番町,\n丙社,同上,〃,南ビル';
  expect(dryRun(content).added.map(({ municipality, address }) => `${municipality} ${address}`)).toEqual([
    'hachinohe 一番町1 北ビル2F',
    'hachinohe 二番町',
    'hachinohe 二番町南ビル',
  ]);
  expect(columnsOf('企業名,住所1,住所2\n甲社,八戸市1,北ビル')).toEqual([
    '企業名: name',
    '住所1: address',
    '住所2: address',
  ]);
});

it('takes a mark for nothing for nothing, but where it means something', () => {
  const content =
    '企業名,電話番号,法人番号,住所,従業員数,業種\n甲社,-,不明,なし,なし,不明\n乙社,1.78E+08,,,30.0,-';
  const { added, plan, proposals } = dryRun(content);
  expect(added).toEqual([{ name: '甲社' }, { name: '乙社', employees: 'e21_50', employeeCount: 30 }]);
  expect(plan.faults.map(({ row, code }) => `${row} ${code}`)).toEqual([
    '2 unknownEmployees',
    '2 unknownIndustry',
    '3 lostDigits',
  ]);
  expect(proposals).toEqual([
    ['不明', 'unclassified'],
    ['なし', 'e0_5'],
  ]);
});

it.each([
  ['約30名', 'e21_50'],
  ['30〜49人', 'e21_50'],
  ['パート含む30名', 'e21_50'],
  ['正社員5名、パート3名', 'e6_10'],
  ['10人未満', undefined],
])('proposes for %s employees %s', (written, code) => {
  expect(dryRun(`企業名,従業員数\n甲社,"${written}"`).proposals).toEqual([[written, code]]);
});

it.each([
  ['bars', '企業名|住所\n甲社|八戸市1', { delimiter: '|' }],
  ['full-width commas', '企業名，住所\n甲社，八戸市1', { delimiter: '，' }],
  ['ideographic commas', '企業名、住所\n甲社、八戸市1', { delimiter: '、' }],
  ['ideographic commas in cells', '企業名,住所\n甲社,八戸市1、2', { delimiter: ',' }],
  [
    'a stray zero',
    '企業名,住所,メモ\n甲\0社,八戸市1,あいうえおかきくけこさしすせそたちつてとなにぬねの',
    { encoding: 'utf-8' },
  ],
])('reads a text with %s', (_, content, file) => {
  const read = dryRun(content);
  expect(read.file).toMatchObject(file);
  expect(read.added).toMatchObject([{ name: '甲社', municipality: 'hachinohe' }]);
});

it('reads ISO-2022-JP, as mail programs write it', () => {
  // 「会社名」 and 「八戸」 under it.
  const bytes = [0x1b, 0x24, 0x42, 0x32, 0x71, 0x3c, 0x52, 0x4c, 0x3e, 0x1b, 0x28, 0x42, 0x0a];
  const name = [0x1b, 0x24, 0x42, 0x48, 0x2c, 0x38, 0x4d, 0x1b, 0x28, 0x42, 0x0a];
  const read = dryRun(new Uint8Array([...bytes, ...name]));
  expect(read.file.encoding).toBe('iso-2022-jp');
  expect(read.added).toEqual([{ name: '八戸' }]);
});

it('says of a file that was saved garbled that it is', () => {
  const garbled = new TextDecoder('shift_jis').decode(
    new TextEncoder().encode('会社名,住所\n株式会社ほくと,八戸市\n'),
  );
  expect(() => dryRun(garbled)).toThrow('garbled');
});
