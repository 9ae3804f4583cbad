import type { Category } from './codebook.ts';
import { NOT_APPLICABLE, type CodedData, type ColumnData } from './columns.ts';
import type { Dataset } from './dataset.ts';

/** Numbers in bands: below the first bound, from it to below the second, …, from the last one on. */
export interface BandColumn {
  kind: 'bands';
  name: string;
  label: string;
  /** The number column that is cut. */
  source: string;
  /** Rising. */
  bounds: number[];
  /** One for each band, the lowest first. */
  labels: string[];
}

/** Categories taken together, as 「中規模」 of two bands of employees; a code in no group is in none. */
export interface GroupColumn {
  kind: 'groups';
  name: string;
  label: string;
  /** The column whose categories are taken together; of a multiple answer, each group in which any is ticked. */
  source: string;
  groups: { code: string; label: string; codes: string[] }[];
}

/** A column that somebody made of another one. */
export type DerivedColumn = BandColumn | GroupColumn;

const MAX_GROUPS = 32;

/** A derived column that cannot be made; `path` says where in its definition, as a JSON pointer. */
export class DerivedColumnError extends Error {
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(reason);
    this.name = 'DerivedColumnError';
  }
}

/**
 * The data set with further columns. Its `hash` stays: it is the version of the answers, and what was made of them
 * stands in the specification.
 *
 * @throws DerivedColumnError for a name that is taken, a source that is not there or of another kind, bounds that do not
 *   rise, and a code that the source does not have or that stands in two groups of a single answer
 */
export function deriveColumns(dataset: Dataset, definitions: readonly DerivedColumn[]): Dataset {
  const columns = new Map<string, ColumnData>(dataset.columns);
  definitions.forEach((definition, index) => {
    const path = `/${index}`;
    if (columns.has(definition.name))
      throw new DerivedColumnError(`${path}/name`, `there is already a column "${definition.name}"`);
    columns.set(
      definition.name,
      definition.kind === 'bands' ? cutNumbers(columns, definition, path) : group(columns, definition, path),
    );
  });
  return { ...dataset, columns };
}

/** The categories of a derived column, in the order of its groups. */
export function listDerivedCategories(definition: DerivedColumn): Category[] {
  return definition.kind === 'bands'
    ? definition.labels.map((label, band) => ({ code: `b${band}`, label, pinned: false }))
    : definition.groups.map(({ code, label }) => ({ code, label, pinned: false }));
}

function cutNumbers(
  columns: ReadonlyMap<string, ColumnData>,
  definition: BandColumn,
  path: string,
): CodedData {
  const { source, bounds, labels } = definition;
  const numbers = columns.get(source);
  if (numbers?.kind !== 'number')
    throw new DerivedColumnError(`${path}/source`, `there is no column of numbers "${source}"`);
  if (
    bounds.length === 0 ||
    bounds.length >= MAX_GROUPS ||
    bounds.some((bound, at) => !rises(bounds, bound, at))
  )
    throw new DerivedColumnError(`${path}/bounds`, `must be 1 to ${MAX_GROUPS - 1} rising numbers`);
  if (labels.length !== bounds.length + 1)
    throw new DerivedColumnError(`${path}/labels`, 'must be one more than the bounds');
  const values = new Uint8Array(dataLength(numbers));
  for (let row = 0; row < values.length; row++) {
    if (numbers.missing[row] !== 0) continue;
    const value = numbers.values[row]!;
    let band = 0;
    while (band < bounds.length && value >= bounds[band]!) band++;
    values[row] = band + 1;
  }
  return { kind: 'scale', categories: listDerivedCategories(definition), values, missing: numbers.missing };
}

function rises(bounds: readonly number[], bound: number, at: number): boolean {
  return Number.isFinite(bound) && (at === 0 || bound > bounds[at - 1]!);
}

function group(columns: ReadonlyMap<string, ColumnData>, definition: GroupColumn, path: string): CodedData {
  const { source, groups } = definition;
  const column = columns.get(source);
  if (!column || !('categories' in column))
    throw new DerivedColumnError(`${path}/source`, `there is no column of codes "${source}"`);
  if (groups.length === 0 || groups.length > MAX_GROUPS)
    throw new DerivedColumnError(`${path}/groups`, `must be 1 to ${MAX_GROUPS}`);
  if (new Set(groups.map(({ code }) => code)).size < groups.length)
    throw new DerivedColumnError(`${path}/groups`, 'have the same code twice');
  const isMultiple = column.kind === 'multiple';
  /** Of each category the groups it is in, as bits. */
  const bitsOf = new Uint32Array(column.categories.length);
  groups.forEach(({ codes }, index) =>
    codes.forEach((code, at) => {
      const position = column.categories.findIndex((category) => category.code === code);
      const where = `${path}/groups/${index}/codes/${at}`;
      if (position < 0) throw new DerivedColumnError(where, `column "${source}" has no code "${code}"`);
      if (!isMultiple && bitsOf[position] !== 0)
        throw new DerivedColumnError(where, `code "${code}" stands in two groups`);
      bitsOf[position]! |= 1 << index;
    }),
  );
  const values = isMultiple ? new Uint32Array(dataLength(column)) : new Uint8Array(dataLength(column));
  // Who has an answer that is in no group is not asked of these groups.
  const missing = column.missing.slice();
  for (let row = 0; row < values.length; row++) {
    if (missing[row] !== 0) continue;
    const value = column.values[row]!;
    const bits = isMultiple ? joinBits(value, bitsOf) : bitsOf[value - 1]!;
    if (bits === 0) missing[row] = NOT_APPLICABLE;
    else values[row] = isMultiple ? bits : 32 - Math.clz32(bits);
  }
  return { kind: column.kind, categories: listDerivedCategories(definition), values, missing };
}

function joinBits(ticks: number, bitsOf: Uint32Array): number {
  let bits = 0;
  for (let rest = ticks; rest !== 0; rest &= rest - 1) bits |= bitsOf[31 - Math.clz32(rest & -rest)]!;
  return bits;
}

function dataLength({ missing }: ColumnData): number {
  return missing.length;
}
