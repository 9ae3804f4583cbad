import { wordsOfBook, type SayWord } from '#domain/tabulation/book/book-words.ts';
import type { NewRow, NewSheet } from '#client/workers/workbook/new-sheet.ts';
import { nameSheet } from '#client/workers/workbook/sheet-names.ts';
import { CAUTION, HEAD, HEAD_OF_NUMBERS, LABEL, LINK, SUBTITLE, TITLE } from './book-styles.ts';
import { tablesOf, type MadeBook } from './made-book.ts';
import { layTableSheet, measure, row } from './table-sheet.ts';

const OVERVIEW_WIDTHS = [26, 100];
const CONTENTS_WIDTHS = [8, 90, 10];
const LINE_PT = 16;

/** The sheets of a book: 調査概要, the contents with links, and one for each table with a link back. */
export function layBookSheets(book: MadeBook): NewSheet[] {
  const say = wordsOfBook(book.origin.language);
  const taken = new Set<string>();
  const overview = nameSheet(say('overview'), taken);
  const contents = nameSheet(say('contents'), taken);
  const tables = tablesOf(book);
  const names = new Map(
    tables.map(({ number, table }) => [number, nameSheet(`${number} ${table.heading}`, taken)]),
  );
  const { inventedCount } = book.origin;
  const caution = inventedCount > 0 ? say('invented', { n: inventedCount }) : null;
  return [
    layOverview(book, overview, contents, say),
    layContents(book, contents, overview, names, caution, say),
    ...tables.map((each) => layTableSheet(each, names.get(each.number)!, contents, caution, say)),
  ];
}

function layOverview(
  { title, origin, overview }: MadeBook,
  name: string,
  contents: string,
  say: SayWord,
): NewSheet {
  return {
    name,
    widths: OVERVIEW_WIDTHS,
    frozen: { rows: 0, columns: 0 },
    links: [{ row: 0, column: 0, sheet: contents }],
    rows: [
      row({ value: say('contents'), style: LINK }),
      row({ value: `${title} ― ${origin.surveyTitle}`, style: TITLE }),
      row({ value: say('overview'), style: SUBTITLE }),
      ...overview.map(([label, value]): NewRow => ({
        heightPt: Math.max(1, Math.ceil(measure(value) / OVERVIEW_WIDTHS[1]!)) * LINE_PT,
        cells: [
          { value: label, style: HEAD },
          { value, style: label === say('caution') ? CAUTION_LINE : LABEL },
        ],
      })),
    ],
  };
}

const CAUTION_LINE = { ...CAUTION, isWrapped: true };

function layContents(
  book: MadeBook,
  name: string,
  overview: string,
  names: ReadonlyMap<number, string>,
  caution: string | null,
  say: SayWord,
): NewSheet {
  const rows: NewRow[] = [
    row({ value: say('overview'), style: LINK }),
    row({ value: say('contents'), style: TITLE }),
    row(caution === null ? { value: null } : { value: caution, style: CAUTION }),
    row(
      { value: say('number'), style: HEAD },
      { value: say('table'), style: HEAD },
      { value: say('n'), style: HEAD_OF_NUMBERS },
    ),
  ];
  const links: NewSheet['links'] = [{ row: 0, column: 0, sheet: overview }];
  const frozenRows = rows.length;
  for (const { heading, tables } of book.chapters) {
    rows.push(row({ value: null }, { value: heading, style: SUBTITLE }));
    for (const { number, table } of tables) {
      const sheet = names.get(number)!;
      links.push({ row: rows.length, column: 0, sheet }, { row: rows.length, column: 1, sheet });
      rows.push(
        row(
          { value: number, style: LINK },
          { value: table.heading, style: LINK },
          { value: table.layout === 'grid' ? null : (table.rows[0]?.base ?? null), style: PLAIN_COUNT },
        ),
      );
    }
  }
  return { name, widths: CONTENTS_WIDTHS, frozen: { rows: frozenRows, columns: 0 }, links, rows };
}

const PLAIN_COUNT = { format: '#,##0' };
