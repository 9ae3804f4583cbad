import { describe, expect, it } from 'vitest';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { isValue, listQuantities } from '#domain/catalogue/report/quantities.ts';
import { programmeOn, REPORT_TEXT, warningsOn } from './report-text.ts';

const catalogue = parseReport(REPORT_TEXT);
const resultsOn = (page: number) => programmeOn(catalogue, page).results;

describe('the results of the report', () => {
  it('has 393 rows on all sheets, 352 on the home sheets', () => {
    expect(catalogue.totals.results).toBe(393);
    const rows = catalogue.programmes
      .flatMap(({ results }) => results)
      .filter(({ kind }) => kind !== 'asWritten');
    expect(rows).toHaveLength(352);
  });

  it('leaves no row without a value', () => {
    for (const { results } of catalogue.programmes) {
      for (const { kind, value, section } of results) {
        expect(value).not.toBe('');
        expect(section === '').toBe(kind === 'asWritten');
      }
    }
  });

  it('finds amounts in every row but those that have none', () => {
    const without = catalogue.programmes.flatMap(({ page, results }) =>
      results
        .filter(({ quantities }) => quantities.length === 0)
        .map(({ value }) => [page, value.slice(0, 9)]),
    );
    expect(without).toEqual([
      [48, '（１）人件費補助\n'],
      [49, '○商工会指導員等設'],
      [50, '○経営指導員等設置'],
      [84, '随時'],
      [121, '企業向け、設置世帯'],
      [121, '２６の行事等で実施'],
    ]);
  });
});

describe('rows', () => {
  it('tells process from outcome', () => {
    expect(resultsOn(14)).toEqual([
      {
        kind: 'process',
        section: '申込、相談件数など事業実績（経過）',
        item: '研修の実施者数',
        value: '２２名',
        quantities: [{ qualifier: null, number: 22, unit: '名' }],
        uncertain: false,
      },
      {
        kind: 'outcome',
        section: '補助、開催件数など事業実績（結果）',
        item: '研修修了者数',
        value: '２２名',
        quantities: [{ qualifier: null, number: 22, unit: '名' }],
        uncertain: false,
      },
    ]);
    expect(new Set(resultsOn(130).map(({ kind }) => kind))).toEqual(new Set(['unlabelled']));
  });

  it.each([19, 54, 91])('marks the contradictory label of page %i', (page) => {
    expect(resultsOn(page).every(({ uncertain }) => uncertain)).toBe(true);
    expect(warningsOn(catalogue, page)).toContain('section-contradictory');
  });

  it('joins an item wrapped over lines with the value below it', () => {
    expect(resultsOn(23)[0]).toMatchObject({
      item: '社会保険労務士による正規雇用化支援のための企業巡回指導件数',
      value: '１７４事業所',
    });
    expect(resultsOn(19).map(({ item, value }) => [item, value])).toEqual([
      ['１月開催（東京・仙台・青森・八戸・弘前）\n参加学生数', '４５０人'],
      ['３月開催（東京・仙台・青森・八戸・弘前）\n参加学生数', '３１６人'],
    ]);
    expect(resultsOn(37)[1]).toMatchObject({
      item: '情報連絡会議の開催回数\n（県､中小企業団体中央会､コーディネーター等が今後の課題等を整理）',
      value: '４回',
    });
  });

  it('keeps the lines of a cell with several items or values', () => {
    expect(resultsOn(98)[1]).toMatchObject({
      item: '知的財産事業展開力促進事業費補助金件数\n〃 交付決定金額',
      value: '14件\n1,814千円',
      uncertain: false,
    });
    expect(resultsOn(80)[2]).toMatchObject({
      value: '８事業者・団体\n約７，９００人\n（併催イベント全体）',
      quantities: [
        { qualifier: null, number: 8, unit: '事業者・団体' },
        { qualifier: '約', number: 7900, unit: '人' },
      ],
    });
    expect(resultsOn(145)[1]).toMatchObject({
      item: '商談会参加企業及びバイヤー',
      value: '１０２社 ２９９名',
    });
  });

  it('marks cells whose lines do not pair', () => {
    expect(resultsOn(57)).toMatchObject([
      { uncertain: true, value: '８３２事業所\n１，３３９人\n４９団体\n１５校' },
    ]);
    expect(resultsOn(105)).toHaveLength(2);
    expect(warningsOn(catalogue, 105).filter((code) => code === 'result-uncertain')).toHaveLength(2);
    expect(resultsOn(121)[0]).toMatchObject({
      value: '企業向け、設置世帯向け各3,500部作成',
      uncertain: true,
    });
  });

  it('reads sheets without a heading of their own for the results', () => {
    expect(resultsOn(132).map(({ item }) => item)).toEqual([
      '訪問等による調査企業数',
      '発掘ニーズ',
      'マッチング件数',
    ]);
  });

  it('closes up letter-spaced items', () => {
    expect(resultsOn(91)[0]?.item).toBe('県内企業と中央大手企業との技術交流会等開催数');
  });

  it('keeps loans with their parts as rows of their own', () => {
    expect(resultsOn(66)).toHaveLength(8);
    expect(resultsOn(66)[1]).toMatchObject({
      item: 'うち、雇用創出特別支援枠',
      quantities: [
        { qualifier: 'うち', number: 8, unit: '件' },
        { qualifier: 'うち', number: 287_000, unit: '千円' },
      ],
    });
  });

  it.each([48, 49, 50])('keeps the free text of page %i as written', (page) => {
    expect(resultsOn(page)).toMatchObject([{ kind: 'asWritten', item: '', quantities: [], uncertain: true }]);
    expect(warningsOn(catalogue, page)).toContain('results-as-written');
  });

  it('loses nothing of the free text', () => {
    expect(resultsOn(50)[0]?.value).toContain('商工会議所 7 42人 17人 12人');
    expect(resultsOn(50)[0]?.value).toContain(
      '窓口相談指導及び専門家による講習会、講演会等集団指導並びに記帳専任職員等',
    );
  });

  it.each([
    [16, 3, 'H26.5末現在'],
    [57, 0, 'H26.3.31現在'],
    [71, 0, 'Ｈ23年度'],
    [71, 3, '平成２４年度'],
    [72, 0, '平成２２、２３年度'],
    [84, 2, '平成２６年３月末'],
    [109, 0, '平成24年度'],
    [109, 1, '平成24年度からの継続'],
    [142, 2, '２４年度下期'],
  ])('notes the time of page %i, row %i: %s', (page, row, period) => {
    expect(resultsOn(page)[row]?.period).toBe(period);
  });

  it('notes no time where it is the year of the report', () => {
    expect(resultsOn(71)[5]).toMatchObject({ item: '平成２５年度補助金交付額' });
    expect(resultsOn(71)[5]?.period).toBeUndefined();
    expect(resultsOn(14)[0]?.period).toBeUndefined();
  });
});

describe('amounts', () => {
  it.each([
    [
      '５１件・５４８名',
      [
        [null, 51, '件'],
        [null, 548, '名'],
      ],
    ],
    [
      '９９人(９５社)',
      [
        [null, 99, '人'],
        [null, 95, '社'],
      ],
    ],
    ['延べ５５７名', [['延べ', 557, '名']]],
    ['約４，４００名', [['約', 4400, '名']]],
    [
      '県内３回、県外１回',
      [
        [null, 3, '回'],
        [null, 1, '回'],
      ],
    ],
    ['175億2,343万円', [[null, 17_523_430_000, '円']]],
    ['19,708ｔ', [[null, 19_708, 't']]],
    ['３２％', [[null, 32, '%']]],
    ['（うちメディアへの掲出３回）', [['うち', 3, '回']]],
    ['随時', []],
    ['２６の行事等で実施', []],
  ])('reads %s', (value, expected) => {
    const quantities = listQuantities(value, '');
    expect(quantities.map(({ qualifier, number, unit }) => [qualifier, number, unit])).toEqual(expected);
  });

  it('takes a qualifier from what is counted', () => {
    expect(resultsOn(73)[2]?.quantities).toEqual([{ qualifier: '累計', number: 1_270_205, unit: '千円' }]);
    expect(resultsOn(85)[1]?.quantities).toEqual([
      { qualifier: '延べ', number: 21, unit: '回' },
      { qualifier: 'うち', number: 12, unit: '回' },
    ]);
    expect(resultsOn(86)[1]?.quantities.map(({ qualifier }) => qualifier)).toEqual([null, 'うち']);
  });

  it.each([
    '参加者数',
    '１月開催（東京・仙台・青森・八戸・弘前）',
    '平成２３年度補助金交付額',
    '（平成24年度）',
    '相談コーナー対応数（1回）',
  ])('does not take %s for an amount', (text) => {
    expect(isValue(text)).toBe(false);
  });
});
