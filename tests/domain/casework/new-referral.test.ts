import { describe, expect, it } from 'vitest';
import { findHindrance, withdrawalOf } from '#domain/casework/consent.ts';
import { listCaseGaps, planReferral, type CaseToRefer } from '#domain/casework/new-referral.ts';
import { stateOf } from '#domain/casework/referral-states.ts';

const AT = '2026-11-20T05:30:00.000Z';
const CASE: CaseToRefer = {
  accountId: 'company',
  leadId: 'lead',
  partnerId: 'bank',
  partnerName: '青森銀行 八戸支店',
  about: ' 運転資金の相談 ',
  items: ['company', 'about'],
  issues: ['finance'],
  contactName: '田中',
  contactReach: '0178-1',
};
const MADE = { by: 'sato', at: AT, consentId: 'consent', codeId: undefined };
const SAID = { scope: '読み上げた文', purpose: '案件の繋ぎ' };

describe('a case that is handed on', () => {
  it('says what it lacks, in the order of the form', () => {
    expect(listCaseGaps({ ...CASE, partnerId: undefined, about: ' ', items: [] })).toEqual([
      'partner',
      'about',
      'items',
    ]);
    expect(listCaseGaps(CASE)).toEqual([]);
    expect(() => planReferral({ ...CASE, about: '' }, SAID, MADE)).toThrow('gaps');
  });

  it('is let go under a consent to this recipient and these items alone', () => {
    const { consent, referral } = planReferral(CASE, SAID, MADE);
    expect(stateOf(referral)).toBe('waiting');
    expect(referral).toMatchObject({ consentId: 'consent', about: '運転資金の相談', releasedBy: 'sato' });
    expect(referral).not.toHaveProperty('codeId');
    const known = { given: consent, withdrawals: [] };
    const handOver = { accountId: 'company', recipient: 'bank', items: CASE.items };
    expect(findHindrance(known, handOver, AT)).toBeUndefined();
    expect(findHindrance(known, { ...handOver, recipient: 'other' }, AT)).toBe('otherRecipient');
    expect(findHindrance(known, { ...handOver, items: ['address'] }, AT)).toBe('otherItems');
  });

  it('is not handed on once its consent was taken back, which erases nothing', () => {
    const { consent } = planReferral(CASE, SAID, MADE);
    const row = withdrawalOf({ id: 'consent', fields: consent }, { by: 'kudo', at: AT });
    expect(row).toEqual({
      accountId: 'company',
      leadId: 'lead',
      act: 'withdrawn',
      withdraws: 'consent',
      takenBy: 'kudo',
      at: AT,
    });
    const known = { given: consent, withdrawals: [row] };
    expect(findHindrance(known, { accountId: 'company', recipient: 'bank', items: CASE.items }, AT)).toBe(
      'consentWithdrawn',
    );
  });
});
