import { canonicalJson } from '#domain/canonical/json.ts';
import { referrals } from '#domain/records/referral.ts';
import type { Change } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';

/**
 * A change of a referral in which a word of the company that the centre's people write came by telephone: on its page
 * the company speaks by itself, and nobody speaks there for it.
 */
export function hearCompanyWord(record: Pick<SyncRecord, 'fields'> | undefined, change: Change): Change {
  const { collection, fields } = change;
  if (collection !== referrals.name) return change;
  const standing = record?.fields ?? {};
  const isSaidAnew = referrals.groups.companyWord.some(
    (name) =>
      Object.hasOwn(fields, name) &&
      canonicalJson(fields[name] ?? null) !== canonicalJson(standing[name] ?? null),
  );
  const way = Object.hasOwn(fields, 'companyWordWay') ? fields['companyWordWay'] : standing['companyWordWay'];
  return isSaidAnew && way === 'page'
    ? { ...change, fields: { ...fields, companyWordWay: 'telephone' } }
    : change;
}
