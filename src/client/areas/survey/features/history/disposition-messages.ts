import type { RowFault } from '#domain/fieldwork/history/disposition-list.ts';
import { defineMessages } from '#ui/messages.ts';
import type { DispositionResult } from '#protocol/unit-history.ts';

/** Why a row of a list cannot be noted. */
export const rowFaultMessages = defineMessages<RowFault | Exclude<DispositionResult, 'new' | 'same'>>({
  ja: {
    noUnit: 'コードも対象IDもありません',
    unknownEvent: '知らない結果です',
    noDay: '日付がありません',
    wrongDay: '日付として読めません',
    longNote: 'メモが長すぎます（200字まで）',
    mistyped: 'コードに書き間違いがあります',
    unknown: 'この調査にない企業です',
    otherSurvey: '別の調査のコードです',
    inFuture: '先の日付です',
  },
  en: {
    noUnit: 'Neither code nor unit id',
    unknownEvent: 'Not a known result',
    noDay: 'No date',
    wrongDay: 'Not readable as a date',
    longNote: 'The note is too long (200 characters at most)',
    mistyped: 'The code is mistyped',
    unknown: 'Not a company of this survey',
    otherSurvey: 'A code of another survey',
    inFuture: 'A date in the future',
  },
});

/** Words of the page where a list of results is read. */
export const dispositionMessages = defineMessages({
  ja: {
    title: '結果の一括記録',
    surveys: '調査',
    about:
      'CSVから、郵便や電話の結果をまとめて記録します。見出しは「コード」または「対象ID」、「記録」、「記録日」、「メモ」です。対象企業の画面で保存したCSVも、そのまま読み込めます。',
    known: '「記録」に書けることば：{words}',
    choose: 'CSVを選ぶ',
    checking: '確かめています',
    unreadable: 'CSVとして読めません。',
    noColumns: '見出しに「コード」か「対象ID」、「記録」、「記録日」が見つかりません。',
    fresh: '新しく記録する',
    same: 'すでに記録がある（変わらない）',
    silent: '「記録」が空（変わらない）',
    faulty: '記録できない',
    rows: '{n}行',
    apply: '{n}行を記録する',
    nothing: '新しく記録する行はありません',
    saved: '{n}行を記録しました',
    faults: '記録できない行',
    fault: '{row}行目：{fault} {cell}',
    more: 'ほかに{n}行あります。',
  },
  en: {
    title: 'Results from a list',
    surveys: 'Surveys',
    about:
      'Notes results of letters and calls from a CSV with the headings Code or Unit id, Noted, Noted on, Note. A CSV saved from the companies asked can be read as it is.',
    known: 'What “Noted” may say: {words}',
    choose: 'Choose a CSV',
    checking: 'Checking',
    unreadable: 'Not readable as CSV.',
    noColumns: 'The headings Code or Unit id, Noted and Noted on are not there.',
    fresh: 'To be noted',
    same: 'Noted already (no change)',
    silent: '“Noted” is empty (no change)',
    faulty: 'Cannot be noted',
    rows: '{n} rows',
    apply: 'Note {n} rows',
    nothing: 'There is nothing new to note',
    saved: '{n} rows noted',
    faults: 'Rows that cannot be noted',
    fault: 'Row {row}: {fault} {cell}',
    more: '{n} more rows.',
  },
});
