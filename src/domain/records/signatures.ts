import type { Change } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { Definition } from './definition.ts';

/**
 * A change with its author in the fields that say who did something (`signatures`), whomever it names there. What
 * stands in the record, or beside it in a conflict that the change settles, may be said once more: devices write
 * fields that belong together as a whole.
 */
export function signChange<C extends Change>(
  { signatures }: Definition,
  record: Pick<SyncRecord, 'fields' | 'conflicts'> | undefined,
  change: C,
): C {
  const { fields, madeBy } = change;
  const sides = record?.conflicts.flatMap(({ kept, other }) => [kept, other]) ?? [];
  const signed = signatures.filter((name) => {
    const said = Object.hasOwn(fields, name) ? fields[name] : null;
    if (said === null || said === madeBy) return false;
    return ![record, ...sides].some((each) => each?.fields[name] === said);
  });
  if (signed.length === 0) return change;
  return { ...change, fields: { ...fields, ...Object.fromEntries(signed.map((name) => [name, madeBy])) } };
}
