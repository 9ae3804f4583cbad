import { countNone, countValid, type UnitDisposition } from '#domain/fieldwork/returns/unit-disposition.ts';

/*
 * What an answer of a drawn sample stands for before it is raked: the weight of its stratum, times what
 * those of its class who did not answer leave to those who did (weighting class adjustment; Valliant,
 * Dever and Kreuter, Practical Tools for Designing and Weighting Survey Samples, 2018, chapter 13).
 */

/** A sampled unit as it matters for weights. */
export interface WeighedUnit {
  unitId: string;
  /** How many of the list it stands for: N / n of its stratum. */
  designWeight: number;
  disposition: UnitDisposition;
  /** The class within which answering is taken to be by chance, such as an industry of one size. */
  className: string;
}

/** Classes whose answers carry each other's missing ones. */
export interface WeightClass {
  /** More than one where single ones have too few answers. */
  classNames: string[];
  units: number;
  answered: number;
  /** By how much the answers of the class are multiplied. */
  factor: number;
}

export interface SampleWeights {
  /** Of each unit that has answered: how many of the list it stands for. */
  weights: Map<string, number>;
  classes: WeightClass[];
  /** The share of units of unknown eligibility that is taken to be eligible. */
  eligibility: number;
}

/** A class with fewer answers than this is joined with others: its factor would rest on chance. */
export const MIN_ANSWERED = 10;

/** The sums of a class. */
interface ClassSums {
  classNames: string[];
  units: number;
  answered: number;
  /** Design weights of those who answered, of all eligible ones, and of those of whom it is not known. */
  answeredWeight: number;
  eligibleWeight: number;
  unknownWeight: number;
}

/**
 * The weights of a sample's answers. A class's factor is (eligible + e × unknown) / answered, in design
 * weights; e is the share of eligible ones among those of whom it is known, as in the rates of AAPOR. Units
 * that are not eligible stand for nobody. Classes with fewer than `MIN_ANSWERED` answers are put together,
 * and with the class whose rate is nearest to theirs when that is still too few. The weights sum to
 * eligible + e × unknown over all classes.
 *
 * @returns no weights where nobody has answered.
 */
export function computeSampleWeights(units: readonly WeighedUnit[]): SampleWeights {
  const eligibility = computeEligibility(units);
  const classes = joinSmallClasses([...sumClasses(units).values()]);
  const factors = new Map(
    classes.flatMap((each) =>
      each.classNames.map((name): [string, number] => [name, factorOf(each, eligibility)]),
    ),
  );
  return {
    weights: new Map(
      units
        .filter(({ disposition }) => isAnswered(disposition))
        .map(({ unitId, designWeight, className }) => [unitId, designWeight * factors.get(className)!]),
    ),
    classes: classes.map((each) => ({
      classNames: each.classNames,
      units: each.units,
      answered: each.answered,
      factor: factorOf(each, eligibility),
    })),
    eligibility,
  };
}

/** Whether answers are complete enough to count: the same rule as in the rates. */
function isAnswered(disposition: UnitDisposition): boolean {
  return countValid({ ...countNone(), [disposition]: 1 }) > 0;
}

/** Letters that came back and those that nobody answered leave open whether there is an eligible company. */
function isUnknown(disposition: UnitDisposition): boolean {
  return disposition === 'noReply' || disposition === 'undeliverable';
}

function computeEligibility(units: readonly WeighedUnit[]): number {
  let eligible = 0;
  let known = 0;
  for (const { disposition, designWeight } of units) {
    if (isUnknown(disposition)) continue;
    known += designWeight;
    if (disposition !== 'notEligible') eligible += designWeight;
  }
  return known > 0 ? eligible / known : 1;
}

function sumClasses(units: readonly WeighedUnit[]): Map<string, ClassSums> {
  const classes = new Map<string, ClassSums>();
  for (const { className, designWeight, disposition } of units) {
    let sums = classes.get(className);
    if (!sums) {
      sums = {
        classNames: [className],
        units: 0,
        answered: 0,
        answeredWeight: 0,
        eligibleWeight: 0,
        unknownWeight: 0,
      };
      classes.set(className, sums);
    }
    sums.units += 1;
    if (isAnswered(disposition)) {
      sums.answered += 1;
      sums.answeredWeight += designWeight;
    }
    if (isUnknown(disposition)) sums.unknownWeight += designWeight;
    else if (disposition !== 'notEligible') sums.eligibleWeight += designWeight;
  }
  return classes;
}

function joinSmallClasses(classes: readonly ClassSums[]): ClassSums[] {
  const large = classes.filter(({ answered }) => answered >= MIN_ANSWERED);
  const small = classes.filter(({ answered }) => answered < MIN_ANSWERED);
  if (small.length === 0) return large;
  const pool = small.reduce(join);
  const nearest =
    pool.answered < MIN_ANSWERED && large.length > 0
      ? large.reduce((best, each) => (distance(each, pool) < distance(best, pool) ? each : best))
      : undefined;
  if (!nearest) return pool.answeredWeight > 0 ? [...large, pool] : large;
  return large.map((each) => (each === nearest ? join(each, pool) : each));
}

function join(a: ClassSums, b: ClassSums): ClassSums {
  return {
    classNames: [...a.classNames, ...b.classNames],
    units: a.units + b.units,
    answered: a.answered + b.answered,
    answeredWeight: a.answeredWeight + b.answeredWeight,
    eligibleWeight: a.eligibleWeight + b.eligibleWeight,
    unknownWeight: a.unknownWeight + b.unknownWeight,
  };
}

function distance(a: ClassSums, b: ClassSums): number {
  return Math.abs(a.answered / a.units - b.answered / b.units);
}

function factorOf({ answeredWeight, eligibleWeight, unknownWeight }: ClassSums, eligibility: number): number {
  return (eligibleWeight + eligibility * unknownWeight) / answeredWeight;
}
