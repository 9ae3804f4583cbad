import type { ItemKind } from '#domain/questionnaire/model.ts';
import type { KeyField, KeyingForm } from './key-fields.ts';
import { isSameValue, type KeyedValue, type KeyedValues } from './keyed-value.ts';

/** How the fields of a sheet, or of many, came out when two people keyed them. */
export interface FieldCounts {
  /** Fields that both keyed or could have keyed. */
  fields: number;
  /** Alike at the first typing of each. */
  agreed: number;
  firstErrors: number;
  secondErrors: number;
}

/** Counts by kind of question. */
export type CountsByKind = Partial<Record<ItemKind, FieldCounts>>;

/** What two entries of a sheet come to. */
export interface Comparison {
  /** Fields that stay different: somebody else decides from the paper. */
  differing: string[];
  byKind: CountsByKind;
}

/** The second entry of a sheet: what was keyed in the end, and what was typed where it differed. */
export interface SecondEntry {
  values: KeyedValues;
  attempts: Readonly<Record<string, readonly KeyedValue[]>>;
}

/**
 * Compares two entries of a sheet by CSPro's rule: who typed the same deviating value twice is right, and the
 * first keyer's value is the error; who went back to the first keyer's value had mistyped.
 *
 * @param settled what somebody decided from the paper about the fields that stayed different: a value of
 *   neither is an error of both
 */
export function compareEntries(
  { fields }: KeyingForm,
  first: KeyedValues,
  second: SecondEntry,
  settled?: KeyedValues,
): Comparison {
  const differing: string[] = [];
  const byKind: CountsByKind = {};
  for (const field of fields) {
    const { key, item, isVerified } = field;
    if (!isVerified || (first[key] === undefined && second.values[key] === undefined)) continue;
    const counts = (byKind[item.kind] ??= countNoFields());
    counts.fields += 1;
    const errors = judgeField(field, first, second, settled?.[key]);
    if (!isSameValue(first[key], second.values[key])) differing.push(key);
    else if (errors.second === 0) counts.agreed += 1;
    counts.firstErrors += errors.first;
    counts.secondErrors += errors.second;
  }
  return { differing, byKind };
}

/** Who was wrong: the second keyer by what they typed first, before the beep made them look again. */
function judgeField(
  { key }: KeyField,
  first: KeyedValues,
  { values, attempts }: SecondEntry,
  settled: KeyedValue | undefined,
): { first: 0 | 1; second: 0 | 1 } {
  const right = settled ?? values[key];
  return {
    first: isSameValue(first[key], right) ? 0 : 1,
    second: isSameValue(attempts[key]?.[0] ?? values[key], right) ? 0 : 1,
  };
}

/** Of no field. */
export function countNoFields(): FieldCounts {
  return { fields: 0, agreed: 0, firstErrors: 0, secondErrors: 0 };
}

/** The counts of several kinds or sheets together. */
export function sumCounts(all: readonly FieldCounts[]): FieldCounts {
  const sum = countNoFields();
  for (const each of all) {
    sum.fields += each.fields;
    sum.agreed += each.agreed;
    sum.firstErrors += each.firstErrors;
    sum.secondErrors += each.secondErrors;
  }
  return sum;
}

/** The counts of several sheets, kind by kind. */
export function sumByKind(all: readonly CountsByKind[]): CountsByKind {
  const kinds = new Set(all.flatMap((each) => Object.keys(each) as ItemKind[]));
  return Object.fromEntries(
    [...kinds].map((kind) => [kind, sumCounts(all.flatMap((each) => each[kind] ?? []))]),
  );
}

/** What a sheet says once its entries agree or are settled: the first entry, with what was decided about it. */
export function mergeEntries(first: KeyedValues, settled: KeyedValues = {}): KeyedValues {
  return { ...first, ...settled };
}
