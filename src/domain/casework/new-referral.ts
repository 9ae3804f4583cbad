import type { Instant } from '#domain/canonical/dates.ts';
import type { Consent, ConsentItem } from '#domain/records/consent.ts';
import type { Referral } from '#domain/records/referral.ts';

/** A case as it is put down before it is handed on. */
export interface CaseToRefer {
  accountId: string;
  visitId?: string | undefined;
  leadId?: string | undefined;
  /** The recipient by its id, and as it is named to the company. */
  partnerId: string | undefined;
  partnerName: string;
  about: string;
  items: readonly ConsentItem[];
  issues: readonly string[];
  contactName: string;
  contactReach: string;
}

/** What a case must have before it can be handed on. */
export type CaseGap = 'partner' | 'about' | 'items';

/** What a case still lacks, in the order of the form. */
export function listCaseGaps({ partnerId, about, items }: CaseToRefer): CaseGap[] {
  return [
    ...(partnerId === undefined ? (['partner'] as const) : []),
    ...(about.trim() === '' ? (['about'] as const) : []),
    ...(items.length === 0 ? (['items'] as const) : []),
  ];
}

/**
 * What handing a case on writes: the consent as it was read out, to this recipient and these items alone, and
 * the referral that names it and is let go at once.
 *
 * @throws when the case still has gaps.
 */
export function planReferral(
  given: CaseToRefer,
  said: { scope: string; purpose: string },
  made: { by: string; at: Instant; consentId: string; codeId: string | undefined },
): { consent: Partial<Consent>; referral: Partial<Referral> } {
  const { accountId, visitId, leadId, partnerId, partnerName, about, items, issues } = given;
  const { contactName, contactReach } = given;
  const { by, at, consentId, codeId } = made;
  if (partnerId === undefined || listCaseGaps(given).length > 0) throw new Error('the case has gaps');
  const ofCase = { accountId, ...(leadId !== undefined && { leadId }) };
  return {
    consent: {
      ...ofCase,
      act: 'given',
      who: contactName,
      ...said,
      scopeVersion: 'referral-1',
      items: [...items],
      recipients: [partnerId],
      recipientNames: partnerName,
      method: 'spoken',
      takenBy: by,
      at,
    },
    referral: {
      ...ofCase,
      ...(visitId !== undefined && { visitId }),
      partner: partnerName,
      partnerId,
      about: about.trim(),
      items: [...items],
      issues: [...issues],
      consentId,
      contactName,
      contactReach,
      releasedAt: at,
      releasedBy: by,
      ...(codeId !== undefined && { codeId }),
    },
  };
}
