import type { codings } from '#domain/records/coding.ts';
import type { CollectionWords } from './collection-words.ts';

export const codingWords: CollectionWords<typeof codings> = {
  name: { ja: '自由記述の分類', en: 'Coded text' },
  fields: {
    frameId: { ja: '分類表', en: 'Coding frame' },
    textHash: { ja: '照合値', en: 'Checksum' },
    coder: { ja: '分類した人', en: 'Coder' },
    categories: { ja: '分類', en: 'Categories' },
    settled: { ja: '決定', en: 'Settled' },
  },
  groups: {},
  codes: {},
  rules: {},
};
