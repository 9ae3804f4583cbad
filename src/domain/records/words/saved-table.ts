import type { savedTables } from '#domain/records/saved-table.ts';
import type { CollectionWords } from './collection-words.ts';

export const savedTableWords: CollectionWords<typeof savedTables> = {
  name: { ja: '保存した集計', en: 'Saved table' },
  fields: {
    surveyId: { ja: '調査', en: 'Survey' },
    kind: { ja: '種類', en: 'Kind' },
    title: { ja: '名前', en: 'Title' },
    content: { ja: '集計の設定', en: 'What is shown' },
    note: { ja: 'メモ', en: 'Note' },
  },
  groups: {},
  codes: {
    kind: {
      table: { ja: '集計表', en: 'Table' },
      book: { ja: '報告書の集計', en: 'Report book' },
      gapMap: { ja: '課題と機関の表', en: 'Gap map' },
    },
  },
  rules: {},
};
