import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { TableSpecError } from '#domain/tabulation/table-spec.ts';
import { hasBit, type Bitmap } from './row-filter.ts';

/** How much each row counts, and in how many of the selected ones nobody said. */
export interface RowWeights {
  values: Float64Array;
  withoutWeight: number;
}

/**
 * The weights of a column. Who has none counts as 0: in the unweighted figures, not in the weighted ones.
 * Negative ones cannot be here (`buildDataset`).
 * @throws TableSpecError if there is no such column or it is not of kind `weight`.
 */
export function readWeights(dataset: Dataset, name: string, selected: Bitmap | null): RowWeights {
  const column = dataset.columns.get(name);
  if (!column) throw new TableSpecError('/weight', `there is no column "${name}"`);
  if (column.kind !== 'weight')
    throw new TableSpecError('/weight', `column "${name}" is not of kind "weight"`);
  const values = new Float64Array(dataset.rowCount);
  let withoutWeight = 0;
  for (let row = 0; row < values.length; row++) {
    if (column.missing[row] === 0) values[row] = column.values[row]!;
    else if (hasBit(selected, row)) withoutWeight++;
  }
  return { values, withoutWeight };
}
