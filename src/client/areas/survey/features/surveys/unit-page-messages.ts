import { defineMessages } from '#ui/messages.ts';

/** What the page of a survey's companies says besides what it shares with others. */
export const unitPageMessages = defineMessages({
  ja: {
    surveys: '調査',
    missing: 'この調査は見つかりません',
    missingText: '一覧から選び直してください。',
    letters: '手紙の発送へ',
    fromList: '結果を一括記録',
    save: 'CSVで保存',
    file: '対象企業',
    saved: 'CSVを保存しました',
    closed: '締め切られた調査です。新しい依頼コードは出せません。',
    nameless: '（名前は消されています）',
  },
  en: {
    surveys: 'Surveys',
    missing: 'This survey is not known',
    missingText: 'Please choose one from the list.',
    letters: 'To the letters',
    fromList: 'Results from a list',
    save: 'Save as CSV',
    file: 'companies-asked',
    saved: 'CSV saved',
    closed: 'The survey is closed. No new codes can be issued.',
    nameless: '(name deleted)',
  },
});
