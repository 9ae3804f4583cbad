import type { Account } from '#domain/records/account.ts';
import { readMergedValues } from './account-merge.ts';
import { findMergeRoot, type MergePointers } from './merged-accounts.ts';
import type { Recorded } from './recorded.ts';

/** By what a company is told from others. */
const IDENTITY = [
  'name',
  'nameKana',
  'corporateNumber',
  'municipality',
  'postalCode',
  'address',
  'phone',
] as const satisfies readonly (keyof Account)[];

/**
 * Under what else a company stands in older lists: as each record that was merged into it, and as its own record
 * stood before a merge overwrote it. A 法人番号 that it has by now is that of all: another one is another company.
 *
 * @param merged the records that were merged into it, also by way of others
 */
export function listFormerIdentities(
  standing: Partial<Account>,
  merged: readonly Partial<Account>[],
): Partial<Account>[] {
  return merged.flatMap((fields) => {
    const overwritten = Object.entries(readMergedValues(fields)).filter(
      ([field, { before, after }]) => before !== after && IDENTITY.some((each) => each === field),
    );
    const before = Object.fromEntries(
      overwritten.map(([field, value]) => [field, value.before ?? undefined]),
    );
    return [
      identityOf(fields),
      ...(overwritten.length > 0 ? [{ ...identityOf(standing), ...before }] : []),
    ].map((identity: Partial<Account>) => ({
      ...identity,
      ...(standing.corporateNumber !== undefined && { corporateNumber: standing.corporateNumber }),
    }));
  });
}

/** The merged records by the one that stands for their company. */
export function groupByRoot(
  merged: readonly Recorded<Account>[],
  pointers: MergePointers,
): Map<string, Recorded<Account>[]> {
  const groups = new Map<string, Recorded<Account>[]>();
  for (const record of merged) {
    const root = findMergeRoot(record.id, pointers);
    if (root === record.id) continue;
    const group = groups.get(root);
    if (group) group.push(record);
    else groups.set(root, [record]);
  }
  return groups;
}

function identityOf(fields: Partial<Account>): Partial<Account> {
  return Object.fromEntries(
    IDENTITY.flatMap((field) => (fields[field] === undefined ? [] : [[field, fields[field]]])),
  );
}
