import type { Account } from '#domain/records/account.ts';
import { findPossibleDuplicates, type DuplicateReason } from './possible-duplicates.ts';
import { matchableName, type AccountIndex } from './account-import-matching.ts';
import type { Recorded } from './recorded.ts';

/** Two records that may be of one company. */
export interface MergeProposal {
  one: Recorded<Account>;
  other: Recorded<Account>;
  /** By what they look alike; `place` stands beside a name that is the same at the same address. */
  reason: DuplicateReason | 'nameAndPlace';
}

const ORDER: readonly MergeProposal['reason'][] = ['corporateNumber', 'nameAndPlace', 'name', 'phone'];

/**
 * Pairs of records that may be of one company, the surest first, each pair once. Only records that have a name, a
 * number or a telephone in common are compared, so that thousands take no longer than reading them.
 *
 * @param accounts records that are not deleted
 * @param index the companies by name and place, with their ids
 */
export function listMergeProposals(
  accounts: readonly Recorded<Account>[],
  index: AccountIndex<string>,
): MergeProposal[] {
  const standing = accounts.filter(({ fields }) => fields.mergedInto === undefined);
  const groups = new Map<string, Recorded<Account>[]>();
  for (const account of standing)
    for (const key of keysOf(account.fields)) {
      const group = groups.get(key);
      if (group) group.push(account);
      else groups.set(key, [account]);
    }
  const proposals = new Map<string, MergeProposal>();
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    for (const one of group)
      for (const { id, account, reason } of findPossibleDuplicates(one, group)) {
        if (id < one.id) continue;
        const isSamePlace = reason === 'name' && index.isSamePlace(one.fields, account);
        const found: MergeProposal = {
          one,
          other: { id, fields: account },
          reason: isSamePlace ? 'nameAndPlace' : reason,
        };
        const key = `${one.id} ${id}`;
        const known = proposals.get(key);
        if (!known || rankOf(found) < rankOf(known)) proposals.set(key, found);
      }
  }
  return [...proposals.values()].sort(
    (left, right) => rankOf(left) - rankOf(right) || (left.one.id < right.one.id ? -1 : 1),
  );
}

function rankOf({ reason }: MergeProposal): number {
  return ORDER.indexOf(reason);
}

function keysOf({ name = '', phone = '', corporateNumber = '' }: Partial<Account>): string[] {
  const digits = phone.normalize('NFKC').replace(/\D/g, '');
  return [
    ...(matchableName(name) ? [`name ${matchableName(name)}`] : []),
    ...(digits ? [`phone ${digits}`] : []),
    ...(corporateNumber ? [`number ${corporateNumber}`] : []),
  ];
}
