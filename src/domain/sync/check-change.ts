import type { Json } from '#domain/canonical/json.ts';
import { findUnstorable } from '#domain/canonical/storable-text.ts';
import type { Change } from './change.ts';
import { isSetDelta, splitPath } from './fields.ts';
import { MAX_FIELDS_PER_CHANGE, MAX_SET_MEMBERS, MAX_VALUE_LENGTH } from './record-limits.ts';
import type { MergeRules } from './merge-rules.ts';

/** The ways in which a change can be wrong; `protocol/fault-words.ts` says them in words. */
export type FaultCode =
  | 'wrong-form'
  | 'too-long'
  | 'too-many'
  | 'needed'
  | 'unstorable'
  | 'not-writable'
  | 'nothing-written'
  | 'unknown-author'
  | 'not-members';

/** What is wrong with a change, and where; `pointer` is a JSON pointer into it. */
export interface ChangeFault {
  pointer: string;
  code: FaultCode;
  /** How many characters or entries fit, where there are too many. */
  limit?: number;
}

/** Fields that belong to the record's frame and are never written by a change. */
const RESERVED = new Set(['id', 'revision', 'collection', 'deletedAt', 'units', 'warnings']);

/**
 * The faults of a change whose types are right already: fields that cannot be
 * written as they stand, or text that cannot be stored and so has no receipt.
 */
export function findChangeFaults(rules: MergeRules, change: Change): ChangeFault[] {
  const entries = Object.entries(change.fields);
  if (entries.length > MAX_FIELDS_PER_CHANGE)
    return [{ pointer: '/fields', code: 'too-many', limit: MAX_FIELDS_PER_CHANGE }];
  const faults = entries.flatMap(([path, value]): ChangeFault[] => {
    const fault = faultOfField(rules, path, value);
    return fault ? [{ pointer: `/fields/${path.replace('/', '~1')}`, ...fault }] : [];
  });
  if (change.kind === 'delete' && Object.keys(change.fields).length > 0) {
    faults.push({ pointer: '/fields', code: 'not-writable' });
  }
  if (change.kind === 'put' && Object.keys(change.fields).length === 0) {
    faults.push({ pointer: '/fields', code: 'nothing-written' });
  }
  const unstorable = faults.length === 0 ? findUnstorable(change) : undefined;
  if (unstorable !== undefined) faults.push({ pointer: unstorable, code: 'unstorable' });
  return faults;
}

type Fault = Omit<ChangeFault, 'pointer'>;

function faultOfField(rules: MergeRules, path: string, value: Json): Fault | undefined {
  const code = faultOfPath(rules, path, value);
  if (code) return { code };
  if (isSetDelta(value) && Math.max(value.add.length, value.remove.length) > MAX_SET_MEMBERS)
    return { code: 'too-many', limit: MAX_SET_MEMBERS };
  return JSON.stringify(value).length > MAX_VALUE_LENGTH
    ? { code: 'too-long', limit: MAX_VALUE_LENGTH }
    : undefined;
}

function faultOfPath({ sets, maps }: MergeRules, path: string, value: Json): FaultCode | undefined {
  const [name, key] = splitPath(path);
  if (RESERVED.has(name)) return 'not-writable';
  if (name === 'conflicts') return key === undefined ? 'not-members' : undefined;
  // A set is written as members to add and to remove, a map key by key.
  if (sets.has(name)) return key === undefined && isSetDelta(value) ? undefined : 'not-members';
  if (maps.has(name)) return key === undefined ? 'not-members' : undefined;
  return key === undefined ? undefined : 'not-members';
}
