import * as v from 'valibot';
import { Problem } from './problem.ts';

/**
 * The value of a body, query or parameters as its schema gives it.
 *
 * @throws Problem `malformed-request`, one error with a JSON pointer per fault.
 */
export function parseInput<const Schema extends v.GenericSchema>(schema: Schema, input: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  throw new Problem('malformed-request', {
    errors: result.issues.map((issue) => ({ pointer: jsonPointer(issue), message: issue.message })),
  });
}

/** Where an issue stands, as a JSON pointer (RFC 6901). */
export function jsonPointer(issue: Pick<v.BaseIssue<unknown>, 'path'>): string {
  return (issue.path ?? [])
    .map(({ key }) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
