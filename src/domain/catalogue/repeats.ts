import { foldText } from '../canonical/text.ts';
import type { PrintedRow } from './list-table.ts';
import { ReportError } from './report-error.ts';
import type { PrintedSheet } from './sheet.ts';

/** A row of the list together with its sheet. */
export interface Entry {
  row: PrintedRow;
  sheet: PrintedSheet;
}

/**
 * The entry that a repeated one (再掲) repeats: the one with a common name in list or on sheet,
 * the same cost and the same period. Whole names are compared: without their bracketed
 * parts two programmes of different departments would be one.
 * @throws ReportError when there is none
 */
export function getOriginal(repeat: Entry, entries: readonly Entry[]): Entry {
  const names = new Set(listNames(repeat));
  const original = entries.find(
    (entry) =>
      !entry.row.repeat &&
      entry.row.costThousandYen === repeat.row.costThousandYen &&
      entry.row.period.raw === repeat.row.period.raw &&
      listNames(entry).some((name) => names.has(name)),
  );
  if (!original) {
    throw new ReportError('original-missing', { page: repeat.row.page, line: repeat.row.line }, repeat.row.name);
  }
  return original;
}

function listNames({ row, sheet }: Entry): string[] {
  return [row.name, sheet.names.join('')].map(foldText);
}
