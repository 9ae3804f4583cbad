import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { bookOfAllItems } from '#domain/tabulation/book/all-items.ts';
import { listTables, type BookSpec } from '#domain/tabulation/book/book-spec.ts';
import { bookOfFindings } from '#domain/tabulation/book/findings.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { columnLetter } from '#domain/tabulation/statistics/column-proportions.ts';
import { layBookSheets } from '#client/workers/book/book-sheets.ts';
import { bindBook } from '#client/workers/book/made-book.ts';
import { scanXml } from '#client/workers/sheet/scan-xml.ts';
import { Workbook } from '#client/workers/sheet/read-workbook.ts';
import { writeWorkbook } from '#client/workers/workbook/write-workbook.ts';
import {
  bookColumns,
  inventDataset,
  origin,
  settings,
  survey,
  surveyCodebook,
} from '#tests/domain/tabulation/book/invented-survey.ts';

const columns = bookColumns(surveyCodebook());
const dataset = inventDataset(500);

function make(book: BookSpec) {
  const tables = listTables(book).map(({ spec }) => computeTable(dataset, spec));
  const made = bindBook(book, tables, { settings, columns, origin });
  const bytes = writeWorkbook(layBookSheets(made), { title: book.title, madeAt: origin.madeAt });
  return { tables, bytes, read: new Workbook(bytes), parts: unzipSync(bytes) };
}

const findings = make(bookOfFindings(survey, columns, settings, 'ja'));
const textOf = (path: string) => strFromU8(findings.parts[path]!);
const cellsOf = (index: number) => findings.read.readRows(index).map(({ cells }) => cells);

it('begins with what the survey is, then the contents, then a sheet for each table', () => {
  const names = findings.read.sheets.map(({ name }) => name);
  expect(names.slice(0, 4)).toEqual(['調査概要', '目次', '1 認知度', '2 認知度（業種別）']);
  expect(names).toHaveLength(findings.tables.length + 2);
  const overview = Object.fromEntries(cellsOf(0).map(([label, value]) => [label, value]));
  expect(overview).toMatchObject({
    調査: '2026年の調査',
    受付: '2026-11-01 ～ 2026-11-20',
    有効回答: '1,260件',
    絞り込み: 'なし（すべての回答）',
    重み: '重み付けなし',
    データ版: 'abcdef01（調査票 第2版）',
    作成: '2026-11-29 14:30',
  });
  expect(overview['注意']).toContain('見本データ 12件');
});

it('holds the numbers that the engine counted', () => {
  findings.tables.forEach((table, index) => {
    const rows = cellsOf(index + 2);
    const block = table.blocks[0]!;
    if (block.stub.length === 0) return;
    // The first of each is the percentages, the second the counts.
    const rowsOf = (label: string) => rows.filter(([first]) => first === label);
    const [percents, counts] = rowsOf('全体');
    const base = block.total.unweightedBase;
    expect(Number(percents![1])).toBe(base);
    block.columns.forEach((_, column) => {
      expect(Number(counts![2 + column])).toBe(block.total.count[column]);
      expect(Number(percents![2 + column])).toBeCloseTo((block.total.count[column]! / base) * 100, 9);
    });
    block.rows.forEach(({ unweightedBase }, at) => {
      if (unweightedBase < 10) return;
      const labelled = rows.filter(([label]) => label?.startsWith(`${columnLetter(at)}. `));
      expect(Number(labelled[0]![1])).toBe(unweightedBase);
      block.columns.forEach((_, column) => {
        expect(Number(labelled[0]![2 + column])).toBeCloseTo(block.rowShare[at]![column]! * 100, 9);
        expect(Number(labelled[1]![2 + column])).toBe(block.count[at]![column]);
      });
    });
  });
});

it('hides the percentages of groups that are too small', () => {
  const table = findings.tables.findIndex(({ blocks }) =>
    blocks[0]!.rows.some(({ unweightedBase }) => unweightedBase > 0 && unweightedBase < 10),
  );
  expect(table).toBeGreaterThan(0);
  const hidden = cellsOf(table + 2).filter((cells) => cells[2] === 'n=10未満のため表示しません');
  expect(hidden.length).toBeGreaterThan(0);
  for (const cells of hidden) expect(cells).toHaveLength(3);
});

it('leads from the contents to each table and back', () => {
  const linksOf = (path: string) => {
    const found: [ref: string, location: string][] = [];
    scanXml(textOf(path), {
      open: (name, given) => {
        if (name === 'hyperlink') found.push([given.get('ref')!, given.get('location')!]);
      },
      close: () => {},
      text: () => {},
    });
    return found;
  };
  const contents = linksOf('xl/worksheets/sheet2.xml').filter(([ref]) => ref.startsWith('B'));
  expect(contents).toHaveLength(findings.tables.length);
  const rows = findings.read.readRows(1);
  const names = findings.read.sheets.map(({ name }) => name);
  contents.forEach(([ref, location], index) => {
    expect(location).toBe(`'${names[index + 2]}'!A1`);
    // The cell that leads there says what is there.
    const cell = rows.find(({ row }) => row === Number(ref.slice(1)))!.cells[1];
    expect(names[index + 2]!.slice(0, 31)).toBe(`${index + 1} ${cell}`.slice(0, 31));
  });
  expect(linksOf('xl/worksheets/sheet3.xml')).toEqual([['A1', "'目次'!A1"]]);
});

it('stands on A4, landscape, one page wide, with its headings on every page and frozen', () => {
  const sheet = textOf('xl/worksheets/sheet4.xml');
  expect(sheet).toContain('paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"');
  expect(sheet).toContain('<pageSetUpPr fitToPage="1"/>');
  expect(sheet).toContain(
    '<pane xSplit="2" ySplit="4" topLeftCell="C5" activePane="bottomRight" state="frozen"/>',
  );
  expect(textOf('xl/workbook.xml')).toContain(
    `<definedName name="_xlnm.Print_Titles" localSheetId="3">'2 認知度（業種別）'!$A:$B,'2 認知度（業種別）'!$1:$4</definedName>`,
  );
});

it('says under each table what it is', () => {
  const said = cellsOf(3)
    .map(([first]) => first ?? '')
    .join('\n');
  for (const line of [
    '設問：21あおもり産業総合支援センター（21財団）をご存じですか',
    '分類：主な業種はどれですか',
    'n：',
    '調査：2026年の調査',
    '受付：',
    '母数：設問の対象となった回答',
    '絞り込み：',
    '重み：',
    'データ版：',
    '注意：',
    '検定：カイ二乗検定',
    'Holm法',
    'n=10 未満',
  ])
    expect(said).toContain(line.replace('n=10 未満', 'n=10'));
});

it('marks the three institutions that most want for an issue, and they stay numbers', () => {
  const index = findings.read.sheets.findIndex(({ name }) => name.includes('機関'));
  const block = findings.tables[index - 2]!.blocks[0]!;
  const row = findings.read.readRows(index).find(({ cells }) => cells[0] === '雇用・労務')!;
  const counts = block.total.count.map((count) => (count / block.total.unweightedBase) * 100);
  expect(row.cells.slice(2, 2 + counts.length).map(Number)).toEqual(
    counts.map((count) => expect.closeTo(count, 9)),
  );
  expect(textOf('xl/styles.xml')).toContain('formatCode="&quot;① &quot;0.0');
});

it('keeps texts that look like formulas as texts', () => {
  const wicked = '=HYPERLINK("http://example.test","x")';
  const book: BookSpec = {
    title: 'x',
    chapters: [
      {
        heading: '@chapter',
        tables: [{ ...listTables(bookOfAllItems(columns, [], settings, ''))[0]!, heading: wicked }],
      },
    ],
    omitted: [],
  };
  const { parts, read } = make(book);
  const sheets = Object.keys(parts).filter((path) => path.startsWith('xl/worksheets/'));
  for (const path of sheets) expect(strFromU8(parts[path]!)).not.toContain('<f>');
  expect(read.readRows(1).at(-1)!.cells[1]).toBe(wicked);
  // Editing the cell does not make a formula of it either.
  expect(strFromU8(parts['xl/styles.xml']!)).toContain('quotePrefix="1"');
});

it('keeps what only looks like an escaped character, and drops what no file can hold', () => {
  const book = bookOfAllItems(columns.slice(0, 1), [], settings, 'x');
  book.chapters[0]!.heading = 'a_x0041_b\u0000\u000b<&">';
  expect(make(book).read.readRows(1).at(-2)!.cells[1]).toBe('a_x0041_b<&">');
});

it('gives each of hundreds of tables a sheet of its own', () => {
  const all = columns.map(({ code }) => code);
  const { read, tables } = make(
    bookOfAllItems(
      columns.filter(({ kind }) => kind !== 'number').slice(0, 20),
      all,
      { ...settings, tests: false },
      'x',
    ),
  );
  const names = read.sheets.map(({ name }) => name.toLowerCase());
  expect(tables.length).toBeGreaterThan(200);
  expect(new Set(names).size).toBe(tables.length + 2);
  expect(names.every((name) => name.length <= 31)).toBe(true);
});
