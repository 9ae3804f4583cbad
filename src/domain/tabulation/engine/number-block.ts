import { type CodedData, type NumberData } from '#domain/tabulation/dataset/columns.ts';
import { computeAverage } from '#domain/tabulation/statistics/average.ts';
import type { TableBlock } from '#domain/tabulation/table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { CountedBlock, type BlockSource } from './block-counts.ts';
import type { BlockNames } from './compute-block.ts';
import { sumNumbers } from './number-sums.ts';

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
    values: markAnswers(banner.missing),
    missing: banner.missing,
  };
  const counted = new CountedBlock({ ...source, banner: answers });
  const sums = sumNumbers(source, counted.groupCount, counted.index);
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

/** 1 for each row with an answer. */
function markAnswers(missing: Uint8Array): Uint8Array {
  const marks = new Uint8Array(missing.length);
  for (let row = 0; row < marks.length; row++) marks[row] = missing[row] === 0 ? 1 : 0;
  return marks;
}
