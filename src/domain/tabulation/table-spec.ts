import type { CodedData } from './dataset/columns.ts';
import type { Dataset } from './dataset/dataset.ts';

/** Only rows whose value is one of these codes; of a multiple answer, that has any of them. */
export interface FilterCondition {
  column: string;
  in: string[];
}

export interface TableFilter {
  all: FilterCondition[];
}

/** The statistics to compute beside the counts. */
export interface TableTests {
  chiSquare?: boolean;
  fisher?: 'auto' | boolean;
  monteCarlo?: { replicates: number; seed: number } | null;
  residuals?: boolean;
  columnProportions?: { alpha: number[]; adjust: 'none' | 'bonferroni' | 'holm' | 'bh' } | null;
  interval?: 'wilson' | 'agrestiCoull' | null;
}

/**
 * A table to be made (docs/contracts.md, "Tabulation"). Every group of `stub` × item of `banner` is
 * one block; a stub group of several columns nests them, one of none (`[]`) is the simple table (GT).
 */
export interface TableSpec {
  stub: string[][];
  banner: string[];
  filter?: TableFilter | null;
  weight?: string | null;
  /** `asked`: everybody the item applies to; `answered`: only those with an answer. */
  base: 'asked' | 'answered';
  population?: number | null;
  tests?: TableTests | null;
  suppression?: object | null;
  /** `descending`: by the frequency in the total, pinned options last; scales keep their order. */
  sort?: 'codebook' | 'descending';
}

/** A specification that does not fit the data; `pointer` says where (RFC 6901). */
export class TableSpecError extends Error {
  constructor(
    readonly pointer: string,
    reason: string,
  ) {
    super(`${pointer}: ${reason}`);
    this.name = 'TableSpecError';
  }
}

/** The coded column of this name. @throws TableSpecError if there is none or it holds numbers. */
export function getCodedColumn(dataset: Dataset, name: string, pointer: string): CodedData {
  const column = dataset.columns.get(name);
  if (!column) throw new TableSpecError(pointer, `there is no column "${name}"`);
  if (!('categories' in column)) {
    throw new TableSpecError(pointer, `column "${name}" holds numbers, not codes`);
  }
  return column;
}
