import { wilson, type Interval } from '#domain/tabulation/statistics/proportion-interval.ts';
import { addCounts, countSent, countValid, type DispositionCounts } from './unit-disposition.ts';

/** What units are told apart by, besides what became of them. */
export const RETURN_DIMENSIONS = ['industry', 'employees', 'municipality'] as const;
export type ReturnDimension = (typeof RETURN_DIMENSIONS)[number];

/** The code of a unit's option in each dimension; empty where it is not known. */
export type CellKey = Record<ReturnDimension, string>;

/** Units that were asked and are alike in every dimension. */
export interface ReturnCell extends CellKey {
  counts: DispositionCounts;
  /** Of the contacted those whose paper has come in and is to be keyed; left out where there are none. */
  unkeyed?: number;
}

/** Units that are alike in some dimensions, and how many of them answered. */
export interface ReturnRow {
  /** The codes of the chosen dimensions, in their order. */
  codes: string[];
  counts: DispositionCounts;
  sent: number;
  valid: number;
  /** Valid answers of those sent. */
  rate: number;
  /** Wilson's, 95 %. */
  interval: Interval;
}

/** The units by one or several dimensions; groups of nobody are left out, the largest stand first. */
export function listReturnRows(
  cells: readonly ReturnCell[],
  dimensions: readonly ReturnDimension[],
): ReturnRow[] {
  const groups = new Map<string, { codes: string[]; counts: DispositionCounts[] }>();
  for (const cell of cells) {
    const codes = dimensions.map((dimension) => cell[dimension]);
    const key = codes.join('\n');
    const group = groups.get(key);
    if (group) group.counts.push(cell.counts);
    else groups.set(key, { codes, counts: [cell.counts] });
  }
  return [...groups.values()]
    .map(({ codes, counts }) => describeGroup(codes, addCounts(counts)))
    .sort((a, b) => b.sent - a.sent || (a.codes.join('\n') < b.codes.join('\n') ? -1 : 1));
}

function describeGroup(codes: string[], counts: DispositionCounts): ReturnRow {
  const sent = countSent(counts);
  const valid = countValid(counts);
  const rate = valid / sent;
  return { codes, counts, sent, valid, rate, interval: wilson(rate, sent) };
}
