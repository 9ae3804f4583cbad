import type { MissingReason } from '#domain/questionnaire/model.ts';
import type { TableSpec } from './table-spec.ts';

/** How many in a base have no answer, by the reason; whom a question does not concern is in no base. */
export type MissingCounts = Record<Exclude<MissingReason, 'notApplicable'>, number>;

/** A group down the side, with who is counted in it; weights not computed are `null`. */
export interface TableRow {
  /** One code for each column of the stub group. */
  key: string[];
  unweightedBase: number;
  weightedBase: number | null;
  effectiveBase: number | null;
  missing: MissingCounts;
}

/** Everybody in the base, also those who belong to no group. */
export interface TableTotal {
  count: number[];
  unweightedBase: number;
  missing: MissingCounts;
}

/** A matrix `[row][column]`, or `null` where the engine cannot compute what was asked for. */
export type Matrix<Value> = Value[][] | null;

/** The statistics of a block that were asked for. */
export type BlockTests = Record<string, null>;

/** One stub group × one banner item. What was not asked for is absent. */
export interface TableBlock {
  stub: string[];
  banner: string;
  kind: 'single' | 'multiple';
  rows: TableRow[];
  /** Codes of the banner item in the order of the columns. */
  columns: string[];
  total: TableTotal;
  count: number[][];
  weightedCount: Matrix<number>;
  /** 0–1, of the row's base; `null` in a row whose base is empty. */
  rowShare: Matrix<number | null>;
  /** 0–1, of the column's total count; `null` in a column that nobody chose. */
  columnShare: Matrix<number | null>;
  /** How far each cell lies from what the rest would make of it (`adjustedResidual`). */
  residual?: Matrix<number | null>;
  low?: Matrix<number>;
  high?: Matrix<number>;
  letters?: Matrix<string>;
  hidden?: Matrix<boolean>;
  tests?: BlockTests;
}

/** A computed table (docs/contracts.md, "Tabulation"); all numbers unrounded. */
export interface Table {
  spec: TableSpec;
  dataHash: string;
  blocks: TableBlock[];
  /** One line for everything that was asked for and is `null`. */
  notes: string[];
}
