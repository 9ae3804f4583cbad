import { describe, expect, it } from 'vitest';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { programmeOn, REPORT_TEXT, rowOf, warningsOn } from './report-text.ts';

const catalogue = parseReport(REPORT_TEXT);

describe('the catalogue as a whole', () => {
  it('has the eight policies with their titles', () => {
    expect(catalogue.fiscalYear).toBe(2013);
    expect(catalogue.policies).toHaveLength(8);
    expect(catalogue.policies[0]).toEqual({
      number: 1,
      title: '中小企業の事業活動を担う人材の育成及び確保を図ること',
    });
    expect(catalogue.policies[5]?.title).toBe('中小企業の受注の能力の向上及び受注の機会の増大を図ること');
  });

  it.each([
    [1, 24, 24, 0],
    [2, 24, 23, 1],
    [3, 10, 10, 0],
    [4, 23, 22, 1],
    [5, 26, 20, 6],
    [6, 11, 7, 3],
    [7, 7, 7, 0],
    [8, 6, 6, 0],
  ])('lists under policy %i %i rows, %i programmes, %i repeats', (policy, rows, programmes, repeats) => {
    const ofPolicy = catalogue.rows.filter((row) => row.policy === policy);
    expect(ofPolicy).toHaveLength(rows);
    expect(ofPolicy.filter(({ kind }) => kind === 'programme')).toHaveLength(programmes);
    expect(ofPolicy.filter(({ kind }) => kind === 'repeat')).toHaveLength(repeats);
  });

  it('has 119 programmes on 130 sheets, 21 departments, 35 department–group pairs', () => {
    expect(catalogue.programmes).toHaveLength(119);
    expect(catalogue.sheets).toHaveLength(130);
    expect(catalogue.sheets.filter(({ repeat }) => repeat)).toHaveLength(11);
    expect(catalogue.totals).toMatchObject({
      programmes: 119,
      sheets: 130,
      settlementThousandYen: 41_609_725,
    });
    expect(new Set(catalogue.programmes.map(({ department }) => department)).size).toBe(21);
    const pairs = catalogue.programmes.flatMap(({ department, groups }) =>
      groups.map((group) => `${department}/${group}`),
    );
    expect(new Set(pairs).size).toBe(35);
  });

  it('gives programmes stable keys by their home page', () => {
    expect(new Set(catalogue.programmes.map(({ key }) => key)).size).toBe(119);
    expect(programmeOn(catalogue, 19).key).toBe('p019');
    expect(programmeOn(catalogue, 153).key).toBe('p153');
  });

  it('reads a plain sheet completely', () => {
    expect(programmeOn(catalogue, 19)).toMatchObject({
      name: '就職ガイダンス開催費',
      aliases: [],
      policy: 1,
      alsoUnder: [],
      pillar: '1-2',
      department: '労政・能力開発課',
      groups: ['地域雇用対策グループ'],
      regionalOffice: null,
      period: { raw: '1-29', start: 1989, end: 2017, open: false },
      costThousandYen: 1107,
      description:
        '県出身学生等の県内就職を促進するため、県内企業との面談の場である就職ガイダンスを開催した。\n' +
        '（青森県雇用対策協議会との共催）',
    });
  });

  it('gives every programme a description that is no heading and no rest of another part', () => {
    for (const { description } of catalogue.programmes) {
      expect(description.length).toBeGreaterThan(30);
      expect(description).not.toMatch(/事業費（千円）|事業実施結果|事業の経緯|担当課・グループ/);
    }
  });
});

describe('rows that wrap', () => {
  it.each([
    [34, '低炭素ものづくり産業振興事業（地域産業課事業分）', 25_387],
    [72, '青森県信用保証協会補助東北地方太平洋沖地震被災中小企業経営再建特別対策事業費補助', 190_824],
    [78, '中小企業高度化資金貸付金（あおもり元気企業チャレンジ基金）', null],
    [94, '低炭素型ものづくり産業振興事業（新産業創造課事業分）', 17_176],
    [127, '低炭素型ものづくり産業振興事業（新産業創造課事業分） （再掲）', 17_176],
    [145, 'あおもり産品消費宣伝震災復興特別対策事業（がんばろう青森！合同展示商談会開催事業）', 1000],
  ])('page %i is one row', (page, name, costThousandYen) => {
    expect(rowOf(catalogue, page)).toMatchObject({ name, costThousandYen });
  });

  it('keeps the two subsidies of page 72 apart in one programme with one cost', () => {
    const programme = programmeOn(catalogue, 72);
    expect(programme.name).toBe(
      '青森県信用保証協会補助　東北地方太平洋沖地震被災中小企業経営再建特別対策事業費補助',
    );
    expect(programme.aliases).toEqual([
      '青森県信用保証協会補助',
      '東北地方太平洋沖地震被災中小企業経営再建特別対策事業費補助',
    ]);
    expect(programme.costThousandYen).toBe(190_824);
    expect(catalogue.warnings).toContainEqual({
      page: 72,
      code: 'cost-note',
      message: '事業費に注記がある: （保証料補助８６,５２４、利子補給１０４,３００）',
    });
  });
});

describe('pillars', () => {
  const pillarOn = (page: number) => programmeOn(catalogue, page).pillar;

  it('finds all sixteen, in the order of the chapters', () => {
    expect(catalogue.pillars.map(({ key }) => key)).toEqual([
      '1-1',
      '1-2',
      '1-3',
      '1-4',
      '2-1',
      '2-2',
      '3-1',
      '4-1',
      '4-2',
      '4-3',
      '4-4',
      '5-1',
      '5-2',
      '6-1',
      '7-1',
      '8-1',
    ]);
    expect(catalogue.pillars[0]?.title).toBe('社会経済の変化等に即応した職業能力開発機能の充実');
  });

  it.each([
    [14, '1-1'],
    [18, '1-1'],
    [19, '1-2'],
    [27, '1-2'],
    [28, '1-3'],
    [30, '1-3'],
    [40, '2-1'],
    [56, '2-1'],
    [57, '2-2'],
    [78, '4-1'],
    [82, '4-2'],
    [85, '4-3'],
    [97, '4-3'],
    [98, '4-4'],
  ])('starts a group where its heading is fused with a row: page %i is in %s', (page, pillar) => {
    expect(pillarOn(page)).toBe(pillar);
  });

  it('takes the headings displaced behind the rows', () => {
    expect(pillarOn(66)).toBe('3-1');
    expect(pillarOn(102)).toBe('5-1');
    expect(pillarOn(130)).toBe('6-1');
    expect(pillarOn(140)).toBe('7-1');
    expect(pillarOn(148)).toBe('8-1');
  });

  it('infers the two starts that are not printed, and says so', () => {
    expect(pillarOn(31)).toBe('1-4');
    expect(pillarOn(37)).toBe('1-4');
    expect(warningsOn(catalogue, 31)).toContain('pillar-inferred');
    expect(pillarOn(122)).toBe('5-1');
    expect(warningsOn(catalogue, 124)).toContain('pillar-inferred');
    expect(catalogue.warnings.filter(({ code }) => code === 'pillar-inferred')).toHaveLength(2);
  });

  it("keeps the list's title where the chapter words a pillar otherwise", () => {
    expect(catalogue.pillars.at(-1)?.title).toBe(
      'アジア地域・ロシア地域等との経済交流の推進、中小企業の海外進出や商取引等の推進',
    );
    expect(warningsOn(catalogue, 148)).toContain('pillar-wording');
  });
});

describe('marks', () => {
  const marksOn = (page: number) => programmeOn(catalogue, page).marks;

  it('reads two circles as priority and main result, none as neither', () => {
    expect(marksOn(23)).toEqual({
      priority: 'yes',
      mainResult: 'yes',
      foundation: 'part',
      emergencyEmployment: true,
    });
    expect(marksOn(14)).toEqual({
      priority: 'no',
      mainResult: 'no',
      foundation: 'none',
      emergencyEmployment: false,
    });
  });

  it('leaves a lone circle unknown and says so', () => {
    expect(marksOn(16)).toMatchObject({ priority: 'unknown', mainResult: 'unknown' });
    const unknown = catalogue.programmes.filter(({ marks }) => marks.priority === 'unknown');
    expect(unknown.map(({ page }) => page)).toEqual(
      catalogue.warnings.filter(({ code }) => code === 'mark-unknown').map(({ page }) => page),
    );
  });

  it('takes the circle 〇 (U+3007) for ○', () => {
    expect(marksOn(105)).toMatchObject({ priority: 'yes', mainResult: 'yes' });
    expect(marksOn(73)).toMatchObject({ priority: 'no', foundation: 'full' });
  });

  it('reads what stands behind the period: foundation and emergency employment', () => {
    expect(marksOn(20)).toMatchObject({ foundation: 'full', emergencyEmployment: true });
    expect(marksOn(21)).toMatchObject({ foundation: 'part', emergencyEmployment: false });
    expect(marksOn(22)).toMatchObject({ foundation: 'none', emergencyEmployment: true });
    expect(marksOn(83)).toMatchObject({ foundation: 'full', emergencyEmployment: false });
  });
});

describe('costs and periods', () => {
  it('takes a dash, of whatever form, for no cost', () => {
    expect([73, 78, 86].map((page) => programmeOn(catalogue, page).costThousandYen)).toEqual([
      null,
      null,
      null,
    ]);
    expect(catalogue.programmes.filter(({ costThousandYen }) => costThousandYen === null)).toHaveLength(3);
  });

  it.each([
    [14, 'S44-29', 1969, 2017, false],
    [53, 'S43-Ｈ35', 1968, 2023, false],
    [40, '24-', 2012, null, true],
    [48, 'S45-', 1970, null, true],
    [22, '25', 2013, 2013, false],
    [72, '23-38', 2011, 2026, false],
    [74, '4-31', 1992, 2019, false],
  ])('page %i runs %s', (page, raw, start, end, open) => {
    expect(programmeOn(catalogue, page).period).toEqual({ raw, start, end, open });
  });

  it('marks a programme whose period ended before the report', () => {
    expect(warningsOn(catalogue, 28)).toContain('period-ended');
  });
});

describe('names', () => {
  it.each([
    [
      34,
      '低炭素型ものづくり産業振興事業（地域産業課事業分）',
      '低炭素ものづくり産業振興事業（地域産業課事業分）',
    ],
    [52, '農工連携成長産業化支援事業費', '農工連携成長産業化支援事業'],
    [
      73,
      '地域ファンド組成事業費（あおもりクリエイトファンド）',
      '地域ファンド組成事業（あおもりクリエイトファンド）',
    ],
    [94, '低炭素型ものづくり産業振興事業（新産業創造課事業分）', '低炭素型ものづくり産業振興事業'],
    [132, '三八地域震災支援マッチング事業', '三八地域震災支援マッチング事'],
  ])('page %i: the fuller spelling is the name, the other an alias', (page, name, alias) => {
    expect(programmeOn(catalogue, page)).toMatchObject({ name, aliases: [alias] });
    expect(warningsOn(catalogue, page)).toContain('name-differs');
  });

  it('knows the spellings among the new programmes', () => {
    expect(programmeOn(catalogue, 81).aliases).toEqual(['連携型地域起業家創出事業']);
  });

  it('does not warn of a difference in width alone', () => {
    expect(programmeOn(catalogue, 92)).toMatchObject({ name: 'LNG利活用産業創出促進事業', aliases: [] });
    expect(warningsOn(catalogue, 92)).not.toContain('name-differs');
  });
});

describe('programmes listed again', () => {
  it.each([
    [60, 'p033'],
    [90, 'p052'],
    [111, 'p036'],
    [123, 'p084'],
    [124, 'p086'],
    [125, 'p091'],
    [126, 'p093'],
    [127, 'p094'],
    [134, 'p036'],
    [135, 'p114'],
    [137, 'p037'],
  ])('page %i repeats %s', (page, programme) => {
    expect(rowOf(catalogue, page)).toMatchObject({ kind: 'repeat', programme });
    expect(catalogue.sheets).toContainEqual({
      page,
      programme,
      repeat: true,
      pillar: expect.stringMatching(/^\d-\d$/) as string,
    });
  });

  it('keeps the two parts of the low-carbon programme apart', () => {
    expect(programmeOn(catalogue, 34)).toMatchObject({
      costThousandYen: 25_387,
      department: '地域産業課',
      alsoUnder: [],
    });
    expect(programmeOn(catalogue, 94)).toMatchObject({
      costThousandYen: 17_176,
      department: '新産業創造課',
      alsoUnder: [5],
    });
  });

  it('says under which other policies a programme stands', () => {
    expect(programmeOn(catalogue, 36).alsoUnder).toEqual([5, 6]);
    expect(programmeOn(catalogue, 33).alsoUnder).toEqual([2]);
    expect(programmeOn(catalogue, 145).alsoUnder).toEqual([6]);
  });

  it('keeps the row that lists all of policy 7 under policy 6', () => {
    expect(catalogue.rows.filter(({ kind }) => kind === 'aggregate')).toEqual([
      {
        policy: 6,
        page: null,
        name: '⑦の各事業(再掲）',
        kind: 'aggregate',
        costThousandYen: 26_158,
        programme: null,
      },
    ]);
  });
});

describe('who is in charge', () => {
  it('reads regional offices', () => {
    const offices = catalogue.programmes.filter(({ regionalOffice }) => regionalOffice !== null);
    expect(offices.map(({ page, regionalOffice }) => [page, regionalOffice])).toEqual([
      [35, '三八地域県民局'],
      [105, '三八地域県民局'],
      [120, '三八地域県民局'],
      [132, '三八地域県民局'],
      [143, '中南地域県民局'],
    ]);
  });

  it('reads two groups, no group, and a group printed against its department', () => {
    expect(programmeOn(catalogue, 23).groups).toEqual(['総務・労働福祉グループ', '地域雇用対策グループ']);
    expect(programmeOn(catalogue, 57).groups).toEqual(['低炭素社会推進グループ', '循環型社会推進グループ']);
    expect(programmeOn(catalogue, 18)).toMatchObject({
      department: 'まるごとあおもり情報発信チーム',
      groups: [],
    });
    expect(programmeOn(catalogue, 138)).toMatchObject({ department: 'ＩＴＥＲ支援室', groups: [] });
    expect(programmeOn(catalogue, 118)).toMatchObject({
      department: 'エネルギー開発振興課',
      groups: ['環境・エネルギー産業振興グループ'],
    });
  });

  it("keeps a group's name of the year as a remark", () => {
    expect(programmeOn(catalogue, 36).groups).toEqual(['あおもり食品産業振興グループ']);
    expect(catalogue.warnings).toContainEqual({
      page: 36,
      code: 'department-note',
      message: '担当課・グループに注記がある: 平成25年度 あおもり食品産業振興チーム',
    });
  });
});

describe('sheets with missing headings', () => {
  it.each([105, 132, 143])('page %i is read and marked', (page) => {
    expect(warningsOn(catalogue, page)).toContain('heading-missing');
  });

  it('loses nothing there', () => {
    expect(programmeOn(catalogue, 105)).toMatchObject({
      costThousandYen: 3229,
      groups: ['地域産業支援グループ'],
    });
    expect(programmeOn(catalogue, 132)).toMatchObject({
      costThousandYen: 9464,
      groups: ['地域産業支援グループ'],
    });
    expect(programmeOn(catalogue, 143)).toMatchObject({
      costThousandYen: 3488,
      groups: ['地域産業支援グループ'],
    });
  });
});

it('keeps the marks of the home row, and says where a repeat prints others', () => {
  expect(programmeOn(catalogue, 36).marks).toMatchObject({ priority: 'yes', mainResult: 'yes' });
  const differing = catalogue.warnings
    .filter(({ code }) => code === 'repeat-marks-differ')
    .map(({ page }) => page);
  expect(differing).toEqual([111]);
});

describe('programmes and settlements by policy and year', () => {
  it('has eight policies in seven years', () => {
    expect(catalogue.policyYears).toHaveLength(56);
    expect(catalogue.policyYears[0]).toEqual({
      policy: 1,
      fiscalYear: 2007,
      programmes: 32,
      settlementThousandYen: 291_625,
    });
    expect(catalogue.policyYears.at(-1)).toEqual({
      policy: 8,
      fiscalYear: 2013,
      programmes: 6,
      settlementThousandYen: 49_422,
    });
    expect(catalogue.policyYears).toContainEqual({
      policy: 3,
      fiscalYear: 2011,
      programmes: 13,
      settlementThousandYen: 53_303_847,
    });
  });
});
