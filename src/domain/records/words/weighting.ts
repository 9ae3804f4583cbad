import type { weightings } from '#domain/records/weighting.ts';
import type { CollectionWords } from './collection-words.ts';

export const weightingWords: CollectionWords<typeof weightings> = {
  name: { ja: '重み', en: 'Weighting' },
  fields: {
    surveyId: { ja: '調査', en: 'Survey' },
    title: { ja: '名前', en: 'Title' },
    margins: { ja: '合わせる数字', en: 'Known figures' },
    trim: { ja: '重みの上限', en: 'Limit of the weights' },
    base: { ja: '始まりの重み', en: 'Weights to begin with' },
    population: { ja: '企業の総数', en: 'Companies in all' },
  },
  groups: {},
  codes: {},
  rules: {},
};
