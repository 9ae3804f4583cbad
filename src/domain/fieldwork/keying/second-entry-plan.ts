import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { scatterText } from '#domain/canonical/scatter.ts';
import { wilson, type Interval } from '#domain/tabulation/statistics/proportion-interval.ts';

/*
 * Which sheets are keyed a second time. All of them, until it is shown that the first entry is good
 * enough; then every tenth, from a start that nobody chooses; and all again as soon as it is not.
 */

/** Errors per 1,000 fields that the first entry has to stay below, with its upper bound (95 %, Wilson). */
export const ERROR_LIMIT_PER_1000 = 0.5;
/** Once the first entry is shown to be good enough, each n-th sheet is keyed again. */
export const SAMPLE_STEP = 10;

/** A sheet that two people have keyed. */
export interface CheckedSheet {
  fields: number;
  /** Of the first keyer. */
  errors: number;
}

/** How the plan stands. */
export interface PlanState {
  mode: 'all' | 'sample';
  /** Counts how often it has changed: sheets of one phase are taken by one random start. */
  phase: number;
  /** Since second entry of all was last begun. */
  fields: number;
  errors: number;
  /** Errors per 1,000 fields with their interval; null before anything was checked. */
  rate: ErrorRate | null;
}

/** Errors per 1,000 fields. */
export interface ErrorRate extends Interval {
  per1000: number;
}

/** How the plan stands after sheets were checked, in that order. After a failure the proof begins anew. */
export function readPlan(checked: readonly CheckedSheet[]): PlanState {
  let state: PlanState = { mode: 'all', phase: 0, fields: 0, errors: 0, rate: null };
  for (const { fields, errors } of checked) {
    const sum = { fields: state.fields + fields, errors: state.errors + errors };
    const rate = computeErrorRate(sum.errors, sum.fields);
    const isGood = rate !== null && rate.high < ERROR_LIMIT_PER_1000;
    if (state.mode === 'all')
      state = { ...sum, rate, mode: isGood ? 'sample' : 'all', phase: state.phase + (isGood ? 1 : 0) };
    else if (isGood) state = { ...state, ...sum, rate };
    else state = { mode: 'all', phase: state.phase + 1, fields: 0, errors: 0, rate: null };
  }
  return state;
}

/** Errors per 1,000 fields with the 95 % interval of Wilson; null of no fields. */
export function computeErrorRate(errors: number, fields: number): ErrorRate | null {
  if (fields === 0) return null;
  const { low, high } = wilson(errors / fields, fields);
  return { per1000: (errors / fields) * 1000, low: low * 1000, high: high * 1000 };
}

/**
 * Whether a sheet is to be keyed a second time.
 *
 * @param index the sheet's place among those first keyed in this phase, from 0
 * @param seed of the survey: the random start can be seen to have been nobody's choice
 */
export function isSecondEntryDue({ mode, phase }: PlanState, index: number, seed: string): boolean {
  if (mode === 'all') return true;
  const start = new SeededRandom(scatterText(`${seed}/${phase}`)).below(SAMPLE_STEP);
  return index % SAMPLE_STEP === start;
}

/** How many fields without an error it takes at least until not every sheet is keyed twice. */
export function fieldsWithoutError(): number {
  let fields = 1;
  while ((computeErrorRate(0, fields)?.high ?? Infinity) >= ERROR_LIMIT_PER_1000) fields += 1;
  return fields;
}
