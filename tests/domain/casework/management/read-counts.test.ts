import { expect, it } from 'vitest';
import { readCounts } from '#domain/casework/management/read-counts.ts';

const codes = {
  industry: [
    { code: 'retail', labels: ['卸売業・小売業'] },
    { code: 'construction', labels: ['建設業'] },
  ],
  employees: [{ code: 'e0_5', labels: ['0～5名'] }],
  region: [
    { code: 'tosei', labels: ['青森市', '平内町'], isPart: true },
    { code: 'tosei', labels: ['東青'] },
    { code: '', labels: ['どこでもない町'], isPart: true },
  ],
};

it('reads lines by their labels, adds municipalities up to their region, and says what it leaves out', () => {
  const read = readCounts(
    [
      ['青森県の事業所（架空）'],
      ['業種', '従業員規模', '市町村', '事業所数'],
      ['卸売業，小売業', '０～５人', '青森市', '1,200'],
      ['卸売業，小売業', '０～５人', '平内町', '30'],
      ['建設業', '計', '', '800'],
      ['建設業', '計', '', '900'],
      ['宇宙業', '0～5名', '東青', '3'],
      ['建設業', '0～5名', '東青', 'X'],
      ['', '', '', ''],
    ],
    codes,
  );
  expect(read).toEqual({
    dimensions: ['industry', 'employees', 'region'],
    cells: [
      { codes: { industry: 'construction' }, count: 800 },
      { codes: { industry: 'retail', employees: 'e0_5', region: 'tosei' }, count: 1230 },
    ],
    filledDown: [],
    leftOut: [
      { row: 6, text: '建設業 / 計 / ', reason: 'twice' },
      { row: 7, text: '宇宙業 / 0～5名 / 東青', reason: 'unknownLabel' },
      { row: 8, text: '建設業 / 0～5名 / 東青', reason: 'noFigure' },
    ],
  });
});

it('counts nobody twice where a region stands above its municipalities, in whatever order', () => {
  const lines = [
    ['事業所数'],
    ['市町村', '事業所数（所）', '従業者数（人）'],
    ['青森市', '5,500', '9'],
    ['東青', '6,000', '9'],
    ['平内町', '400', '9'],
    ['どこでもない町', '7', '9'],
  ];
  const read = readCounts(lines, codes);
  expect(read?.cells).toEqual([{ codes: { region: 'tosei' }, count: 6000 }]);
  expect(read?.leftOut).toEqual([
    { row: 3, text: '青森市', reason: 'inTotal' },
    { row: 5, text: '平内町', reason: 'inTotal' },
    { row: 6, text: 'どこでもない町', reason: 'unknownLabel' },
  ]);
  const parts = readCounts(
    lines.filter(([label]) => label !== '東青'),
    codes,
  );
  expect(parts?.cells).toEqual([{ codes: { region: 'tosei' }, count: 5900 }]);
});

it('needs a heading of figures and of what they are divided by', () => {
  expect(
    readCounts(
      [
        ['業種', '備考'],
        ['建設業', '3'],
      ],
      codes,
    ),
  ).toBeUndefined();
  expect(readCounts([['数'], ['3']], codes)).toBeUndefined();
});

it('reads labels that stand on the first line of their block alone, nested too, and no total as one of a block', () => {
  const head = ['業種', '市町村', '従業員規模', '事業所数'];
  const nested = readCounts(
    [
      head,
      ['建設業', '青森市', '0～5名', '10'],
      ['', '', '計', '15'],
      ['', '平内町', '0～5名', '1'],
      ['', '', '計', '2'],
      ['卸売業・小売業', '青森市', '0～5名', '20'],
      ['', '', '計', '25'],
    ],
    codes,
  )!;
  expect(nested.filledDown).toEqual(['industry', 'region']);
  expect(nested.leftOut).toEqual([]);
  expect(nested.cells).toEqual([
    { codes: { industry: 'construction', employees: 'e0_5', region: 'tosei' }, count: 11 },
    { codes: { industry: 'construction', region: 'tosei' }, count: 17 },
    { codes: { industry: 'retail', employees: 'e0_5', region: 'tosei' }, count: 20 },
    { codes: { industry: 'retail', region: 'tosei' }, count: 25 },
  ]);
  // Each of all once: nothing says that they are of the industry above.
  const totals = readCounts(
    [
      head,
      ['建設業', '青森市', '0～5名', '10'],
      ['建設業', '', '計', '15'],
      ['', '青森市', '0～5名', '40'],
      ['', '', '計', '90'],
    ],
    codes,
  )!;
  expect(totals.filledDown).toEqual([]);
  expect(totals.cells).toContainEqual({ codes: {}, count: 90 });
});
