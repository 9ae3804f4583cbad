import { findUnstorable } from '#domain/canonical/storable-text.ts';
import type { Change } from './change.ts';
import { isSetDelta, splitPath } from './fields.ts';
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
  const faults: ChangeFault[] = [];
  for (const [path, value] of Object.entries(change.fields)) {
    const code = faultOfField(rules, path, value);
    if (code) faults.push({ pointer: `/fields/${path.replace('/', '~1')}`, code });
  }
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

function faultOfField({ sets, maps }: MergeRules, path: string, value: unknown): FaultCode | undefined {
  const [name, key] = splitPath(path);
  if (RESERVED.has(name)) return 'not-writable';
  if (name === 'conflicts') return key === undefined ? 'not-members' : undefined;
  // A set is written as members to add and to remove, a map key by key.
  if (sets.has(name)) return key === undefined && isSetDelta(value) ? undefined : 'not-members';
  if (maps.has(name)) return key === undefined ? 'not-members' : undefined;
  return key === undefined ? undefined : 'not-members';
}
