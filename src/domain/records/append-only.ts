import { canonicalJson } from '#domain/canonical/json.ts';
import type { Change } from '#domain/sync/change.ts';
import type { ChangeFault } from '#domain/sync/check-change.ts';
import { fieldAt } from '#domain/sync/fields.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { Definition } from './definition.ts';

/**
 * Whether a change would alter or delete a record that stands as it was made (`appendOnly`), or delete one before it
 * comes. Who says once more what stands there, as a device does that was set up from a backup, alters nothing.
 */
export function altersForGood(
  { appendOnly }: Definition,
  record: Pick<SyncRecord, 'fields'> | undefined,
  { kind, fields }: Pick<Change, 'kind' | 'fields'>,
): boolean {
  if (!appendOnly) return false;
  return (
    kind === 'delete' ||
    (record !== undefined &&
      Object.entries(fields).some(
        ([path, value]) => canonicalJson(fieldAt(record.fields, path)) !== canonicalJson(value),
      ))
  );
}

/** The fault of a record that says of itself to be another person's than the one who made it. */
export function findForeignAuthor(
  { appendOnly }: Definition,
  { fields, madeBy }: Pick<Change, 'fields' | 'madeBy'>,
): ChangeFault[] {
  if (!appendOnly || !Object.hasOwn(fields, appendOnly.by) || fields[appendOnly.by] === madeBy) return [];
  return [{ pointer: `/fields/${appendOnly.by}`, code: 'not-writable' }];
}
