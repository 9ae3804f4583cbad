import { testMultipleAnswer, type TickCounts } from '#domain/tabulation/statistics/multiple-answer.ts';
import type { BlockTests } from '#domain/tabulation/table.ts';
import { CountedBlock } from './block-counts.ts';
import { MAX_PAIR_CELLS } from './count-pairs.ts';
import type { GroupIndex } from './group-index.ts';

type Note = (path: string, reason: string) => void;

/**
 * The test of a multiple answer against groups that are apart, whichever of the two stands down the side. Two multiple
 * answers, or groups nested in a multiple answer, have no such test here.
 *
 * @param order of the block's columns, which is that of the options where these stand across the top
 */
export function testMultipleBlock(counted: CountedBlock, order: readonly number[], note: Note): BlockTests {
  const fail = (reason: string): BlockTests => {
    note('tests.multipleAnswer', reason);
    return { multipleAnswer: null };
  };
  const sides = turnGroupsDown(counted);
  if (!sides?.index) return fail('only for one multiple answer against groups that are apart');
  if (counted.source.weights) return fail('not of weighted counts');
  const width = sides.source.banner.categories.length;
  if (sides.groupCount * sides.groupCount * width * width > MAX_PAIR_CELLS * 4)
    return fail('too many groups and options');
  const test = testMultipleAnswer(listTicks(sides, sides.index), width);
  if (!test) return fail('fewer than two groups or no option that some but not all ticked');
  const options = sides === counted ? order.map((position) => test.options[position]!) : test.options;
  return { multipleAnswer: { ...test, options } };
}

/** The block with the groups down the side; itself where they stand there. */
function turnGroupsDown(counted: CountedBlock): CountedBlock | undefined {
  const { stub, banner } = counted.source;
  if (counted.index) return counted;
  const [options] = stub;
  if (!options || stub.length > 1 || banner.kind === 'multiple') return undefined;
  return new CountedBlock({
    ...counted.source,
    stub: [banner],
    banner: options,
    base: 'answered',
    index: null,
  });
}

/** Of each group who answered, and how often options and pairs of options were ticked. */
function listTicks(counted: CountedBlock, index: GroupIndex): TickCounts[] {
  const { banner } = counted.source;
  const size = banner.categories.length ** 2;
  const pairs = counted.optionPairs(index);
  return Array.from({ length: counted.groupCount }, (_, row) => ({
    n: counted.answered(row + 1),
    pairs: pairs.subarray((row + 1) * size, (row + 2) * size),
  }));
}
