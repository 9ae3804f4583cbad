import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { allocate } from './allocate.ts';
import type { FrameCell } from './frame-cells.ts';
import {
  groupByStratum,
  keyOfStratum,
  type SampleDesign,
  type SampleUnit,
  type Stratum,
} from './sample-design.ts';

/** A stratum with how many are drawn from it. */
export interface PlannedStratum extends Stratum {
  drawn: number;
  /** How many each drawn one stands for: all of the stratum by those drawn; null where none is. */
  weight: number | null;
}

/** What a design makes of a list, before anybody is drawn. */
export interface SamplePlan {
  strata: PlannedStratum[];
  /** Whether each stratum has got the minimum that was asked for. */
  isMinimumKept: boolean;
}

/** One who was drawn. */
export interface DrawnUnit {
  unitId: string;
  stratum: string;
  weight: number;
  /** In the order of the list. */
  position: number;
}

/** A sample as it was drawn. */
export interface DrawnSample extends SamplePlan {
  units: DrawnUnit[];
}

/** The highest seed; 0 is the lowest. */
export const HIGHEST_SEED = 2_147_483_647;

/** How many of each stratum a design would draw. */
export function planSample(units: readonly SampleUnit[], design: SampleDesign): SamplePlan {
  return plan(groupByStratum(units, dimensionsOf(design)), design);
}

/** The same from how many of each cell there are; cells are counts of addresses that are alike. */
export function planFromCells(cells: readonly FrameCell[], design: SampleDesign): SamplePlan {
  const by = dimensionsOf(design);
  const strata = new Map<string, Stratum>();
  for (const cell of cells) {
    const codes = by.map((dimension) => cell[dimension]);
    const key = keyOfStratum(codes);
    const stratum = strata.get(key) ?? { key, codes, total: 0 };
    stratum.total += cell.count;
    strata.set(key, stratum);
  }
  const sorted = [...strata.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
  return plan(
    sorted.map((stratum) => ({ stratum })),
    design,
  );
}

/**
 * Draws a sample: within each stratum each is as likely as the others (Fisher–Yates, stopped once there are
 * enough). The same list, design and seed give the same sample, in whatever order the units are given.
 */
export function drawSample(units: readonly SampleUnit[], design: SampleDesign, seed: number): DrawnSample {
  const groups = groupByStratum(units, dimensionsOf(design));
  const planned = plan(groups, design);
  const random = new SeededRandom(seed);
  const drawn = groups.flatMap((group, index) => {
    const { key, drawn: size, weight } = planned.strata[index]!;
    return pick(group.units, size, random).map((unit) => ({ unit, stratum: key, weight: weight ?? 0 }));
  });
  drawn.sort((one, other) => one.unit.row - other.unit.row);
  return {
    ...planned,
    units: drawn.map(({ unit, stratum, weight }, position) => ({
      unitId: unit.unitId,
      stratum,
      weight,
      position,
    })),
  };
}

function dimensionsOf(design: SampleDesign) {
  return design.kind === 'census' ? [] : design.by;
}

function plan(groups: readonly { stratum: Stratum }[], design: SampleDesign): SamplePlan {
  const strata = groups.map(({ stratum }) => stratum);
  const { sizes, isMinimumKept } =
    design.kind === 'census'
      ? { sizes: strata.map(({ total }) => total), isMinimumKept: true }
      : allocate(strata, design.allocation);
  return {
    isMinimumKept,
    strata: strata.map((stratum, index) => {
      const drawn = sizes[index]!;
      return { ...stratum, drawn, weight: drawn === 0 ? null : stratum.total / drawn };
    }),
  };
}

function pick(units: readonly SampleUnit[], size: number, random: SeededRandom): SampleUnit[] {
  const pool = [...units];
  for (let index = 0; index < size; index += 1) {
    const other = index + random.below(pool.length - index);
    [pool[index], pool[other]] = [pool[other]!, pool[index]!];
  }
  return pool.slice(0, size);
}
