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

/** Words of the interview's own screens. */
export const interviewPageMessages = defineMessages({
  ja: {
    begin: '始める',
    back: '戻る',
    next: '次へ',
    anyway: 'このまま次へ',
    list: '設問一覧',
    submit: '提出する',
    answers: '提出した回答',
    seeAnswers: '回答を見る',
    ended: '聞き取りを終えました',
    missing: '調査票がまだ端末にありません',
    missingHint: '電波のあるところで一度同期すると、あとは電波がなくても聞き取れます。',
    noVisit: 'この訪問は端末にありません',
    otherRevision: 'この回答票は第{n}版の調査票で始められました。いま端末にあるのは別の版です。',
    corrected: '訂正を記録しました',
  },
  en: {
    begin: 'Begin',
    back: 'Back',
    next: 'Next',
    anyway: 'Go on as it is',
    list: 'Questions',
    submit: 'Submit',
    answers: 'Submitted answers',
    seeAnswers: 'See the answers',
    ended: 'The interview is finished',
    missing: 'The questionnaire is not on this device yet',
    missingHint: 'Sync once where there is a network; afterwards it works without one.',
    noVisit: 'This visit is not on this device',
    otherRevision: 'This response was begun with revision {n} of the questionnaire. The one on this device is another.',
    corrected: 'The correction is recorded',
  },
});
