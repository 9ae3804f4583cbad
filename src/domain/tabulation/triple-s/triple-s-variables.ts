import type { BookColumn } from '#domain/tabulation/book/book-spec.ts';
import { listCategories } from '#domain/tabulation/dataset/codebook.ts';
import { MISSING_REASONS, NOT_APPLICABLE, type ColumnData } from '#domain/tabulation/dataset/columns.ts';
import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import type { MissingReason } from '#domain/questionnaire/model.ts';

/** Why somebody who was asked gave no answer. Whom a question does not concern has an empty field. */
export type SilentReason = Exclude<MissingReason, 'notApplicable'>;

/** A value of a variable with its label; values are numbered from 1. */
export interface TripleSValue {
  code: number;
  label: string;
}

/** A variable of Triple-S and the column that it is written from. */
export interface TripleSVariable {
  /** From 1 on; also the position of its field in the data. */
  ident: number;
  name: string;
  label: string;
  type: 'single' | 'multiple' | 'quantity';
  isWeight: boolean;
  /** Of codes: the categories in codebook order, then the reasons for having no answer that occur. */
  values: TripleSValue[];
  /** Of quantities: the lowest and the highest number, and how many decimals numbers have at most. */
  range: { from: number; to: number; decimals: number };
  /** The value that stands for a reason (its number in `missing`). */
  silentValues: ReadonlyMap<number, number>;
  data: ColumnData;
}

/** Decimals that a quantity is written with at most. */
const MOST_DECIMALS = 6;
const NO_RANGE = { from: 0, to: 0, decimals: 0 };

/**
 * The variables of the columns that may leave, in the data set's order, with their words; weights always belong to them.
 *
 * Reasons for having no answer are values of their own behind the categories, so that other software can take the base
 * "all who were asked" or leave them out; the standard knows one kind of missing value, the empty field, which here
 * says that the question did not concern the respondent. Quantities have the empty field for both.
 */
export function listVariables(
  { codebook, columns }: Dataset,
  named: readonly BookColumn[],
  weight: string | null,
  words: Readonly<Record<SilentReason, string>>,
): TripleSVariable[] {
  // The standard knows one weight; others are numbers.
  const weights = codebook.columns.filter(({ kind }) => kind === 'weight');
  const used = weight ?? (weights.length === 1 ? weights[0]!.name : null);
  const namedByCode = new Map(named.map((column) => [column.code, column]));
  const taken = new Set<string>();
  return codebook.columns
    .filter(({ name, kind }) => kind === 'weight' || namedByCode.has(name))
    .map((column, index): TripleSVariable => {
      const data = columns.get(column.name);
      if (!data) throw new RangeError(`the data have no column "${column.name}"`);
      const own = namedByCode.get(column.name);
      const variable = {
        ident: index + 1,
        name: nameVariable(column.name, taken),
        label: own?.label ?? column.label ?? column.name,
        isWeight: column.name === used,
        data,
      };
      if (!('codes' in column))
        return { ...variable, type: 'quantity', values: [], range: findRange(data), silentValues: new Map() };
      const labels = new Map(own?.categories.map(({ code, label }) => [code, label]));
      const values = listCategories(column).map(({ code, label }, position) => ({
        code: position + 1,
        label: labels.get(code) ?? label,
      }));
      const silent = listSilent(data, values.length);
      const silentLabels = silent.map(([reason, code]) => ({
        code,
        label: words[MISSING_REASONS[reason - 1] as SilentReason],
      }));
      return {
        ...variable,
        type: column.kind === 'multiple' ? 'multiple' : 'single',
        values: [...values, ...silentLabels],
        range: NO_RANGE,
        silentValues: new Map(silent),
      };
    });
}

/** The reasons that occur, each with its value; a reason has the same value in every data set. */
function listSilent({ missing }: ColumnData, categoryCount: number): [reason: number, code: number][] {
  const reasons = new Set(missing);
  return Array.from({ length: NOT_APPLICABLE - 1 }, (_, index) => index + 1)
    .filter((reason) => reasons.has(reason))
    .map((reason) => [reason, categoryCount + reason]);
}

function findRange({ values }: ColumnData): TripleSVariable['range'] {
  const numbers = Array.from(values).filter((value) => !Number.isNaN(value));
  if (numbers.length === 0) return NO_RANGE;
  return {
    from: numbers.reduce((least, value) => Math.min(least, value), Infinity),
    to: numbers.reduce((most, value) => Math.max(most, value), -Infinity),
    decimals: numbers.reduce((most, value) => Math.max(most, decimalsOf(value)), 0),
  };
}

function decimalsOf(value: number): number {
  const text = value.toFixed(MOST_DECIMALS).replace(/0+$/, '');
  return text.length - text.indexOf('.') - 1;
}

/**
 * A name of the standard: a Latin letter or an underscore, then letters, digits and underscores, unique without regard to case.
 * Columns of grids have a point in theirs (`directions.iot_ai`).
 */
function nameVariable(column: string, taken: Set<string>): string {
  const plain = column.replace(/\W/g, '_').replace(/^(?=\d)/, '_') || '_';
  let name = plain;
  for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${plain}_${count}`;
  taken.add(name.toLowerCase());
  return name;
}
