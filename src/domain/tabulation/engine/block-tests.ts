import { checkExpected, likelihoodRatio, pearson, yates } from '#domain/tabulation/statistics/chi-square.ts';
import { toContingency, type Contingency } from '#domain/tabulation/statistics/contingency.ts';
import { correctedCramersV, cramersV } from '#domain/tabulation/statistics/cramers-v.ts';
import { fisherP } from '#domain/tabulation/statistics/fisher.ts';
import { monteCarloP, type Progress } from '#domain/tabulation/statistics/monte-carlo.ts';
import { raoScott } from '#domain/tabulation/statistics/rao-scott.ts';
import type { BlockTests } from '#domain/tabulation/table.ts';
import type { TableTests } from '#domain/tabulation/table-spec.ts';
import type { CountedBlock } from './block-counts.ts';
import { testMultipleBlock } from './multiple-block.ts';
import { effectiveSize } from '#domain/tabulation/statistics/effective-size.ts';

type Note = (path: string, reason: string) => void;

const NOTHING_TO_COMPARE = 'fewer than two rows or two columns with answers';
const SHARED = 'people are in several cells';
const WEIGHTED = 'not of weighted counts';
const NO_EFFECTS = 'too many cells, too many empty ones, or nothing that differs within a row or column';

/**
 * The tests of a block that were asked for, of those who are in a group and have an answer (as R's `table()` leaves
 * out `NA`): no-answer is in the base of a share, but not an answer that could be connected with anything.
 * Of groups × single answers χ² and its kin; weighted, Rao and Scott's test instead; where people are in
 * several cells, the test for multiple answers.
 */
export function computeBlockTests(
  counted: CountedBlock,
  order: readonly number[],
  wanted: TableTests,
  note: Note,
  progress?: Progress,
): BlockTests | undefined {
  const { chiSquare, fisher, monteCarlo } = wanted;
  if (!chiSquare && !fisher && !monteCarlo) return undefined;
  const isMultiple = !counted.index || counted.source.banner.kind === 'multiple';
  if (isMultiple) return { ...listNulls(wanted, SHARED, note), ...testMultipleBlock(counted, order, note) };
  if (counted.source.weights)
    return { ...listNulls(wanted, WEIGHTED, note), ...testWeighted(counted, order, wanted, note) };
  const table = toContingency(
    Array.from({ length: counted.groupCount }, (_, row) =>
      order.map((position) => counted.count(row + 1, position)),
    ),
  );
  if (!table) return { ...listNulls(wanted, NOTHING_TO_COMPARE, note), ...listSizes(wanted) };
  return testCounts(table, wanted, note, progress);
}

function testCounts(table: Contingency, wanted: TableTests, note: Note, progress?: Progress): BlockTests {
  const { chiSquare, fisher, monteCarlo } = wanted;
  const expectation = checkExpected(table);
  const tests: BlockTests = {};
  if (chiSquare) {
    const test = pearson(table);
    tests.chiSquare = { ...test, yates: yates(table) };
    tests.gSquare = likelihoodRatio(table);
    tests.cramersV = cramersV(table, test.statistic);
    tests.cramersVCorrected = correctedCramersV(table, test.statistic, table.total);
    if (tests.cramersVCorrected === null) note('tests.cramersVCorrected', 'too few answers');
  }
  if (fisher === true || (fisher === 'auto' && !expectation.valid)) {
    const p = fisherP(table);
    tests.fisher = p === null ? null : { p };
    if (p === null) note('tests.fisher', 'too many tables to count; tests.monteCarlo simulates them');
  }
  if (monteCarlo) {
    const p = monteCarloP(table, monteCarlo.replicates, monteCarlo.seed, progress);
    tests.monteCarlo = p === null ? null : { p, replicates: monteCarlo.replicates, seed: monteCarlo.seed };
    if (p === null) note('tests.monteCarlo', 'cancelled');
  }
  return { ...tests, ...expectation };
}

function testWeighted(
  counted: CountedBlock,
  order: readonly number[],
  { chiSquare }: TableTests,
  note: Note,
): BlockTests {
  if (!chiSquare) return {};
  const matrix = (amount: (group: number, position: number) => number) =>
    Array.from({ length: counted.groupCount }, (_, row) =>
      order.map((position) => amount(row + 1, position)),
    );
  const weights = matrix((group, position) => counted.weight(group, position));
  const squares = matrix((group, position) => counted.square(group, position));
  const test = raoScott(weights, squares, counted.answeredInGroups);
  const table = toContingency(weights);
  if (!test) note('tests.raoScott', table ? NO_EFFECTS : NOTHING_TO_COMPARE);
  if (!table) {
    note('tests.cramersV', NOTHING_TO_COMPARE);
    return { raoScott: test, cramersV: null, cramersVCorrected: null };
  }
  const { statistic } = pearson(table);
  const size = effectiveSize(
    table.total,
    squares.flat().reduce((sum, square) => sum + square, 0),
  );
  const corrected = correctedCramersV(table, statistic, size);
  if (corrected === null) note('tests.cramersVCorrected', 'too few answers');
  return { raoScott: test, cramersV: cramersV(table, statistic), cramersVCorrected: corrected };
}

/** The tests that this kind of table does not allow. */
function listNulls({ chiSquare, fisher, monteCarlo }: TableTests, reason: string, note: Note): BlockTests {
  if (chiSquare) note('tests.chiSquare', reason);
  if (fisher) note('tests.fisher', reason);
  if (monteCarlo) note('tests.monteCarlo', reason);
  return {
    ...(chiSquare && { chiSquare: null, gSquare: null }),
    ...(fisher && { fisher: null }),
    ...(monteCarlo && { monteCarlo: null }),
  };
}

function listSizes({ chiSquare }: TableTests): BlockTests {
  return { ...(chiSquare && { cramersV: null, cramersVCorrected: null }), expectedBelow5: null, valid: null };
}
