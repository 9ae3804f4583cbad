import type { MissingReason } from '#domain/questionnaire/model.ts';
import type { Category, CodedColumn, NumberColumn } from './codebook.ts';

/** Why a value is missing, in the order of their numbers 1–5 in a column's `missing`; 0 is "not missing". */
export const MISSING_REASONS: readonly MissingReason[] = [
  'unanswered',
  'refused',
  'dontKnow',
  'notShown',
  'notApplicable',
];
export const NOT_APPLICABLE = MISSING_REASONS.indexOf('notApplicable') + 1;

/** A column of codes. `missing` says for each row why there is no value. */
export interface CodedData {
  kind: CodedColumn['kind'];
  categories: readonly Category[];
  /** single, scale: position of the category + 1, or 0; multiple: bit i is set for category i. */
  values: Uint8Array | Uint16Array | Uint32Array;
  missing: Uint8Array;
}

/** A column of numbers; NaN where the value is missing. */
export interface NumberData {
  kind: NumberColumn['kind'];
  values: Float64Array;
  missing: Uint8Array;
}

export type ColumnData = CodedData | NumberData;
