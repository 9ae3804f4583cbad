import type { CodedData, NumberData } from '#domain/tabulation/dataset/columns.ts';
import type { NumberSums } from '#domain/tabulation/statistics/average.ts';
import type { GroupIndex } from './group-index.ts';
import { listGroups } from './memberships.ts';
import { hasBit, type Bitmap } from './row-filter.ts';

/** Numbers and by what they are summed. */
export interface NumberCounting {
  stub: readonly CodedData[];
  banner: NumberData;
  selected: Bitmap | null;
  rowCount: number;
  weights: Float64Array | null;
}

/**
 * The sums of the numbers of each group, at 0 of all. Two passes, so that the spread of large numbers that differ little
 * keeps its digits.
 *
 * @param index of the stub; `null` where people are in several of its groups
 */
export function sumNumbers(
  counting: NumberCounting,
  groupCount: number,
  index: GroupIndex | null,
): NumberSums[] {
  return index ? sumApart(counting, index) : sumShared(counting, groupCount);
}

/**
 * Everybody is in one group at most: sums in typed arrays, since a ranking alone gives a dozen such columns. Those who said
 * no number are summed as well, at the end, where nobody looks: that is faster than asking of each whether to skip it.
 */
function sumApart({ banner, weights }: NumberCounting, { groupCount, codes }: GroupIndex): NumberSums[] {
  const { values, missing } = banner;
  // At 0 those in no group, at the end those whom the filter or the missing number leaves out.
  const out = groupCount + 1;
  const zero = (): Float64Array => new Float64Array(groupCount + 2);
  const [n, sum, squaredDistances] = [zero(), zero(), zero()];
  const [weight, weightSquares] = weights ? [zero(), zero()] : [n, n];
  for (let row = 0; row < values.length; row++) {
    const group = missing[row] === 0 ? codes[row]! : out;
    if (!weights) {
      n[group]!++;
      sum[group]! += values[row]!;
      continue;
    }
    const own = weights[row]!;
    if (own === 0) continue;
    n[group]!++;
    sum[group]! += own * values[row]!;
    weight[group]! += own;
    weightSquares[group]! += own * own;
  }
  const means = sum.map((all, group) => all / weight[group]!);
  for (let row = 0; row < values.length; row++) {
    const group = missing[row] === 0 ? codes[row]! : out;
    const own = weights ? weights[row]! : 1;
    // Products: a power is a call, which takes longer than everything else here.
    const distance = own === 0 ? 0 : values[row]! - means[group]!;
    squaredDistances[group]! += own * distance * distance;
  }
  const groups = Array.from({ length: out }, (_, group): NumberSums => ({
    n: n[group]!,
    weight: weight[group]!,
    weightSquares: weightSquares[group]!,
    sum: sum[group]!,
    squaredDistances: squaredDistances[group]!,
  }));
  return [joinSums(groups), ...groups.slice(1)];
}

/** The sums of all together: the distances within the groups and those of the groups' means. */
function joinSums(groups: readonly NumberSums[]): NumberSums {
  const filled = groups.filter(({ n }) => n > 0);
  const add = (amount: (sums: NumberSums) => number): number =>
    filled.reduce((all, sums) => all + amount(sums), 0);
  const [weight, sum] = [add((sums) => sums.weight), add((sums) => sums.sum)];
  const mean = sum / weight;
  return {
    n: add((sums) => sums.n),
    weight,
    weightSquares: add((sums) => sums.weightSquares),
    sum,
    squaredDistances: add(
      (sums) => sums.squaredDistances + sums.weight * (sums.sum / sums.weight - mean) ** 2,
    ),
  };
}

function sumShared(
  { stub, banner, selected, rowCount, weights }: NumberCounting,
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
