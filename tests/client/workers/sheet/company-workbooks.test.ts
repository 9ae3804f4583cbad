import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { dryRun } from '#tests/client/workers/dry-run.ts';

/* Workbooks of companies as programs write them, a table for each kind; all companies are invented. */

const HEADINGS = ['会社名', '住所', '売上高（千円）', '従業員数', '郵便番号'];
const text = (cell: string): string => `<c t="inlineStr"><is><t>${cell}</t></is></c>`;
const row = (cells: string): string => `<row>${cells}</row>`;
const sheetOf = (rows: string, before = ''): string =>
  `<worksheet>${before}<sheetData>${row(HEADINGS.map(text).join(''))}${rows}</sheetData></worksheet>`;
const COMPANY = row(text('甲社') + text('八戸市1'));

type Parts = Record<string, string | Uint8Array>;
const BOOK = '<workbook><sheets><sheet name="一覧" r:id="r1"/></sheets></workbook>';
const relations = (...targets: string[]): string =>
  `<Relationships>${targets.map((target, at) => `<Relationship Id="r${at + 1}" ${target}/>`).join('')}</Relationships>`;
const archive = (parts: Parts): Uint8Array<ArrayBuffer> =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([path, part]) => [path, typeof part === 'string' ? strToU8(part) : part]),
    ),
  ) as Uint8Array<ArrayBuffer>;
const usual = (parts: Parts): Uint8Array<ArrayBuffer> =>
  archive({
    'xl/workbook.xml': BOOK,
    'xl/_rels/workbook.xml.rels': relations('Target="worksheets/sheet1.xml"'),
    'xl/worksheets/sheet1.xml': sheetOf(COMPANY),
    ...parts,
  });
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

describe('the parts of a workbook are found', () => {
  const strings = '<sst><si><t>甲社</t><rPh sb="0" eb="1"><t>コウ</t></rPh></si></sst>';
  const shared = sheetOf(row('<c t="s"><v>0</v></c>' + text('八戸市1')));
  const sheet = `Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"`;
  const base = (target: string, more: Parts): Parts => ({
    'xl/workbook.xml': BOOK,
    'xl/_rels/workbook.xml.rels': relations(`Target="${target}"`),
    'xl/worksheets/sheet1.xml': sheetOf(COMPANY),
    ...more,
  });
  it.each<[string, Parts]>([
    ['from the root', base('/xl/worksheets/sheet1.xml', {})],
    ['from where the workbook stands', base('./worksheets/sheet1.xml', {})],
    ['over the folder above', base('../xl/worksheets/sheet1.xml', {})],
    [
      'under other names',
      {
        '_rels/.rels': relations(`Type="${OFFICE}/officeDocument" Target="xl/book.xml"`),
        'xl/book.xml': BOOK,
        'xl/_rels/book.xml.rels': relations(sheet, `Type="${OFFICE}/sharedStrings" Target="texts.xml"`),
        'xl/worksheets/sheet1.xml': shared,
        'xl/texts.xml': strings,
      },
    ],
    [
      'in no folder',
      {
        '_rels/.rels': relations(`Type="${OFFICE}/officeDocument" Target="/workbook.xml"`),
        'workbook.xml': BOOK,
        '_rels/workbook.xml.rels': relations(sheet),
        'worksheets/sheet1.xml': shared,
        'sharedStrings.xml': strings,
      },
    ],
    [
      'in other case',
      base('worksheets/sheet1.xml', { 'xl/worksheets/sheet1.xml': shared, 'xl/SharedStrings.xml': strings }),
    ],
    [
      'with strokes the other way',
      Object.fromEntries(
        Object.entries(base('worksheets/sheet1.xml', {})).map(([path, part]) => [
          path.replaceAll('/', '\\'),
          part,
        ]),
      ),
    ],
  ])('%s', (_, parts) => {
    expect(dryRun(archive(parts)).added).toMatchObject([{ name: '甲社', municipality: 'hachinohe' }]);
  });

  it('in UTF-16', () => {
    const xml = `\ufeff${sheetOf(COMPANY)}`;
    const bytes = new Uint8Array(new Uint16Array([...xml].map((sign) => sign.charCodeAt(0))).buffer);
    expect(dryRun(usual({ 'xl/worksheets/sheet1.xml': bytes })).added).toMatchObject([{ name: '甲社' }]);
  });

  it('without charts that stand among the sheets', () => {
    const parts = {
      'xl/workbook.xml':
        '<workbook><sheets><sheet name="図" r:id="r2"/><sheet name="一覧" r:id="r1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': relations(
        sheet,
        `Type="${OFFICE}/chartsheet" Target="chartsheets/sheet1.xml"`,
      ),
      'xl/chartsheets/sheet1.xml': '<chartsheet/>',
    };
    const { file, added } = dryRun(usual(parts));
    expect(file.sheets).toEqual([{ name: '一覧', index: 0 }]);
    expect(added).toHaveLength(1);
  });
});

it.each<[string, Parts]>([
  ['a sheet is torn', { 'xl/worksheets/sheet1.xml': sheetOf(COMPANY).slice(0, -30) }],
  ['a sheet is missing', { 'xl/_rels/workbook.xml.rels': relations('Target="worksheets/sheet9.xml"') }],
  ['a text is missing', { 'xl/worksheets/sheet1.xml': sheetOf(row('<c t="s"><v>7</v></c>')) }],
  [
    'a cell stands beyond the last column',
    { 'xl/worksheets/sheet1.xml': sheetOf('<row r="2"><c r="ZZZZZZZ2"><v>1</v></c></row>') },
  ],
])('is refused as broken where %s', (_, parts) => {
  expect(() => dryRun(usual(parts))).toThrow('brokenWorkbook');
});

/** What is read of one figure in a column, in a format. */
function readFigure(column: string, figure: number, format: string) {
  const styles = `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${format.replaceAll('"', '&quot;')}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>`;
  const cells = HEADINGS.map((heading) =>
    heading === column ? `<c s="1"><v>${figure}</v></c>` : text(heading === '会社名' ? '甲社' : ''),
  );
  const { added, plan } = dryRun(
    usual({ 'xl/styles.xml': styles, 'xl/worksheets/sheet1.xml': sheetOf(row(cells.join(''))) }),
  );
  const { name: _, ...fields } = { ...added[0] };
  return { fields, faults: plan.faults.map(({ code, value }) => `${code} ${value}`) };
}

it.each<[string, number, string, object, string[]]>([
  ['売上高（千円）', 45, '#,##0"百万円"', { sales: 'from_30m' }, []],
  ['売上高（千円）', 0.45, '0.00"億円"', { sales: 'from_30m' }, []],
  ['売上高（千円）', 45_000, '#,##0円', { sales: 'under_10m' }, []],
  ['売上高（千円）', 450_000_000, '0.0,,"百万円"', { sales: 'from_300m' }, []],
  ['売上高（千円）', 45_000, '#,##0', { sales: 'from_30m' }, []],
  ['売上高（千円）', 45_000, '"¥"#,##0', { sales: 'from_30m' }, []],
  ['売上高（千円）', 45_000_000, '#,##0,', {}, ['shownOtherwise 45000000 / 45,000']],
  ['従業員数', 12, '0"名"', { employeeCount: 12, employees: 'e11_20' }, []],
  ['従業員数', 12.000000000000002, '0', { employeeCount: 12, employees: 'e11_20' }, []],
  ['従業員数', 12, '#,##0\\人', { employeeCount: 12, employees: 'e11_20' }, []],
  ['従業員数', 12, '"約"0"名"', {}, ['unknownEmployees 約12名']],
  ['従業員数', 12_000, '#,##0,', {}, ['shownOtherwise 12000 / 12']],
  ['郵便番号', 310_801, '000\\-0000', { postalCode: '031-0801' }, []],
  ['郵便番号', 310_801, '0000000', { postalCode: '031-0801' }, []],
])(
  'reads under %s the figure %d in the format %s as a person sees it',
  (column, figure, format, fields, faults) => {
    expect(readFigure(column, figure, format)).toEqual({ fields, faults });
  },
);

it('takes a formula whose result was not written for a fault, and one without a text for none', () => {
  const cells = `${text('甲社')}<c t="str"><f>""</f><v></v></c>${text('')}<c><f>6+6</f><v/></c>`;
  const { added, plan } = dryRun(usual({ 'xl/worksheets/sheet1.xml': sheetOf(row(cells)) }));
  expect(added).toEqual([{ name: '甲社' }]);
  expect(plan.faults).toMatchObject([{ field: 'employees', code: 'spreadsheetError' }]);
});

it('takes no column that the sheet does not show, and says which', () => {
  const hidden = '<cols><col min="1" max="1" width="9"/><col min="2" max="16384" hidden="1"/></cols>';
  const { file, added } = dryRun(usual({ 'xl/worksheets/sheet1.xml': sheetOf(COMPANY, hidden) }));
  expect(file.hiddenColumns).toEqual([1, 2, 3, 4]);
  expect(added).toEqual([{ name: '甲社' }]);
});
