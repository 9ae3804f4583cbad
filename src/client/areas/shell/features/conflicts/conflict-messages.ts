import { defineMessages } from '#ui/messages.ts';

/** The words around a conflict and a warning. */
export const conflictMessages = defineMessages({
  ja: {
    title: '{field}が二通りあります',
    explain: '二人がほぼ同時に書きました。どちらも失われていません。正しい方を選んでください。',
    explainReader:
      '二人がほぼ同時に書きました。どちらも失われていません。正しい方は、記録を書く人が選びます。',
    current: '現在の記録',
    other: 'もう一つの記録',
    keepCurrent: 'このままにする',
    takeOther: 'こちらにする',
    keepBoth: '両方を残す',
    settled: '{field}を決めました',
    revived: '削除された後に別の端末で編集されたため、元に戻りました。',
    otherWarning: '確認が必要です（{code}）',
  },
  en: {
    title: '{field} was recorded in two ways',
    explain: 'Two people wrote it at about the same time. Neither is lost. Choose the one that is right.',
    explainReader:
      'Two people wrote it at about the same time. Neither is lost. Those who record it choose the one that is right.',
    current: 'Recorded now',
    other: 'The other record',
    keepCurrent: 'Keep this',
    takeOther: 'Take this one',
    keepBoth: 'Keep both',
    settled: '{field} is settled',
    revived: 'It was deleted and then edited on another device, so it came back.',
    otherWarning: 'Please check this record ({code}).',
  },
});
