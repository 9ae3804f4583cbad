import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { RakingError, type Margin } from './rake.ts';

/**
 * What is known of everybody about a column with one answer, by its codes; a code without a target has the target 0.
 * @throws RakingError for a column that is not there or not of single answers, and for an unknown code
 */
export function marginOf(dataset: Dataset, name: string, targets: Readonly<Record<string, number>>): Margin {
  const column = dataset.columns.get(name);
  if (!column || !('categories' in column) || column.kind === 'multiple')
    throw new RakingError(name, null, 'unsuitableColumn', 'is no column with one answer');
  const codes = column.categories.map(({ code }) => code);
  for (const code of Object.keys(targets))
    if (!codes.includes(code))
      throw new RakingError(name, code, 'unknownCategory', 'is no code of the column');
  return {
    name,
    categories: codes,
    targets: codes.map((code) => (Object.hasOwn(targets, code) ? targets[code]! : 0)),
    positions: Int32Array.from(column.values, (value) => value - 1),
  };
}
