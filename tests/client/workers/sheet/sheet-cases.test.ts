import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { sheetDesk } from '#client/workers/sheet/sheet-desk.ts';
import type { ListRead, SheetFault } from '#client/workers/sheet/sheet-contract.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import {
  planProgrammeImport,
  type FigureChoice,
  type ListedRow,
} from '#domain/catalogue/edition/programme-import.ts';
import { parseFiscalYear } from '#domain/catalogue/edition/programme-edit-entry.ts';
import { REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';

const report = parseReport(REPORT_TEXT);

async function readBytes(bytes: Uint8Array, sheet?: string): Promise<ListRead | { fault: SheetFault }> {
  const copy = new Uint8Array(bytes).buffer;
  return sheetDesk.read(sheet === undefined ? { bytes: copy } : { bytes: copy, sheet }, () => {});
}
async function readList(bytes: Uint8Array, sheet?: string): Promise<ListRead> {
  const answer = await readBytes(bytes, sheet);
  if ('fault' in answer) throw new Error(answer.fault.reason);
  return answer;
}
const readCase = (name: string) => readFileSync(`tests/fixtures/cases/xlsx/${name}`);
const planOf = (rows: ListedRow[], figures: FigureChoice = 'ask') =>
  planProgrammeImport(rows, report, { isWhole: true, figures, createId: () => 'id' });

/** A workbook of sheets given as the XML of their rows. */
function workbook(
  sheets: { name: string; state?: string; rows: string }[],
  formats: string[] = [],
  book = '',
): Uint8Array {
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<workbook>${book}<sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${name}" sheetId="${i + 1}" ${state ? `state="${state}"` : ''} r:id="r${i}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, i) => `<Relationship Id="r${i}" Target="worksheets/s${i}.xml"/>`)
      .join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet><numFmts>${formats
      .map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
      .join(
        '',
      )}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ rows }, i) => [
        `xl/worksheets/s${i}.xml`,
        `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)])));
}
async function readNumber(value: number, format: string, book?: string) {
  const rows = `<row r="1"><c r="A1" s="1"><v>${value}</v></c></row>`;
  const { rows: read } = await readList(workbook([{ name: 'A', rows }], [format], book));
  return { text: read[0]?.cells[0], shown: read[0]?.shown?.[0] };
}

it('takes the errors of a spreadsheet for faults of their cells', async () => {
  const { rows } = await readList(readCase('error-cells.xlsx'));
  expect(planOf(rows).faults).toEqual([
    { row: 2, column: 'costThousandYen', code: 'spreadsheetError', value: '#DIV/0!' },
    { row: 3, column: 'costThousandYen', code: 'spreadsheetError', value: '#REF!' },
  ]);
});

it('asks which figure is meant where a cell shows another one than it holds', async () => {
  const { rows } = await readList(readCase('shown-in-thousands.xlsx'));
  expect(planOf(rows).faults).toEqual([
    { row: 2, column: 'costThousandYen', code: 'shownOtherwise', value: '1237000 / 1,237' },
  ]);
  const costs = (figures: FigureChoice) => {
    const { faults, programmes } = planOf(rows, figures);
    expect(faults).toEqual([]);
    return programmes.find(({ key }) => key === rows[1]!.cells[0])?.costThousandYen;
  };
  expect(costs('stored')).toBe(1_237_000);
  expect(costs('shown')).toBe(1_237);
});

it('reads the visible sheet, names it, and reads another one when asked', async () => {
  const first = await readList(readCase('hidden-sheet-first.xlsx'));
  expect(first.sheet).toBe('施策');
  expect(first.sheets).toEqual([
    { name: '旧', isHidden: true },
    { name: '施策', isHidden: false },
  ]);
  const old = await readList(readCase('hidden-sheet-first.xlsx'), '旧');
  expect(old.sheet).toBe('旧');
  expect(old.rows).not.toEqual(first.rows);
});

it('prefers the visible sheet that holds a list', async () => {
  const cell = (text: string) => `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`;
  const sheets = [
    { name: '表紙', rows: cell('説明') },
    { name: '一覧', rows: cell('事業名') },
    { name: '秘', state: 'veryHidden', rows: cell('事業名') },
  ];
  expect((await readList(workbook(sheets))).sheet).toBe('一覧');
});

it.each([
  ['#,##0,', 1_237_000, '1,237'],
  ['#,##0,"千円"', 1_237_000, '1,237'],
  ['0.0,,', 1_250_000, '1.3'],
  ['[>=1000]#,##0,;0', 5_000, '5'],
  ['#,##0,;[Red]-#,##0,', -4_000, '-4'],
  ['0.0%', 0.125, '12.5%'],
  ['#,##0"百万円"', 1_237, '1,237百万円'],
  ['#,##0円', 1_237_000, '1,237,000円'],
  ['#,##0', 1_237, undefined],
  ['#,##0"千円"', 1_237, undefined],
  ['General', 12, undefined],
  ['[>=1000]#,##0,;0', 500, undefined],
])('knows that %s shows %d as %s', async (format, value, shown) => {
  const read = await readNumber(value, format);
  expect(read.text).toBe(String(value));
  if (shown === '1.3') expect(['1.3', '1.2']).toContain(read.shown);
  else expect(read.shown).toBe(shown);
});

it('says the shown figure of any number in thousands', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 10 ** 9 }), async (thousands) => {
      const { text, shown } = await readNumber(thousands * 1000, '#,##0,');
      expect([Number(text), Number(shown?.replaceAll(',', ''))]).toEqual([thousands * 1000, thousands]);
    }),
    { numRuns: 30 },
  );
});

it.each([
  ['[$-411]ggge"年"m"月"d"日"', 41_730, '2014-04-01'],
  ['yyyy/mm/dd', 41_730, '2014-04-01'],
  ['[$-411]ggge"年度"', 41_730, '2014'],
  ['yyyy"年"', 41_730, '2014'],
  ['"dy"0', 41_730, '41730'],
])('reads a day shown as %s', async (format, value, text) => {
  expect(await readNumber(value, format)).toEqual({ text, shown: undefined });
});

it('counts days from 1904 where the workbook does', async () => {
  const read = await readNumber(41_730 - 1_462, 'yyyy-mm-dd', '<workbookPr date1904="1"/>');
  expect(read.text).toBe('2014-04-01');
});

it('reads runs, entities and breaks, and leaves out how characters are read aloud', async () => {
  const rows =
    '<row r="3"><c r="B3" t="inlineStr"><is><r><t>甲&amp;</t></r><r><t>&#20057;_x000D_\n丙</t></r><rPh sb="0" eb="1"><t>コウ</t></rPh></is></c></row>';
  expect((await readList(workbook([{ name: 'A', rows }]))).rows).toEqual([
    { row: 3, cells: ['', '甲&乙\n丙'] },
  ]);
});

const ole = (text: string) =>
  new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...[...text].flatMap((c) => [c.charCodeAt(0), 0])]);
it.each<[string, Uint8Array, SheetFault['reason']]>([
  ['with a password', ole('EncryptedPackage'), 'encrypted'],
  ['of the old form', ole('Workbook'), 'oldSpreadsheet'],
  ['for OpenDocument', zipSync({ mimetype: strToU8('x'), 'content.xml': strToU8('x') }), 'openDocument'],
  ['in binary form', zipSync({ 'xl/workbook.bin': strToU8('x') }), 'binaryWorkbook'],
  ['that is a document', zipSync({ 'word/document.xml': strToU8('x') }), 'brokenWorkbook'],
  ['that is a web page', strToU8('\ufeff<html><table><tr><td>事業名'), 'webPage'],
  ['that is XML', strToU8('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>'), 'webPage'],
])('says of a file %s what it is', async (_what, bytes, reason) => {
  expect(await readBytes(bytes)).toEqual({ fault: { reason } });
});

it('takes rows with more cells than headings for faults', () => {
  const rows = [
    { row: 1, cells: ['事業名'] },
    { row: 2, cells: ['甲', '乙'] },
  ];
  expect(planOf(rows).faults).toContainEqual({ row: 2, column: null, code: 'surplusCells', value: '乙' });
});

it.each([
  ['2014-04-01', 2014],
  ['2015-03-31', 2014],
  ['平成26年4月1日', 2014],
  ['R5.4.1', 2023],
])('reads the year of %s', (text, year) => {
  expect(parseFiscalYear(text)).toBe(year);
});
