import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '#domain/records/account.ts';
import { dryRun } from './dry-run.ts';

/* Lists as programs and people write them, a table for each kind; all companies are invented. */

const HEAD = '会社名,住所,電話番号';
const added = (content: string) => dryRun(content).added;
/** What is read of one cell in a column of that heading. */
const read = (heading: string, cell: string) => {
  const { plan, proposals } = dryRun(`会社名,住所,${heading}\n甲社,一番町1,"${cell.replaceAll('"', '""')}"`);
  const { name: _, address: __, ...fields }: Partial<Account> = plan.added[0]?.fields ?? {};
  return { fields, faults: plan.faults.map(({ code }) => code), proposal: proposals[0]?.[1] };
};

describe('a text', () => {
  it('may have lines that end in different ways', () => {
    const content = `${HEAD}\r\n甲社,一番町1,\n乙社,二番町2,\r丙社,"三番町3\r\n北ビル",`;
    expect(added(content).map(({ name, address }) => `${name} ${address}`)).toEqual([
      '甲社 一番町1',
      '乙社 二番町2',
      '丙社 三番町3 北ビル',
    ]);
  });

  it('may have blanks before its quotes', () => {
    expect(added('"会社名", "備考"\n"甲社", "a, b"\n"乙社", "c, ""d"", e"')).toEqual([
      { name: '甲社', note: 'a, b' },
      { name: '乙社', note: 'c, "d", e' },
    ]);
  });

  it('may have its columns aligned by blanks, but blanks in names part nothing', () => {
    const { file, added: rows } = dryRun('会社名　　住所    電話番号\n甲社　一  一番町1　　0178-22-1111');
    expect(file.delimiter).toBe('  ');
    expect(rows).toEqual([{ name: '甲社 一', address: '一番町1', phone: '0178-22-1111' }]);
    expect(added('会社名\n株式会社  一\n株式会社  二')).toEqual([
      { name: '株式会社 一' },
      { name: '株式会社 二' },
    ]);
  });

  it('may keep its cells from being taken for numbers', () => {
    const content = [HEAD, '甲社,一番町1,0178221111']
      .map((line) => line.replace(/[^,]+/g, '="$&"'))
      .join('\n');
    expect(added(content)).toEqual([{ name: '甲社', address: '一番町1', phone: '0178221111' }]);
    expect(read('郵便番号', "'0310801").fields).toMatchObject({ postalCode: '031-0801' });
  });
});

it.each<[string, string, object, string[]]>([
  ['郵便番号', '031―0801', { postalCode: '031-0801' }, []],
  ['郵便番号', '〒031─0801', { postalCode: '031-0801' }, []],
  ['郵便番号', '郵便番号031-0801（私書箱）', { postalCode: '031-0801' }, []],
  ['郵便番号', '031', {}, ['notPostalCode']],
  ['電話番号', '０１７８（２２）１１１１', { phone: '0178(22)1111' }, []],
  ['電話番号', '９０１１１１２２２２', { phone: '09011112222' }, []],
  ['電話番号', '0178-22-1111（代）', { phone: '0178-22-1111(代)' }, []],
  ['法人番号', '6,420,001,000,001', { corporateNumber: '6420001000001' }, []],
  ['法人番号', '法人番号6420001000001', { corporateNumber: '6420001000001' }, []],
  ['法人番号', '6420―0010―00001', { corporateNumber: '6420001000001' }, []],
  ['法人番号', '420001000001', {}, ['notCorporateNumber']],
  ['市町村', '六箇所村', { municipality: 'rokkasho' }, []],
  ['市町村', '南部町（岩手）', {}, ['otherPrefecture']],
  ['備考', '社\ue000名', {}, ['brokenCharacter']],
  ['電話番号', '八戸市2', {}, ['notPhone']],
  ['電話番号', '22-1111', { phone: '22-1111' }, []],
  ['電話番号', 'FAX 0178-33-2222', {}, ['notPhone']],
  ['電話番号', 'ﾌｧｯｸｽ:0178-33-2222', {}, ['notPhone']],
  ['電話番号', '0178-33-2222（FAX）', {}, ['notPhone']],
  ['電話番号', 'TEL 0178-22-1111 FAX 0178-33-2222', { phone: 'TEL 0178-22-1111' }, []],
  ['電話番号', '0178-22-1111（ファクス番号0178-33-2222）', { phone: '0178-22-1111' }, []],
  [
    '電話番号',
    'ＦＡＸ０１７８－３３－２２２２　電話０１７８－２２－１１１１',
    { phone: '電話0178-22-1111' },
    [],
  ],
  ['電話番号', 'TEL/FAX 0178-22-1111', { phone: 'TEL/FAX 0178-22-1111' }, []],
  ['電話番号', '電話・ファックス 0178-22-1111', { phone: '電話・ファックス 0178-22-1111' }, []],
  ['電話番号', '0178-22-1111（FAX兼用）', { phone: '0178-22-1111(FAX兼用)' }, []],
])('reads under %s the cell %s', (heading, cell, fields, faults) => {
  expect(read(heading, cell)).toMatchObject({ fields, faults });
});

it.each<[string, string, object, string | undefined]>([
  ['従業員数', '1,200人', { employeeCount: 1200 }, undefined],
  ['従業員数', '1 200', { employeeCount: 1200 }, undefined],
  ['従業員数', '10、5', {}, undefined],
  ['従業員数', '5 3名', {}, undefined],
  ['従業員数', '10,5', {}, undefined],
  ['従業員数', '11人以上20人以下', {}, 'e11_20'],
  ['従業員数', '50人以上100人未満', {}, 'e51_100'],
  ['従業員数', '十五名', {}, 'e11_20'],
  ['従業員数', '約二十人', {}, 'e11_20'],
  ['従業員数', '30名余', {}, 'e21_50'],
  ['従業員数', '30数名', {}, 'e21_50'],
  ['従業員数', '10数名', {}, 'e11_20'],
  ['従業員数', '5名以内', {}, 'e0_5'],
  ['従業員数', '一人親方', {}, 'e0_5'],
  ['年商', '四億円', {}, 'from_300m'],
  ['年商', '2千5百万円', {}, 'from_10m'],
  ['年商', '300～500百万円', {}, 'from_300m'],
  ['年商', '百万円', {}, undefined],
  ['市町村', '八戸市・十和田市', {}, undefined],
  ['市町村', '八戸市 他', {}, 'hachinohe'],
  ['市町村', '南郷区', {}, 'hachinohe'],
  ['業種', '農産物直売所', {}, 'trade'],
  ['業種', 'ハウスメーカー', {}, 'construction'],
])('takes under %s the cell %s for certain or proposes', (heading, cell, fields, proposal) => {
  const found = read(heading, cell);
  expect(found.fields).toMatchObject(fields);
  if (Object.keys(fields).length === 0) expect(found.fields).toEqual({});
  expect(found.proposal).toBe(proposal);
});

it('tells two numbers from one with a mark between its thousands', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 999 }),
      fc.stringMatching(/^\d{1,4}$/),
      fc.constantFrom(',', '、', ' ', '，', ', '),
      (first, second, mark) => {
        const isOne = second.length === 3;
        const { fields } = read('従業員数', `${first}${mark}${second}`);
        expect(fields.employeeCount).toBe(isOne ? Number(`${first}${second}`) : undefined);
      },
    ),
    { numRuns: 100 },
  );
});

describe('headings', () => {
  const mapped = (heading: string, cell = '0178-22-1112') =>
    dryRun(`会社名,${heading}\n甲社,${cell}\n乙社,${cell}`).file.mapping[1];
  it.each([
    ['FAX', null],
    ['ファックス番号', null],
    ['TEL/FAX', 'phone'],
    ['代表番号', 'phone'],
    ['親法人番号', null],
  ])('take a column under %s for %s', (heading, field) => {
    expect(mapped(heading)).toBe(field);
  });

  it.each([
    ['会社名,代表者名,フリガナ', [0, null, null]],
    ['会社名,フリガナ,代表者名,フリガナ', [0, 'nameKana', null, null]],
    ['会社名,担当者名,ふりがな,カナ', [0, 'contactName', null, 'nameKana']],
    ['会社名,代表者,役職,担当者', [0, null, null, 'contactName']],
    ['会社名,担当者,役職', [0, 'contactName', 'contactPosition']],
  ])('are of the person before: %s', (headings, [, ...fields]) => {
    const row = headings.replace(/[^,]+/g, '甲');
    expect(dryRun(`${headings}\n${row}`).file.mapping).toEqual(['name', ...fields]);
  });

  it('are no company for counting people', () => {
    const content = '取引先名,本社所在地,社員数（名）,業界\n甲社,八戸市1,12,製造業';
    const { file, added: rows } = dryRun(content);
    expect(file.headingRow).toBe(1);
    expect(rows).toMatchObject([{ name: '甲社', employeeCount: 12, industry: 'manufacturing' }]);
  });
});

describe('lines between companies', () => {
  it.each([
    ['合計（1社）,,', 'total'],
    ['総合計：2社,,', 'total'],
    ['(出所)信用調査会社,,', 'remark'],
    ['－以下余白－,,', 'remark'],
    ['最終更新日 2026/11/1,,', 'remark'],
    ['＜備考＞,,', 'remark'],
    ['企業名簿 2ページ,,', 'remark'],
    ['企業一覧（八戸市）,,', 'remark'],
  ])('are left out: %s as %s', (line, reason) => {
    const { plan } = dryRun(`会社名,住所,従業員数\n甲社,八戸市1,1\n${line}\n乙社,八戸市2,2`);
    expect(plan.added).toHaveLength(2);
    expect(plan.leftOut).toMatchObject([{ row: 3, reason }]);
  });

  it('are left out where a sum counts the names', () => {
    const { plan } = dryRun('No.,会社名,従業員数\n1,甲社,3\n2,乙社,4\n計,2,7');
    expect(plan.added).toHaveLength(2);
    expect(plan.leftOut).toMatchObject([{ row: 4, reason: 'total' }]);
  });

  it('do not come between a company and what stands in its row above', () => {
    const content =
      '会社名,市町村,業種\n甲社,八戸市,製造業\n小計,1社,\n乙社,〃,同　上\n丙社,″,上に同じ\n丁社,"""",同じ';
    expect(added(content).map(({ municipality, industry }) => `${municipality} ${industry}`)).toEqual(
      Array(4).fill('hachinohe manufacturing'),
    );
  });

  it('begin anew what stands above, which is nothing at first', () => {
    const content = '会社名,住所,業種\n甲社,〃,製造業\n【弘前】,,\n乙社,弘前市1,〃';
    const { plan } = dryRun(content);
    expect(plan.added.map(({ fields }) => fields)).toEqual([
      { name: '甲社', industry: 'manufacturing' },
      { name: '乙社', address: '弘前市1', municipality: 'hirosaki' },
    ]);
    expect(plan.faults).toEqual([]);
  });
});

it.each([
  ['・株式会社三', '株式会社三'],
  ['※㈱五', '㈱五'],
  ['① 有限会社二', '有限会社二'],
  ['12、(株)十二', '(株)十二'],
  ['(3) 有限会社三三', '有限会社三三'],
  ['3 ドリーム株式会社', '3 ドリーム株式会社'],
  ['24時間サービス株式会社', '24時間サービス株式会社'],
  ['☆キラキラ', '☆キラキラ'],
])('reads the name %s as %s', (written, name) => {
  const { plan } = dryRun(`会社名,住所\n"${written}",八戸市1`);
  expect(plan.added[0]?.fields.name).toBe(name);
  expect(plan.mended).toEqual(written === name ? [] : [{ row: 2, field: 'name', from: written, to: name }]);
});

describe('a list without headings', () => {
  const companies = '株式会社一,031-0001,八戸市一番町1\n株式会社二,031-0002,八戸市二番町1';
  it.each(['八戸市の企業', '八戸市企業名簿,,', '企業一覧\n令和8年11月現在'])(
    'may stand under %s',
    (title) => {
      const { file, plan } = dryRun(`${title}\n${companies}`);
      expect(file.headed).toBe('contents');
      expect(file.above).toHaveLength(title.split('\n').length);
      expect(plan).toMatchObject({ faults: [], leftOut: [], added: [{}, {}] });
    },
  );

  it('has each row taken where a person says that there are no headings', () => {
    expect(dryRun(companies).added).toHaveLength(2);
  });
});

it.each([
  ['a@x.jp、', 'a@x.jp'],
  ['<b@x.jp>', 'b@x.jp'],
  ['佐藤 <g@x.jp>', 'g@x.jp'],
  ['ｅ＠ｘ．ｊｐ', 'e@x.jp'],
  ['c@x.jp; d@x.jp', undefined],
  ['x.jp', undefined],
])('reads the e-mail address %s as %s', (written, email) => {
  const { plan } = dryRun(`会社名,担当者1,担当者1メール\n甲社,佐藤,${written}`);
  expect(plan.added[0]?.contact).toEqual({ name: '佐藤', ...(email !== undefined && { email }) });
  expect(plan.faults.map(({ code }) => code)).toEqual(email === undefined ? ['notEmail'] : []);
});

it.each(['株式会社', '㈲', '(株)'])('takes %s by itself for no name', (form) => {
  const { plan } = dryRun(`会社名,住所\n${form},八戸市1`);
  expect(plan).toMatchObject({ added: [], faults: [{ code: 'nameMissing', value: form, refusesRow: true }] });
});

it('takes the sales of this term before those of the last', () => {
  const content = '会社名,前期売上高（千円）,当期売上高（千円）\n甲社,10000,45000';
  expect(added(content)).toEqual([{ name: '甲社', sales: 'from_30m' }]);
});

it.each(['産業課 電話017-734-0000', '問合せ office@example.jp', 'https://example.jp/list'])(
  'takes whom to ask for no company: %s',
  (line) => {
    const { plan } = dryRun(`会社名,住所\n甲社,八戸市1\n${line},`);
    expect(plan.added).toHaveLength(1);
    expect(plan.leftOut).toMatchObject([{ reason: 'remark' }]);
  },
);

it('takes no municipality that the address contradicts', () => {
  const { plan } = dryRun(
    '会社名,市町村,住所\n甲社,弘前市,八戸市1\n乙社,弘前市,一番町1\n丙社,青森市,青森市浪岡1',
  );
  expect(plan.added.map(({ fields }) => fields.municipality)).toEqual([undefined, 'hirosaki', 'aomori']);
  expect(plan.faults).toMatchObject([
    { row: 2, field: 'municipality', code: 'placesDiffer', value: '弘前市' },
  ]);
});
