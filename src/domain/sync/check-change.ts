import { canonicalJson, NotCanonicalError } from '../canonical/json.ts';
import type { Change } from './change.ts';
import { isSetDelta, splitPath } from './fields.ts';
import { isMapField, isSetField } from './merge-units.ts';

/** What is wrong with a change; `pointer` is a JSON pointer into it. */
export interface ChangeFault {
  pointer: string;
  message: string;
}

/** Fields that belong to the record's frame and are never written by a change. */
const RESERVED = new Set(['id', 'revision', 'collection', 'deletedAt', 'units', 'warnings']);

/**
 * The faults of a change whose types are right already: fields that cannot be
 * written as they stand, or text that has no canonical form and so no receipt.
 */
export function findChangeFaults(change: Change): ChangeFault[] {
  const faults: ChangeFault[] = [];
  for (const [path, value] of Object.entries(change.fields)) {
    const message = faultOfField(change, path, value);
    if (message) faults.push({ pointer: `/fields/${path.replace('/', '~1')}`, message });
  }
  if (change.kind === 'delete' && Object.keys(change.fields).length > 0) {
    faults.push({ pointer: '/fields', message: 'a deletion writes no fields' });
  }
  if (change.kind === 'put' && Object.keys(change.fields).length === 0) {
    faults.push({ pointer: '/fields', message: 'a change writes at least one field' });
  }
  if (faults.length === 0) {
    try {
      canonicalJson(change);
    } catch (error) {
      if (!(error instanceof NotCanonicalError)) throw error;
      faults.push({ pointer: error.path, message: error.message });
    }
  }
  return faults;
}

function faultOfField({ collection }: Change, path: string, value: unknown): string | undefined {
  const [name, key] = splitPath(path);
  if (RESERVED.has(name)) return 'this field is not written by changes';
  if (name === 'conflicts') return key === undefined ? 'name the conflict that is settled' : undefined;
  if (isSetField(collection, name)) {
    return key === undefined && isSetDelta(value) ? undefined : 'a set is written as members to add and to remove';
  }
  if (isMapField(collection, name)) return key === undefined ? 'a map is written key by key' : undefined;
  return key === undefined ? undefined : 'this field has no members';
}
