import type { MissingReason } from '#domain/questionnaire/model.ts';
import type { Average } from './statistics/average.ts';
import type { ChiSquare } from './statistics/chi-square.ts';
import type { MultipleAnswerTest } from './statistics/multiple-answer.ts';
import type { RaoScott } from './statistics/rao-scott.ts';
import type { TableSpec } from './table-spec.ts';

/** How many in a base have no answer, by the reason; whom a question does not concern is in no base. */
export type MissingCounts = Record<Exclude<MissingReason, 'notApplicable'>, number>;

/** Who is counted. Without weights `weightedBase` and `effectiveBase` are the unweighted one. */
export interface Bases {
  unweightedBase: number;
  weightedBase: number;
  /** (Σw)² / Σw² */
  effectiveBase: number;
  missing: MissingCounts;
  /** The weight of those without an answer, in weighted tables. */
  weightedMissing?: number;
}

/** A group down the side, with who is counted in it; of a number column also its average, `null` where there is none. */
export interface TableRow extends Bases, Partial<Average> {
  /** One code for each column of the stub group. */
  key: string[];
}

/** Everybody in the base, also those who belong to no group. */
export interface TableTotal extends Bases, Partial<Average> {
  count: number[];
  weightedCount: number[];
  /** Interval of each share of the total, where intervals were asked for. */
  shareLow?: (number | null)[] | null;
  shareHigh?: (number | null)[] | null;
}

/** A matrix `[row][column]`, or `null` where the engine cannot compute what was asked for. */
export type Matrix<Value> = Value[][] | null;

/** The statistics of a block that were asked for; `null` has its reason in `notes`. */
export interface BlockTests {
  chiSquare?: (ChiSquare & { yates: ChiSquare | null }) | null;
  gSquare?: ChiSquare | null;
  fisher?: { p: number } | null;
  monteCarlo?: { p: number; replicates: number; seed: number } | null;
  cramersV?: number | null;
  cramersVCorrected?: number | null;
  raoScott?: RaoScott | null;
  multipleAnswer?: MultipleAnswerTest | null;
  /** Cells with an expected count below 5; `valid` says whether χ² may be read (Cochran's rule). */
  expectedBelow5?: number | null;
  valid?: boolean | null;
}

/** One stub group × one banner item. What was not asked for is absent. */
export interface TableBlock {
  stub: string[];
  banner: string;
  /** `number`: averages in the rows, no columns. */
  kind: 'single' | 'multiple' | 'number';
  rows: TableRow[];
  /** Codes of the banner item in the order of the columns. */
  columns: string[];
  total: TableTotal;
  count: number[][];
  weightedCount: number[][];
  /** 0–1, of the row's (weighted) base; `null` in a row whose base is empty. */
  rowShare: (number | null)[][];
  /** 0–1, of the column's total (weighted) count; `null` in a column that nobody chose. */
  columnShare: (number | null)[][];
  /** How far each cell lies from what the rest would make of it (`adjustedResidual`). */
  residual?: Matrix<number | null>;
  low?: Matrix<number | null>;
  high?: Matrix<number | null>;
  /** Columns A, B … compared within a row by `columnShare`; rows compared within a column by `rowShare`. */
  letters?: Matrix<string>;
  rowLetters?: Matrix<string>;
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
