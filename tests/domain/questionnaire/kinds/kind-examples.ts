import type { Json } from '#domain/canonical/json.ts';
import type { AskedKind } from '#domain/questionnaire/kinds/question-kinds.ts';
import type { Item } from '#domain/questionnaire/model.ts';
import { optionsOf } from '#tests/domain/questionnaire/survey.ts';

/** An item of a kind, an answer to it as it is stored, and that answer in words. */
export interface KindExample {
  item: Partial<Item>;
  stored: Json;
  ja: string[];
  en: string[];
  /** The columns it gives to tables. */
  columns: string[];
}

const options = optionsOf('a', 'b', 'c!');
const rows = optionsOf('r', 's');

/** One for every kind there is: the compiler asks for it when a kind is added. */
export const KIND_EXAMPLES: Record<AskedKind, KindExample> = {
  single: { item: { options }, stored: 'b', ja: ['b'], en: ['b'], columns: ['x single'] },
  scale: { item: { options }, stored: 'a', ja: ['a'], en: ['a'], columns: ['x scale'] },
  multiple: {
    item: { options },
    stored: ['a', 'b'],
    ja: ['a', 'b'],
    en: ['a', 'b'],
    columns: ['x multiple'],
  },
  ranking: {
    item: { options },
    stored: ['b', 'a'],
    ja: ['1位 b', '2位 a'],
    en: ['No. 1 b', 'No. 2 a'],
    columns: [
      'x.first single',
      'x.top multiple',
      ...['a', 'b', 'c'].flatMap((code) => [`x.rank.${code} number`, `x.score.${code} number`]),
    ],
  },
  grid: {
    item: { options, rows },
    stored: { r: 'b', s: 'a' },
    ja: ['r: b', 's: a'],
    en: ['r: b', 's: a'],
    columns: ['x.r scale', 'x.s scale'],
  },
  gridMultiple: {
    item: { options, rows },
    stored: { r: ['a', 'b'], s: ['c'] },
    ja: ['r: a、b', 's: c!'],
    en: ['r: a, b', 's: c!'],
    columns: ['x.r multiple', 'x.s multiple'],
  },
  image: {
    item: { required: false },
    stored: ['p1', 'p2'],
    ja: ['写真 2枚'],
    en: ['2 photos'],
    columns: ['x.taken single', 'x.count number'],
  },
  number: {
    item: { unit: { ja: '人', en: ' people' } },
    stored: 12,
    ja: ['12人'],
    en: ['12 people'],
    columns: ['x number'],
  },
  text: { item: {}, stored: '駐車場', ja: ['駐車場'], en: ['駐車場'], columns: [] },
  longText: { item: {}, stored: '駐車場\n看板', ja: ['駐車場', '看板'], en: ['駐車場', '看板'], columns: [] },
  date: { item: {}, stored: '2026-11-20', ja: ['2026-11-20'], en: ['2026-11-20'], columns: [] },
};
