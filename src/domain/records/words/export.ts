import type { exports } from '#domain/records/export.ts';
import type { CollectionWords } from './collection-words.ts';

export const exportWords: CollectionWords<typeof exports> = {
  name: { ja: '書き出しの記録', en: 'Export' },
  fields: {
    kind: { ja: '内容', en: 'What' },
    fileName: { ja: 'ファイル名', en: 'File name' },
    format: { ja: '形式', en: 'Format' },
    surveyId: { ja: '調査', en: 'Survey' },
    dataHash: { ja: 'データの版', en: 'Version of the data' },
    by: { ja: '書き出した人', en: 'Who took it' },
    at: { ja: '日時', en: 'When' },
  },
  groups: {},
  codes: {
    kind: {
      table: { ja: '集計表', en: 'Table' },
      book: { ja: '報告書の集計', en: 'Report book' },
      chart: { ja: 'グラフ', en: 'Chart' },
      data: { ja: '回答データ', en: 'Data of the answers' },
      texts: { ja: '自由記述', en: 'Answers in words' },
    },
    format: {
      xlsx: { ja: 'Excel', en: 'Excel' },
      csv: { ja: 'CSV', en: 'CSV' },
      png: { ja: '画像', en: 'Picture' },
      tripleS: { ja: 'Triple-S', en: 'Triple-S' },
      print: { ja: '印刷', en: 'Print' },
    },
  },
  rules: {},
};
