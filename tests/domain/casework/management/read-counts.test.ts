import { expect, it } from 'vitest';
import { readCounts } from '#domain/casework/management/read-counts.ts';

const codes = {
  industry: [
    { code: 'retail', labels: ['卸売業・小売業'] },
    { code: 'construction', labels: ['建設業'] },
  ],
  employees: [{ code: 'e0_5', labels: ['0～5名'] }],
  region: [{ code: 'tosei', labels: ['東青', '青森市', '平内町'] }],
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
      { codes: { industry: 'retail', employees: 'e0_5', region: 'tosei' }, count: 1230 },
      { codes: { industry: 'construction' }, count: 800 },
    ],
    leftOut: [
      { row: 6, text: '建設業 / 計 / ', reason: 'twice' },
      { row: 7, text: '宇宙業 / 0～5名 / 東青', reason: 'unknownLabel' },
      { row: 8, text: '建設業 / 0～5名 / 東青', reason: 'noFigure' },
    ],
  });
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
