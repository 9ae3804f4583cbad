import type { Change } from '#domain/sync/change.ts';
import type { ChangeFault } from '#domain/sync/check-change.ts';
import type { Definition } from './definition.ts';

/** Whether a change would alter or delete a record that stands as it was made (`appendOnly`). */
export function altersForGood({ appendOnly }: Definition, record: object | undefined): boolean {
  return appendOnly !== undefined && record !== undefined;
}

/** The fault of a record that says of itself to be another person's than the one who made it. */
export function findForeignAuthor(
  { appendOnly }: Definition,
  { fields, madeBy }: Pick<Change, 'fields' | 'madeBy'>,
): ChangeFault[] {
  if (!appendOnly || !Object.hasOwn(fields, appendOnly.by) || fields[appendOnly.by] === madeBy) return [];
  return [{ pointer: `/fields/${appendOnly.by}`, code: 'not-writable' }];
}
