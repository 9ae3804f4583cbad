import type { codingFrames } from '#domain/records/coding-frame.ts';
import type { CollectionWords } from './collection-words.ts';

export const codingFrameWords: CollectionWords<typeof codingFrames> = {
  name: { ja: '自由記述の分類表', en: 'Coding frame' },
  fields: {
    questionnaireId: { ja: '調査票', en: 'Questionnaire' },
    item: { ja: '設問', en: 'Question' },
    title: { ja: '名前', en: 'Title' },
    categories: { ja: '分類', en: 'Categories' },
  },
  groups: {},
  codes: {},
  rules: {},
};
