import {
  boolean,
  listOf,
  number,
  object,
  oneOf,
  recordOf,
  text,
  type Shape,
} from '#domain/questionnaire/shape.ts';
import type { DerivedColumn } from '#domain/tabulation/dataset/derived-columns.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { checkShape, nullable, textOr } from './read-json.ts';

const anything: Shape = () => undefined;

const tests = object(
  {},
  {
    chiSquare: boolean,
    fisher: textOr(oneOf('auto'), boolean),
    monteCarlo: nullable(object({ replicates: number, seed: number })),
    residuals: boolean,
    columnProportions: nullable(
      object({ alpha: listOf(number), adjust: oneOf('none', 'bonferroni', 'holm', 'bh') }),
    ),
    interval: nullable(oneOf('wilson', 'agrestiCoull')),
  },
);

const bandColumn = object({
  kind: oneOf('bands'),
  name: text,
  label: text,
  source: text,
  bounds: listOf(number),
  labels: listOf(text),
});
const groupColumn = object({
  kind: oneOf('groups'),
  name: text,
  label: text,
  source: text,
  groups: listOf(object({ code: text, label: text, codes: listOf(text) })),
});
const derivedColumn: Shape = (value, path, report) => {
  const isBands = typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'bands';
  return (isBands ? bandColumn : groupColumn)(value, path, report);
};

const spec = object(
  { stub: listOf(listOf(text)), banner: listOf(text) },
  {
    columns: nullable(listOf(derivedColumn)),
    filter: nullable(object({ all: listOf(object({ column: text, in: listOf(text) })) })),
    weight: nullable(text),
    base: oneOf('asked', 'answered'),
    population: nullable(number),
    tests: nullable(tests),
    suppression: nullable(recordOf(anything)),
    sort: oneOf('codebook', 'descending'),
  },
);

/** Whether a value has the form of a derived column. */
export function isDerivedColumn(value: unknown): value is DerivedColumn {
  let isOne = true;
  derivedColumn(value, '', () => (isOne = false));
  return isOne;
}

/**
 * A specification from JSON; without `base` it is that of all who were asked.
 * @throws JsonShapeError for a member that is missing, misspelt or of another type
 */
export function readTableSpec(value: unknown): TableSpec {
  checkShape(value, spec);
  return { base: 'asked', ...(value as Omit<TableSpec, 'base'>) };
}
