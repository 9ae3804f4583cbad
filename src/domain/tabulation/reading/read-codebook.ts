import { boolean, listOf, object, oneOf, text, type Shape } from '#domain/questionnaire/shape.ts';
import type { Codebook } from '#domain/tabulation/dataset/codebook.ts';
import { checkShape, textOr } from './read-json.ts';

const code = textOr(text, object({ code: text }, { label: text, pinned: boolean }));
const coded = object(
  { name: text, kind: oneOf('single', 'scale', 'multiple'), codes: listOf(code) },
  { label: text, separator: text },
);
const numeric = object({ name: text, kind: oneOf('number', 'weight') }, { label: text });

const column: Shape = (value, path, report) => {
  const isNumeric =
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    ['number', 'weight'].includes(String(value.kind));
  (isNumeric ? numeric : coded)(value, path, report);
};

/**
 * A codebook from JSON; a code without label is its own.
 * @throws JsonShapeError for a member that is missing, misspelt or of another type
 */
export function readCodebook(value: unknown): Codebook {
  checkShape(value, object({ columns: listOf(column) }));
  const { columns } = value as Codebook;
  return {
    columns: columns.map((each) =>
      'codes' in each
        ? {
            ...each,
            codes: each.codes.map((one) =>
              typeof one === 'string' ? one : { ...one, label: one.label ?? one.code },
            ),
          }
        : each,
    ),
  };
}
