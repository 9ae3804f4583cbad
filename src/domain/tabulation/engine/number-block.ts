import { type CodedData, type NumberData } from '#domain/tabulation/dataset/columns.ts';
import { computeAverage, type NumberSums } from '#domain/tabulation/statistics/average.ts';
import type { TableBlock } from '#domain/tabulation/table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { CountedBlock, type BlockSource } from './block-counts.ts';
import type { BlockNames } from './compute-block.ts';
import { listGroups } from './memberships.ts';
import { hasBit } from './row-filter.ts';

/** The numbers of a column by group; the rest as for codes. */
export type NumberSource = Omit<BlockSource, 'banner'> & { banner: NumberData };

/**
 * A block of averages: mean, standard deviation and interval of a number for every group and for all. It has no columns;
 * shares and tests there are none.
 */
export function computeNumberBlock(
  source: NumberSource,
  { stub, banner: name, keys }: BlockNames,
  spec: TableSpec,
  note: (path: string, reason: string) => void,
): TableBlock {
  const { banner } = source;
  // Who is in which base does not depend on what the answer is.
  const answers: CodedData = {
    kind: 'single',
    categories: [{ code: '', label: '', pinned: false }],
    values: banner.missing.map((reason) => (reason === 0 ? 1 : 0)),
    missing: banner.missing,
  };
  const counted = new CountedBlock({ ...source, banner: answers });
  const sums = sumNumbers(source, counted.groupCount);
  const averageOf = (group: number) => computeAverage(sums[group]!, spec.population);
  const rows = keys.map((key, row) => ({ key, ...counted.bases(row + 1), ...averageOf(row + 1) }));
  const nothing = () => rows.map(() => []);
  const { chiSquare, fisher, monteCarlo, columnProportions, residuals } = spec.tests ?? {};
  if (chiSquare || fisher || monteCarlo || columnProportions || residuals) note('tests', 'not of numbers');
  if (sums.some(({ n }) => spec.population && n > spec.population))
    note('low, high', `more people than the population (${spec.population})`);
  return {
    stub,
    banner: name,
    kind: 'number',
    rows,
    columns: [],
    total: { ...counted.bases(0), ...averageOf(0), count: [], weightedCount: [] },
    count: nothing(),
    weightedCount: nothing(),
    rowShare: nothing(),
    columnShare: nothing(),
  };
}

/** Two passes, so that the spread of large numbers that differ little keeps its digits. */
function sumNumbers(
  { stub, banner, selected, rowCount, weights }: NumberSource,
  groupCount: number,
): NumberSums[] {
  const sums = Array.from({ length: groupCount + 1 }, () => ({
    n: 0,
    weight: 0,
    weightSquares: 0,
    sum: 0,
    squaredDistances: 0,
  }));
  const groups = new Uint32Array(groupCount + 1);
  const visit = (add: (sum: NumberSums, value: number, weight: number) => void) => {
    for (let row = 0; row < rowCount; row++) {
      const weight = weights ? weights[row]! : 1;
      if (banner.missing[row] !== 0 || weight === 0 || !hasBit(selected, row)) continue;
      const memberships = listGroups(stub, row, groups);
      for (let index = 0; index < memberships; index++)
        add(sums[groups[index]!]!, banner.values[row]!, weight);
    }
  };
  visit((sum, value, weight) => {
    sum.n++;
    sum.weight += weight;
    sum.weightSquares += weight * weight;
    sum.sum += weight * value;
  });
  visit((sum, value, weight) => {
    sum.squaredDistances += weight * (value - sum.sum / sum.weight) ** 2;
  });
  return sums;
}
