import { isPlainDate, type PlainDate } from '#domain/canonical/dates.ts';
import { foldText } from '#domain/canonical/text.ts';
import { LONGEST_DETAIL, type NotedEvent } from './unit-event.ts';

/*
 * A list of what became of units, as offices keep it: a code or an id, what happened, on which day,
 * a note. The product's own list of units is read as well.
 */

/** What the columns may be called, in either language and in this product's own lists. */
const HEADINGS = {
  id: ['対象id', 'unit id'],
  code: ['コード', '依頼コード', 'code'],
  event: ['記録', '結果', 'noted', 'result', 'event'],
  on: ['記録日', '日付', '日', 'noted on', 'date'],
  detail: ['メモ', '備考', 'note'],
} as const;
type Column = keyof typeof HEADINGS;

/** A row that can be noted. */
export interface ListedDisposition {
  /** As a spreadsheet counts. */
  row: number;
  unit: string;
  event: NotedEvent;
  on: PlainDate;
  detail: string;
}

/** What is wrong with a row. */
export type RowFault = 'noUnit' | 'unknownEvent' | 'noDay' | 'wrongDay' | 'longNote';

/** What a list comes to. */
export interface DispositionList {
  rows: ListedDisposition[];
  faults: { row: number; fault: RowFault; cell: string }[];
  /** Rows that say nothing of what happened, as those of our own list of units mostly. */
  silent: number;
}

/**
 * Reads a list. @param words what the events are called, by their folded names
 * @returns undefined where a column for the unit, the event or the day is missing
 */
export function readDispositionList(
  records: readonly { row: number; cells: readonly string[] }[],
  words: ReadonlyMap<string, NotedEvent>,
): DispositionList | undefined {
  const [head, ...body] = records;
  if (!head) return undefined;
  const folded = head.cells.map((cell) => foldText(cell).trim());
  const places = Object.fromEntries(
    Object.entries(HEADINGS).map(([column, names]) => [
      column,
      folded.findIndex((cell) => (names as readonly string[]).some((name) => foldText(name) === cell)),
    ]),
  ) as Record<Column, number>;
  if ((places.id < 0 && places.code < 0) || places.event < 0 || places.on < 0) return undefined;
  const list: DispositionList = { rows: [], faults: [], silent: 0 };
  for (const { row, cells } of body) {
    const cell = (column: Column): string => (places[column] < 0 ? '' : (cells[places[column]] ?? '')).trim();
    if (cell('event') === '') {
      list.silent += 1;
      continue;
    }
    const unit = cell('id') || cell('code');
    const event = words.get(foldText(cell('event')).trim());
    const on = readDay(cell('on'));
    const detail = cell('detail');
    const fault = (what: RowFault, text: string): void => {
      list.faults.push({ row, fault: what, cell: text });
    };
    if (unit === '') fault('noUnit', '');
    else if (event === undefined) fault('unknownEvent', cell('event'));
    else if (cell('on') === '') fault('noDay', '');
    else if (on === undefined) fault('wrongDay', cell('on'));
    else if (detail.length > LONGEST_DETAIL) fault('longNote', detail.slice(0, 20));
    else list.rows.push({ row, unit, event, on, detail });
  }
  return list;
}

/** `2026-11-20`, `2026/11/20`, `2026年11月20日`, full width too. */
function readDay(text: string): PlainDate | undefined {
  const found = /^(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?$/.exec(
    text.normalize('NFKC').trim(),
  );
  if (!found) return undefined;
  const [, year, month, day] = found as unknown as [string, string, string, string];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isPlainDate(date) ? date : undefined;
}
