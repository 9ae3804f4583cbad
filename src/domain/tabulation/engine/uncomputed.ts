import type { BlockTests, TableBlock } from '#domain/tabulation/table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';

/** What a specification asks for and this engine does not compute. */
export interface Uncomputed {
  /** The members of a block that are `null` for it. */
  members: Pick<TableBlock, 'residual' | 'low' | 'high' | 'letters' | 'hidden' | 'tests'>;
  isWeighted: boolean;
  notes: string[];
}

/**
 * Everything asked for beyond unweighted counts and shares: it appears as `null`, each with
 * a line in `notes`, so that nobody takes an absent figure for one that was not wanted.
 */
export function listUncomputed(spec: TableSpec): Uncomputed {
  const notes: string[] = [];
  const tests: BlockTests = {};
  const members: Uncomputed['members'] = {};
  const wanted = spec.tests ?? {};
  const note = (path: string) => notes.push(`${path}: not computed`);

  const isWeighted = spec.weight !== undefined && spec.weight !== null;
  if (isWeighted) note('weight');
  if (spec.population !== undefined && spec.population !== null) note('population');
  for (const name of ['chiSquare', 'fisher', 'monteCarlo'] as const) {
    if (!wanted[name]) continue;
    tests[name] = null;
    note(`tests.${name}`);
  }
  if (wanted.residuals && isWeighted) {
    members.residual = null;
    note('tests.residuals');
  }
  if (wanted.columnProportions) {
    members.letters = null;
    note('tests.columnProportions');
  }
  if (wanted.interval) {
    members.low = null;
    members.high = null;
    note('tests.interval');
  }
  if (spec.suppression) {
    members.hidden = null;
    note('suppression');
  }
  if (Object.keys(tests).length > 0) members.tests = tests;
  return { members, isWeighted, notes };
}
