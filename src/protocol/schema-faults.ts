import type * as v from 'valibot';
import type { ChangeFault } from '#domain/sync/check-change.ts';

/** What an issue of a schema says for the person who reads it: neither the schema's own words nor what was sent. */
export function faultOfIssue({
  type,
  input,
  expected,
  requirement,
}: v.BaseIssue<unknown>): Pick<ChangeFault, 'code' | 'limit'> {
  if (type === 'max_length')
    return { code: Array.isArray(input) ? 'too-many' : 'too-long', limit: Number(requirement) };
  if (type === 'strict_object' && expected === 'never') return { code: 'not-writable' };
  return { code: type === 'min_length' || input === undefined ? 'needed' : 'wrong-form' };
}
