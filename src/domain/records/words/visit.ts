import type { visits } from '#domain/records/visit.ts';
import type { CollectionWords } from './collection-words.ts';

export const visitWords: CollectionWords<typeof visits> = {
  name: { ja: '訪問', en: 'Visit' },
  fields: {
    accountId: { ja: '企業', en: 'Company' },
    status: { ja: '状態', en: 'State' },
    kind: { ja: '方法', en: 'Way' },
    plannedDate: { ja: '予定日', en: 'Planned day' },
    plannedTime: { ja: '予定時刻', en: 'Planned time' },
    startedAt: { ja: '開始', en: 'Started' },
    finishedAt: { ja: '終了', en: 'Finished' },
    cancelReason: { ja: '中止の理由', en: 'Reason for cancelling' },
    purpose: { ja: '目的', en: 'Purpose' },
    participants: { ja: '参加者', en: 'Participants' },
    contacts: { ja: '面談した人', en: 'People met' },
    notes: { ja: '記録', en: 'Notes' },
    issues: { ja: '課題', en: 'Issues' },
    programmes: { ja: '紹介した施策', en: 'Programmes shown' },
    advice: { ja: '施策の提案', en: 'Recorded advice' },
  },
  groups: { status: { ja: '状態', en: 'State' }, plan: { ja: '予定', en: 'Plan' } },
  codes: {
    status: {
      planned: { ja: '予定', en: 'Planned' },
      started: { ja: '進行中', en: 'Under way' },
      finished: { ja: '終了', en: 'Finished' },
      cancelled: { ja: '中止', en: 'Cancelled' },
    },
    kind: {
      visit: { ja: '訪問', en: 'Visit' },
      telephone: { ja: '電話', en: 'Telephone' },
      online: { ja: 'オンライン', en: 'Online' },
      office: { ja: '来所', en: 'At the office' },
    },
  },
  rules: {
    'cancelled-with-record': {
      ja: '中止された訪問に記録が書かれています。実際に訪問したか確かめてください。',
      en: 'This visit was cancelled, yet it has notes. Check whether it took place.',
    },
  },
};
