import type { consents } from '#domain/records/consent.ts';
import type { CollectionWords } from './collection-words.ts';

export const consentWords: CollectionWords<typeof consents> = {
  name: { ja: '同意の記録', en: 'Consent' },
  fields: {
    accountId: { ja: '企業', en: 'Company' },
    leadId: { ja: '新規相談', en: 'Lead' },
    act: { ja: '種類', en: 'What' },
    withdraws: { ja: '撤回する同意', en: 'Consent withdrawn' },
    who: { ja: '同意した人', en: 'Given by' },
    role: { ja: '役職', en: 'Position' },
    scope: { ja: '同意の文言', en: 'Words agreed to' },
    scopeVersion: { ja: '文言の版', en: 'Version of the words' },
    purpose: { ja: '利用目的', en: 'Purpose' },
    items: { ja: '渡す項目', en: 'Items' },
    recipients: { ja: '提供先', en: 'Recipients' },
    recipientNames: { ja: '提供先の名称', en: 'Names of the recipients' },
    method: { ja: '同意の方法', en: 'How it was given' },
    takenBy: { ja: '確認した人', en: 'Taken by' },
    at: { ja: '日時', en: 'When' },
    expiresAt: { ja: '有効期限', en: 'Valid until' },
    reason: { ja: '理由', en: 'Reason' },
  },
  groups: {},
  codes: {
    act: { given: { ja: '同意', en: 'Given' }, withdrawn: { ja: '撤回', en: 'Withdrawn' } },
    method: {
      spoken: { ja: '口頭', en: 'Spoken' },
      paper: { ja: '書面', en: 'On paper' },
      online: { ja: 'オンライン', en: 'Online' },
    },
  },
  rules: {},
};
