import type { CodedData } from '#domain/tabulation/dataset/columns.ts';
import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { DerivedColumnError, deriveColumns } from '#domain/tabulation/dataset/derived-columns.ts';
import type { Progress } from '#domain/tabulation/statistics/monte-carlo.ts';
import type { Table, TableBlock } from '#domain/tabulation/table.ts';
import {
  checkSpec,
  getBannerColumn,
  getCodedColumn,
  TableSpecError,
  type TableSpec,
} from '#domain/tabulation/table-spec.ts';
import { computeBlock } from './compute-block.ts';
import { indexGroups } from './group-index.ts';
import { listKeys } from './keys.ts';
import { Notes } from './notes.ts';
import { computeNumberBlock } from './number-block.ts';
import { computeFilter } from './row-filter.ts';
import { readWeights } from './weights.ts';

/** More cells than anybody reads; a specification beyond it is a mistake, not a table. */
const MAX_CELLS = 1_000_000;

/**
 * The table that a specification describes: counts, bases and shares, weighted where it names a weight, and the
 * statistics that it asks for.
 *
 * @param progress hears how far simulations are and may cancel them; they are `null` then
 * @throws TableSpecError when it names columns or codes that the data do not have, or settings that make no sense.
 */
export function computeTable(data: Dataset, spec: TableSpec, progress?: Progress): Table {
  checkSpec(spec);
  const dataset = withOwnColumns(data, spec);
  const notes = new Notes();
  const selected = computeFilter(dataset, spec.filter);
  const weights = spec.weight ? readWeights(dataset, spec.weight, selected) : null;
  if (weights && weights.withoutWeight > 0)
    notes.add('weight', `${weights.withoutWeight} rows without a weight count as 0`);
  if (spec.suppression) notes.add('suppression', 'not computed');

  const blockCount = spec.stub.length * spec.banner.length;
  const blocks = spec.stub.flatMap((names, stubIndex) => {
    const stub = names.map((name, level) => getCodedColumn(dataset, name, `/stub/${stubIndex}/${level}`));
    const banners = spec.banner.map((name, index) => {
      const banner = getBannerColumn(dataset, name, `/banner/${index}`);
      checkSize(stub, banner, stubIndex);
      return { name, banner };
    });
    const keys = listKeys(stub);
    // One index for the whole row of blocks.
    const index = stub.some(({ kind }) => kind === 'multiple')
      ? null
      : indexGroups(stub, selected, dataset.rowCount);
    return banners.map(({ name, banner }, bannerIndex): TableBlock => {
      const title = names.length > 0 ? `${names.join('/')} × ${name}` : name;
      const note = (path: string, reason: string) => notes.add(`${title}: ${path}`, reason);
      const source = {
        stub,
        base: spec.base,
        selected,
        rowCount: dataset.rowCount,
        weights: weights?.values ?? null,
        index,
      };
      const done = stubIndex * spec.banner.length + bannerIndex;
      const called = { stub: names, banner: name, keys };
      return banner.kind === 'number'
        ? computeNumberBlock({ ...source, banner }, called, spec, note)
        : computeBlock(
            { ...source, banner },
            called,
            spec,
            note,
            progress && { report: (part) => progress.report((done + part) / blockCount) },
          );
    });
  });
  return { spec, dataHash: dataset.hash, blocks, notes: notes.list() };
}

/** The data set with the columns that a specification makes of it. @throws TableSpecError for one that cannot be made */
export function withOwnColumns(data: Dataset, { columns }: TableSpec): Dataset {
  if (!columns || columns.length === 0) return data;
  try {
    return deriveColumns(data, columns);
  } catch (error) {
    if (error instanceof DerivedColumnError) throw new TableSpecError(`/columns${error.path}`, error.message);
    throw error;
  }
}

function checkSize(
  stub: readonly CodedData[],
  banner: ReturnType<typeof getBannerColumn>,
  stubIndex: number,
): void {
  const width = banner.kind === 'number' ? 1 : banner.categories.length;
  const cells = stub.reduce((product, column) => product * column.categories.length, width);
  if (cells > MAX_CELLS)
    throw new TableSpecError(`/stub/${stubIndex}`, `the block would have ${cells} cells`);
}
