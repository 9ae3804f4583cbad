import { NOT_APPLICABLE, type CodedData, type NumberData } from '#domain/tabulation/dataset/columns.ts';
import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { getBannerColumn, getCodedColumn, type TableSpec } from '#domain/tabulation/table-spec.ts';
import { correlate } from '#domain/tabulation/statistics/correlation.ts';
import { withOwnColumns } from './compute-table.ts';
import { listKeys } from './keys.ts';
import { listGroups } from './memberships.ts';
import { computeFilter, hasBit, type Bitmap } from './row-filter.ts';

/** Of those who are in both of two waves: how many gave an answer in the later one, in the earlier one, and in both. */
export interface PairedAnswers {
  later: number;
  earlier: number;
  both: number;
}

/** Those who are in a group, and in its base, in both waves. */
export interface GroupOverlap {
  /** As `TableRow.key`; empty for everybody. */
  key: string[];
  pairs: number;
  /** By the code of the answer. */
  answers: Record<string, PairedAnswers>;
  /** Who has no answer, where they are in the base. */
  missing: PairedAnswers;
  /** Of a block of numbers: how those of the pairs go together (Pearson's r); 0 where that cannot be known. */
  correlation?: number;
}

/** Of each block of a table the groups in which somebody is twice. Of numbers the pairs are those who said one in both waves. */
export type TableOverlap = GroupOverlap[][];

/** One of two waves, ready to be asked for a row. */
interface Side<Banner = CodedData> {
  stub: readonly CodedData[];
  banner: Banner;
  keys: readonly string[];
  selected: Bitmap | null;
  groups: Uint32Array;
}

/**
 * How those who are in two waves answered in both, for each block, group and answer of a table: what a test of the change has to
 * know of them (`testChanges`).
 *
 * @param pairs a row of the later wave and one of the earlier, of the same company
 * @throws TableSpecError as `computeTable`
 */
export function computeOverlap(
  later: Dataset,
  earlier: Dataset,
  pairs: readonly (readonly [number, number])[],
  spec: TableSpec,
): TableOverlap {
  const waves = [later, earlier].map((data) => {
    const dataset = withOwnColumns(data, spec);
    return { dataset, selected: computeFilter(dataset, spec.filter) };
  });
  return spec.stub.flatMap((names) =>
    spec.banner.map((name) => {
      const [one, other] = waves.map(({ dataset, selected }): Side<CodedData | NumberData> => {
        const stub = names.map((each) => getCodedColumn(dataset, each, '/stub'));
        const banner = getBannerColumn(dataset, name, '/banner');
        const keys = listKeys(stub).map((key) => key.join('~'));
        return { stub, banner, keys, selected, groups: new Uint32Array(keys.length + 1) };
      });
      if (isOfNumbers(one!)) return isOfNumbers(other!) ? correlatePairs(one, other, pairs) : [];
      return isOfNumbers(other!) ? [] : countPairs(one as Side, other as Side, pairs, spec.base);
    }),
  );
}

function isOfNumbers(side: Side<CodedData | NumberData>): side is Side<NumberData> {
  return side.banner.kind === 'number';
}

function correlatePairs(
  later: Side<NumberData>,
  earlier: Side<NumberData>,
  pairs: readonly (readonly [number, number])[],
): GroupOverlap[] {
  const numbers = new Map<string, [number, number][]>();
  for (const [row, before] of pairs) {
    if (!isInBase(later, row, 'answered') || !isInBase(earlier, before, 'answered')) continue;
    for (const name of listShared(later, row, earlier, before)) {
      const both = numbers.get(name) ?? [];
      both.push([later.banner.values[row]!, earlier.banner.values[before]!]);
      numbers.set(name, both);
    }
  }
  return [...numbers].map(([name, both]) => ({
    ...startOverlap(name),
    pairs: both.length,
    correlation: correlate(both),
  }));
}

/** The groups that somebody is in in both waves, by name. */
function listShared(
  later: Side<CodedData | NumberData>,
  row: number,
  earlier: Side<CodedData | NumberData>,
  before: number,
): string[] {
  const namesBefore = new Set(namesOf(earlier, before));
  return namesOf(later, row).filter((name) => namesBefore.has(name));
}

function startOverlap(name: string): GroupOverlap {
  return {
    key: name === '' ? [] : name.split('~'),
    pairs: 0,
    answers: {},
    missing: { later: 0, earlier: 0, both: 0 },
  };
}

function countPairs(
  later: Side,
  earlier: Side,
  pairs: readonly (readonly [number, number])[],
  base: TableSpec['base'],
): GroupOverlap[] {
  const found = new Map<string, GroupOverlap>();
  const overlapOf = (name: string): GroupOverlap => {
    const known = found.get(name);
    if (known) return known;
    const made = startOverlap(name);
    found.set(name, made);
    return made;
  };
  for (const [row, before] of pairs) {
    if (!isInBase(later, row, base) || !isInBase(earlier, before, base)) continue;
    for (const name of listShared(later, row, earlier, before)) {
      const overlap = overlapOf(name);
      overlap.pairs++;
      countAnswers(overlap, codesOf(later.banner, row), codesOf(earlier.banner, before));
      count(overlap.missing, later.banner.missing[row] !== 0, earlier.banner.missing[before] !== 0);
    }
  }
  return [...found.values()];
}

function countAnswers({ answers }: GroupOverlap, later: readonly string[], earlier: readonly string[]): void {
  for (const code of new Set([...later, ...earlier]))
    count(
      (answers[code] ??= { later: 0, earlier: 0, both: 0 }),
      later.includes(code),
      earlier.includes(code),
    );
}

function count(paired: PairedAnswers, isLater: boolean, isEarlier: boolean): void {
  if (isLater) paired.later++;
  if (isEarlier) paired.earlier++;
  if (isLater && isEarlier) paired.both++;
}

function isInBase(
  { banner, selected }: Side<CodedData | NumberData>,
  row: number,
  base: TableSpec['base'],
): boolean {
  const reason = banner.missing[row]!;
  return reason !== NOT_APPLICABLE && (reason === 0 || base === 'asked') && hasBit(selected, row);
}

/** The groups of a row by name, everybody (``) first. */
function namesOf({ stub, keys, groups }: Side<CodedData | NumberData>, row: number): string[] {
  if (stub.length === 0) return [''];
  const memberships = listGroups(stub, row, groups);
  return ['', ...[...groups.subarray(1, memberships)].map((group) => keys[group - 1]!)];
}

function codesOf({ kind, values, categories }: CodedData, row: number): string[] {
  const value = values[row]!;
  return kind === 'multiple'
    ? categories.filter((_, position) => ((value >>> position) & 1) === 1).map(({ code }) => code)
    : value === 0
      ? []
      : [categories[value - 1]!.code];
}
