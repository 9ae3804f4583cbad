import { defineMessages } from '#ui/messages.ts';

/** Words for the week and for what is over today. */
export const weekMessages = defineMessages({
  ja: {
    sheets: '印刷・カレンダー',
    title: '週の予定と記録',
    today: '今日',
    previous: '前の週',
    next: '次の週',
    thisWeek: '今週へ',
    span: '{from} 〜 {to}',
    whose: '誰の訪問',
    mine: '自分',
    everyone: '全員',
    none: '予定も記録もありません',
    done: '終えた訪問',
    week: '週の予定と記録を見る',
    past: '済んだものを記録',
    unknownCompany: '（企業名なし）',
  },
  en: {
    sheets: 'Print or calendar',
    title: 'The week',
    today: 'Today',
    previous: 'Previous week',
    next: 'Next week',
    thisWeek: 'This week',
    span: '{from} – {to}',
    whose: 'Whose visits',
    mine: 'Mine',
    everyone: 'Everybody’s',
    none: 'Nothing planned or recorded',
    done: 'Finished today',
    week: 'See the week',
    past: 'Record one that is over',
    unknownCompany: '(no company name)',
  },
});
