import { canonicalJson } from '#domain/canonical/json.ts';
import type { Change } from '#domain/sync/change.ts';
import type { ChangeFault } from '#domain/sync/check-change.ts';
import { fieldAt, splitPath } from '#domain/sync/fields.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { Definition } from './definition.ts';

/**
 * The faults of a device's change that writes what the server alone writes (`serverOnly`). Who says once more
 * what stands there, as a device does that sends a record again after a restore, writes nothing.
 */
export function findServerOnlyFields(
  { serverOnly }: Definition,
  record: Pick<SyncRecord, 'fields'> | undefined,
  { fields }: Pick<Change, 'fields'>,
): ChangeFault[] {
  return Object.entries(fields)
    .filter(
      ([path, value]) =>
        serverOnly.includes(splitPath(path)[0]) &&
        canonicalJson(fieldAt(record?.fields ?? {}, path)) !== canonicalJson(value),
    )
    .map(([path]) => ({ pointer: `/fields/${path.replace('/', '~1')}`, code: 'not-writable' }));
}
