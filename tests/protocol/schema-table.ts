import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

/** Stands for a member that is left out. */
export const ABSENT = Symbol('left out');

/** What may and may not stand at one place of a message, told by its JSON pointer. */
export interface Place {
  takes?: readonly unknown[];
  /** What is taken as another value. */
  takesAs?: readonly (readonly [value: unknown, meant: unknown])[];
  refuses?: readonly unknown[];
}

/**
 * One test per value of a table: put into a message that is good otherwise, it is taken as it is,
 * or refused at its place.
 */
export function itJudges(
  schema: v.GenericSchema,
  good: unknown,
  table: Readonly<Record<string, Place>>,
): void {
  it('takes the message that the table varies', () => expect(v.parse(schema, good)).toEqual(good));
  for (const [pointer, { takes = [], takesAs = [], refuses = [] }] of Object.entries(table)) {
    describe(`at ${pointer || 'the top'}`, () => {
      it.each(takes.map((value) => [nameOf(value), value]))('takes %s', (_, value) => {
        const message = withValue(good, pointer, value);
        expect(v.parse(schema, message)).toEqual(message);
      });
      it.each(takesAs.map((pair) => [nameOf(pair[0]), ...pair]))('takes %s as another', (_, value, meant) => {
        expect(v.parse(schema, withValue(good, pointer, value))).toEqual(withValue(good, pointer, meant));
      });
      it.each(refuses.map((value) => [nameOf(value), value]))('refuses %s', (_, value) => {
        const pointers = faultsOf(schema, withValue(good, pointer, value));
        expect(pointers).not.toEqual([]);
        for (const each of pointers) expect(`${each}/`).toContain(`${pointer}/`);
      });
    });
  }
}

/** The pointers to what is wrong with a message, in the order of its members. */
export function faultsOf(schema: v.GenericSchema, message: unknown): string[] {
  const { issues = [] } = v.safeParse(schema, message);
  return issues.map(({ path = [] }) => path.map(({ key }) => `/${String(key)}`).join(''));
}

function withValue(good: unknown, pointer: string, value: unknown): unknown {
  if (pointer === '') return value;
  const copy: unknown = structuredClone(good);
  const keys = pointer.split('/').slice(1);
  const last = keys.pop()!;
  const parent = keys.reduce((at, key) => at[key] as Members, copy as Members);
  if (value === ABSENT) delete parent[last];
  else parent[last] = value;
  return copy;
}

type Members = Record<string, unknown>;

/** Values as a test's name says them; long ones by their beginning. */
function nameOf(value: unknown): string {
  if (value === ABSENT) return 'nothing';
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 40)}… (${text.length})`;
}
