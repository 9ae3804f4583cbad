import type { leads } from '#domain/records/lead.ts';
import type { CollectionWords } from './collection-words.ts';

export const leadWords: CollectionWords<typeof leads> = {
  name: { ja: '新規相談', en: 'Lead' },
  fields: {
    accountId: { ja: '企業', en: 'Company' },
    companyName: { ja: '会社名', en: 'Company' },
    contactName: { ja: '担当者名', en: 'Contact' },
    contactPhone: { ja: '担当者の電話番号', en: 'Contact’s telephone' },
    contactEmail: { ja: '担当者のメールアドレス', en: 'Contact’s e-mail' },
    municipality: { ja: '市町村', en: 'Municipality' },
    about: { ja: '相談の内容', en: 'What it is about' },
    issues: { ja: '課題', en: 'Issues' },
    preferredWay: { ja: '希望する方法', en: 'Preferred way' },
    preferredTime: { ja: '希望する時間帯', en: 'Preferred time' },
    urgency: { ja: '希望時期', en: 'When wanted' },
    source: { ja: 'きっかけ', en: 'Came by' },
    visitId: { ja: '訪問', en: 'Visit' },
    responseId: { ja: '回答票', en: 'Response' },
    consentGiven: { ja: '同意', en: 'Consent' },
    consentAt: { ja: '同意の日時', en: 'Consent given at' },
    consentScope: { ja: '同意の範囲', en: 'Scope of consent' },
    status: { ja: '状態', en: 'State' },
    statusAt: { ja: '状態の日時', en: 'State since' },
    statusReason: { ja: '理由', en: 'Reason' },
    assignedTo: { ja: '担当者', en: 'Assigned to' },
    assignedAt: { ja: '担当を決めた日時', en: 'Assigned at' },
    dueDate: { ja: '期日', en: 'Due' },
    registeredBy: { ja: '登録した人', en: 'Registered by' },
    joinedTo: { ja: 'まとめた先の相談', en: 'Joined with' },
    possibleDuplicateOf: { ja: '重複の可能性がある相談', en: 'Possibly the same as' },
  },
  groups: {
    status: { ja: '状態', en: 'State' },
    assignment: { ja: '担当者', en: 'Assigned to' },
    consent: { ja: '同意', en: 'Consent' },
  },
  codes: {
    urgency: { now: { ja: 'すぐに', en: 'At once' }, withinYear: { ja: '1年以内に', en: 'Within a year' } },
    source: {
      visit: { ja: '訪問', en: 'Visit' },
      survey: { ja: '調査', en: 'Survey' },
      phone: { ja: '電話', en: 'Telephone' },
      other: { ja: 'その他', en: 'Other' },
    },
    status: {
      new: { ja: '新規', en: 'New' },
      assigned: { ja: '担当決定', en: 'Assigned' },
      inProgress: { ja: '対応中', en: 'In progress' },
      won: { ja: '支援につながった', en: 'Support began' },
      closed: { ja: '終了', en: 'Closed' },
    },
  },
  rules: {
    'assigned-without-person': {
      ja: '担当者がいないのに、担当決定または対応中になっています。担当者を決めてください。',
      en: 'It counts as assigned or in progress, but nobody has it. Assign it to someone.',
    },
  },
};
