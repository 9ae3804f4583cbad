import { defineMessages } from '#ui/messages.ts';

/** Words that several parts of the interview share. */
export const interviewMessages = defineMessages({
  ja: {
    interview: '聞き取り',
    position: '設問 {n} / {total}',
    review: '回答の確認',
    unanswered: '未回答',
    optional: '任意',
    prefilled: '企業の記録から',
    complete: '完了',
    partial: '一部回答',
    breakOff: '途中で終了',
    toVisit: '訪問に戻る',
  },
  en: {
    interview: 'Interview',
    position: 'Question {n} / {total}',
    review: 'Check the answers',
    unanswered: 'No answer yet',
    optional: 'optional',
    prefilled: 'From the company’s record',
    complete: 'Complete',
    partial: 'Partly answered',
    breakOff: 'Broken off',
    toVisit: 'Back to the visit',
  },
});
