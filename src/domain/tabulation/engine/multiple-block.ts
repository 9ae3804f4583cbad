import { testMultipleAnswer, type TickCounts } from '#domain/tabulation/statistics/multiple-answer.ts';
import type { CodedData } from '#domain/tabulation/dataset/columns.ts';
import type { BlockTests } from '#domain/tabulation/table.ts';
import type { CountedBlock } from './block-counts.ts';
import { countBlock } from './count-block.ts';
import { MAX_PAIR_CELLS, sumOptionPairs } from './count-pairs.ts';

type Note = (path: string, reason: string) => void;

/**
 * The test of a multiple answer against groups that are apart, whichever of the two stands down the side. Two multiple
 * answers, or groups nested in a multiple answer, have no such test here.
 */
export function testMultipleBlock(counted: CountedBlock, note: Note): BlockTests {
  const { stub, banner, selected, rowCount, weights } = counted.source;
  const fail = (reason: string): BlockTests => {
    note('tests.multipleAnswer', reason);
    return { multipleAnswer: null };
  };
  const sides = counted.areGroupsApart
    ? { groups: stub, options: banner }
    : stub.length === 1 && banner.kind !== 'multiple'
      ? { groups: [banner], options: stub[0]! }
      : undefined;
  if (!sides) return fail('only for one multiple answer against groups that are apart');
  if (weights) return fail('not of weighted counts');
  const { groups, options } = sides;
  const width = options.categories.length;
  const groupCount = groups.reduce((product, column) => product * column.categories.length, 1);
  if (groupCount * groupCount * width * width > MAX_PAIR_CELLS * 4)
    return fail('too many groups and options');
  const test = testMultipleAnswer(countTicks(groups, options, selected, rowCount, groupCount));
  return test
    ? { multipleAnswer: test }
    : fail('fewer than two groups or no option that some but not all ticked');
}

/** Of each group who answered, and how often options and pairs of options were ticked. */
function countTicks(
  groups: readonly CodedData[],
  options: CodedData,
  selected: Uint32Array | null,
  rowCount: number,
  groupCount: number,
): TickCounts[] {
  const width = options.categories.length;
  const { bases, counts } = countBlock(groups, options, 'answered', selected, rowCount);
  const pairs = sumOptionPairs(groups, options, selected, rowCount);
  const positions = options.categories.map((_, position) => position);
  return Array.from({ length: groupCount }, (_, index) => index + 1).map((group) => ({
    n: bases[group]!,
    ticks: positions.map((option) => counts[group * width + option]!),
    pairs: positions.map((one) => positions.map((other) => pairs[(group * width + one) * width + other]!)),
  }));
}
