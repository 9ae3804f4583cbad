import type { CodedData, NumberData } from './dataset/columns.ts';
import type { Dataset } from './dataset/dataset.ts';
import type { DerivedColumn } from './dataset/derived-columns.ts';

const MAX_REPLICATES = 10_000_000;

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
  columnProportions?: { alpha: readonly number[]; adjust: 'none' | 'bonferroni' | 'holm' | 'bh' } | null;
  interval?: 'wilson' | 'agrestiCoull' | null;
}

/**
 * A table to be made (docs/contracts.md, "Tabulation"). Every group of `stub` × item of `banner` is
 * one block; a stub group of several columns nests them, one of none (`[]`) is the simple table (GT).
 */
export interface TableSpec {
  stub: string[][];
  banner: string[];
  /** Columns made of those of the data, that the rest of the specification may name as well. */
  columns?: DerivedColumn[] | null;
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

/**
 * Refuses settings that no table can be made with.
 * @throws TableSpecError
 */
export function checkSpec({ population, tests }: TableSpec): void {
  if (population !== undefined && population !== null && !(population >= 1 && Number.isFinite(population)))
    throw new TableSpecError('/population', 'must be at least 1');
  const { monteCarlo, columnProportions } = tests ?? {};
  if (monteCarlo) {
    const { replicates, seed } = monteCarlo;
    if (!Number.isInteger(replicates) || replicates < 1 || replicates > MAX_REPLICATES)
      throw new TableSpecError(
        '/tests/monteCarlo/replicates',
        `must be a whole number from 1 to ${MAX_REPLICATES}`,
      );
    if (!Number.isSafeInteger(seed))
      throw new TableSpecError('/tests/monteCarlo/seed', 'must be a whole number');
  }
  if (columnProportions) {
    const { alpha } = columnProportions;
    if (alpha.length === 0 || alpha.length > 2)
      throw new TableSpecError('/tests/columnProportions/alpha', 'must be one or two levels');
    alpha.forEach((level, index) => {
      if (!(level > 0 && level < 1))
        throw new TableSpecError(`/tests/columnProportions/alpha/${index}`, 'must be between 0 and 1');
    });
  }
}

/** The coded column of this name. @throws TableSpecError if there is none or it holds numbers. */
export function getCodedColumn(dataset: Dataset, name: string, pointer: string): CodedData {
  const column = dataset.columns.get(name);
  if (!column) throw new TableSpecError(pointer, `there is no column "${name}"`);
  if (!('categories' in column)) {
    const what = column.kind === 'weight' ? 'weights' : 'numbers';
    throw new TableSpecError(pointer, `column "${name}" holds ${what}, not codes`);
  }
  return column;
}

/** The column that stands across the top: codes, or numbers to be averaged. @throws TableSpecError as `getCodedColumn` */
export function getBannerColumn(
  dataset: Dataset,
  name: string,
  pointer: string,
): CodedData | (NumberData & { kind: 'number' }) {
  const column = dataset.columns.get(name);
  return column?.kind === 'number' ? { ...column, kind: 'number' } : getCodedColumn(dataset, name, pointer);
}
