import type { Language } from '#domain/canonical/language.ts';

/** What a company asks, in the order in which it is told. */
export const HANDOUT_FACTS = ['eligibility', 'support', 'application', 'documents', 'contact'] as const;
export type HandoutFact = (typeof HANDOUT_FACTS)[number];

interface HandoutWords {
  facts: Record<HandoutFact, string>;
  prefecture: string;
  rate: string;
  limit: string;
  notices: Record<'ended' | 'unconfirmed' | 'notYet' | 'applicationOver' | 'applicationNotYet', string>;
  source: string;
  checked: string;
}

/** The words around a programme on its public page and on paper. */
export const HANDOUT_WORDS: Record<Language, HandoutWords> = {
  ja: {
    facts: {
      eligibility: '対象者',
      support: '支援内容',
      application: '募集期間',
      documents: '必要書類',
      contact: '窓口',
    },
    prefecture: '県 ',
    rate: '補助率: ',
    limit: '補助限度額（1社が受け取る額）: ',
    notices: {
      ended: 'この制度は終了しました。今ある制度は、下の支援センターにお尋ねください。',
      unconfirmed: '今年度も行われているかは未確認です。お申し込みの前に窓口にお確かめください。',
      notYet: 'この制度はまだ始まっていません。',
      applicationOver: '募集は締め切られました。次の募集は窓口にお尋ねください。',
      applicationNotYet: '募集はまだ始まっていません。',
    },
    source: '{year} の施策一覧より',
    checked: '（{day}に確認）',
  },
  en: {
    facts: {
      eligibility: 'Who may apply',
      support: 'What is given',
      application: 'Application period',
      documents: 'Documents',
      contact: 'Contact',
    },
    prefecture: 'Prefecture ',
    rate: 'Rate: ',
    limit: 'Limit (what one company gets): ',
    notices: {
      ended: 'This programme has ended. Please ask the support centre below what there is today.',
      unconfirmed:
        'Nobody has confirmed yet that it runs this year. Please ask the contact before you apply.',
      notYet: 'This programme has not begun yet.',
      applicationOver: 'Applications are closed. Please ask the contact for the next round.',
      applicationNotYet: 'Applications are not taken yet.',
    },
    source: 'From the list of programmes of {year}',
    checked: ' (checked {day})',
  },
};
