import type { Account } from '#domain/records/account.ts';
import { findPossibleDuplicates, type DuplicateReason } from './possible-duplicates.ts';
import { matchableName, type AccountIndex } from './account-import-matching.ts';
import { groupByRoot, listFormerIdentities } from './former-identities.ts';
import type { MergePointers } from './merged-accounts.ts';
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
 * number or a telephone in common are compared, so that thousands take no longer than reading them. Names and numbers
 * of before count too: those of the records that were merged into one, and its own before a merge overwrote them.
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
  const standingById = new Map(standing.map((account) => [account.id, account]));
  for (const identity of listIdentities(accounts, standing))
    for (const key of new Set(keysOf(identity.fields))) {
      const group = groups.get(key);
      if (group) group.push(identity);
      else groups.set(key, [identity]);
    }
  const proposals = new Map<string, MergeProposal>();
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    for (const one of group)
      for (const { id, account, reason } of findPossibleDuplicates(one, group)) {
        if (id < one.id) continue;
        const isSamePlace = reason === 'name' && index.isSamePlace(one.fields, account);
        const found: MergeProposal = {
          one: standingById.get(one.id)!,
          other: standingById.get(id)!,
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

/** Each standing record as it is, and as it was known before. */
function listIdentities(
  accounts: readonly Recorded<Account>[],
  standing: readonly Recorded<Account>[],
): Recorded<Account>[] {
  const merged = accounts.filter(({ fields }) => fields.mergedInto !== undefined);
  const pointers: MergePointers = new Map(merged.map(({ id, fields }) => [id, fields.mergedInto!]));
  const groups = groupByRoot(merged, pointers);
  return standing.flatMap((account) => {
    const { id, fields } = account;
    const former = listFormerIdentities(
      fields,
      (groups.get(id) ?? []).map((each) => each.fields),
    );
    const { distinctFrom } = fields;
    return [
      account,
      ...former.map((identity) => ({ id, fields: { ...identity, ...(distinctFrom && { distinctFrom }) } })),
    ];
  });
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
