import { expect, it } from 'vitest';
import { listAsCsv, toListRows, toWorkbook } from '#client/areas/catalogue/features/upkeep/list-files.ts';
import { sheetDesk } from '#client/workers/sheet/sheet-desk.ts';
import type { SheetFault } from '#client/workers/sheet/sheet-contract.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { planProgrammeImport, type ListedRow } from '#domain/catalogue/edition/programme-import.ts';
import { REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';

const report = parseReport(REPORT_TEXT);

async function readBytes(bytes: Uint8Array<ArrayBuffer>): Promise<ListedRow[] | SheetFault> {
  const answer = await sheetDesk.read({ bytes: bytes.buffer }, () => {});
  return 'rows' in answer ? answer.rows : answer.fault;
}
const readText = (text: string) => readBytes(new TextEncoder().encode(text));

it.each(['ja', 'en'] as const)(
  'the list as a workbook (%s) comes back without a difference',
  async (language) => {
    const written = await sheetDesk.write(toWorkbook(report.programmes, language), () => {});
    const rows = (await readBytes(new Uint8Array(written))) as ListedRow[];
    const { faults, comparison, unchangedCount } = planProgrammeImport(rows, report, {
      isWhole: true,
      createId: () => 'id',
    });
    expect(faults).toEqual([]);
    expect(comparison).toEqual({ added: [], removed: [], changed: [] });
    expect(unchangedCount).toBe(119);
  },
);

it('the list as CSV comes back without a difference', async () => {
  const rows = (await readText(listAsCsv(report.programmes, 'ja'))) as ListedRow[];
  expect(planProgrammeImport(rows, report, { isWhole: true, createId: () => 'id' }).comparison).toEqual({
    added: [],
    removed: [],
    changed: [],
  });
});

it('a text that looks like a formula is a text in a workbook', async () => {
  const programme = { ...report.programmes[0]!, name: '=1+1' };
  const written = await sheetDesk.write(toWorkbook([programme], 'ja'), () => {});
  const rows = (await readBytes(new Uint8Array(written))) as ListedRow[];
  expect(rows[1]?.cells[2]).toBe('=1+1');
});

it('the empty template says in its headings what is to be written', () => {
  expect(toListRows([], 'ja')).toEqual([
    expect.arrayContaining(['事業名（必須）', '終了年度（空欄は継続中）']),
  ]);
});

it('rows keep the numbers that a spreadsheet shows', async () => {
  expect(await readText('事業名\n\n\n就職\n')).toEqual([
    { row: 1, cells: ['事業名'] },
    { row: 4, cells: ['就職'] },
  ]);
});

it.each<[string, Uint8Array<ArrayBuffer>, SheetFault['reason']]>([
  ['empty', new Uint8Array(0), 'empty'],
  ['a damaged workbook', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9, 9]), 'brokenWorkbook'],
  ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'oldSpreadsheet'],
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'binary'],
  ['an open quotation', new TextEncoder().encode('事業名,"x\n'), 'brokenQuotes'],
])('a file that is %s is told apart', async (_what, bytes, reason) => {
  expect(await readBytes(bytes)).toMatchObject({ reason });
});
