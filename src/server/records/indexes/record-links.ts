import { saveRecordLinks, type RecordLink } from '#server/database/queries/record-links.ts';
import type { IndexedRecord } from '#server/database/queries/record-indexes.ts';
import { defineIndex } from './record-index.ts';

/** Which company, lead, consent and partner a referral is for, what a consent withdraws, who of a partner has an account. */
export function listRecordLinks({ collection, deletedAt, fields }: IndexedRecord): RecordLink[] {
  if (deletedAt !== null) return [];
  const linked = (kind: RecordLink['kind'], value: unknown): RecordLink[] =>
    typeof value === 'string' ? [{ kind, targetId: value }] : [];
  switch (collection) {
    case 'referrals':
      return [
        ...linked('consent', fields['consentId']),
        ...linked('partner', fields['partnerId']),
        ...linked('account', fields['accountId']),
        ...linked('lead', fields['leadId']),
      ];
    case 'consents':
      return linked('withdraws', fields['act'] === 'withdrawn' ? fields['withdraws'] : undefined);
    case 'partners':
      return (Array.isArray(fields['people']) ? fields['people'] : []).flatMap((person) =>
        linked('person', person),
      );
    default:
      return [];
  }
}

/** The table by which what hangs together in handing cases over is found. */
export const recordLinks = defineIndex({
  name: 'record_links',
  version: 2,
  collections: ['referrals', 'consents', 'partners'],
  rule: listRecordLinks,
  save: saveRecordLinks,
});
