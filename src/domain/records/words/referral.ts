import type { referrals } from '#domain/records/referral.ts';
import type { CollectionWords } from './collection-words.ts';

export const referralWords: CollectionWords<typeof referrals> = {
  name: { ja: '案件の繋ぎ', en: 'Referral' },
  fields: {
    accountId: { ja: '企業', en: 'Company' },
    leadId: { ja: '新規相談', en: 'Lead' },
    partner: { ja: '連携機関', en: 'Partner' },
    about: { ja: '相談の内容', en: 'What it is about' },
    status: { ja: '状態', en: 'State' },
    statusAt: { ja: '状態の日時', en: 'State since' },
    statusReason: { ja: '理由', en: 'Reason' },
    consentGiven: { ja: '同意', en: 'Consent' },
    consentAt: { ja: '同意の日時', en: 'Consent given at' },
    consentScope: { ja: '同意の範囲', en: 'Scope of consent' },
  },
  groups: { status: { ja: '状態', en: 'State' }, consent: { ja: '同意', en: 'Consent' } },
  codes: {
    status: {
      offered: { ja: '打診中', en: 'Offered' },
      accepted: { ja: '受諾', en: 'Accepted' },
      declined: { ja: '辞退', en: 'Declined' },
      closed: { ja: '終了', en: 'Closed' },
    },
  },
  rules: {},
};
