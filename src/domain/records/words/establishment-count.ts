import type { establishmentCounts } from '#domain/records/establishment-count.ts';
import type { CollectionWords } from './collection-words.ts';

export const establishmentCountWords: CollectionWords<typeof establishmentCounts> = {
  name: { ja: '事業所数', en: 'Establishment figures' },
  fields: {
    title: { ja: '名前', en: 'Title' },
    source: { ja: '出典', en: 'Source' },
    sourcedOn: { ja: 'いつの数字か', en: 'Date of the figures' },
    unit: { ja: '数えたもの', en: 'What is counted' },
    note: { ja: 'メモ', en: 'Note' },
    cells: { ja: '数字', en: 'Figures' },
    invented: { ja: '架空のデータ', en: 'Invented data' },
  },
  groups: {},
  codes: {
    unit: {
      establishments: { ja: '事業所', en: 'Establishments' },
      companies: { ja: '企業', en: 'Companies' },
    },
  },
  rules: {},
};
