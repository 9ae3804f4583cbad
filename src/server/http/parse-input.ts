import * as v from 'valibot';
import { faultOfIssue } from '#protocol/schema-faults.ts';
import { Problem } from './problem.ts';

/**
 * The value of a body, query or parameters as its schema gives it.
 *
 * @throws Problem `malformed-request`, one fault with a JSON pointer per issue; they are worded in the reader's language.
 */
export function parseInput<const Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  throw new Problem('malformed-request', {
    faults: result.issues.map((issue) => ({ pointer: jsonPointer(issue), ...faultOfIssue(issue) })),
  });
}

/** Where an issue stands, as a JSON pointer (RFC 6901). */
export function jsonPointer(issue: Pick<v.BaseIssue<unknown>, 'path'>): string {
  return (issue.path ?? [])
    .map(({ key }) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
