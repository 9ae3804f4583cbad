import type { Language } from '#domain/canonical/language.ts';
import type { MissingReason } from '#domain/questionnaire/model.ts';

/** Words that the item components add to a questionnaire's own. */
export interface ItemMessages {
  /** The number on paper as people say it: 問3-2, but F1. */
  number: (number: string) => string;
  optional: string;
  error: string;
  choose: string;
  otherText: string;
  rank: (place: number) => string;
  order: string;
  moveUp: (label: string) => string;
  moveDown: (label: string) => string;
  remaining: (count: number) => string;
  rowsAnswered: (answered: number, total: number) => string;
  rowOf: (place: number, total: number) => string;
  previousRow: string;
  nextRow: string;
  missing: Partial<Record<MissingReason, string>>;
}

export const itemMessages: Record<Language, ItemMessages> = {
  ja: {
    number: (number) => (/^\d/.test(number) ? `問${number}` : number),
    optional: '任意',
    error: 'エラー',
    choose: '選んでください',
    otherText: 'その他の内容',
    rank: (place) => `${place}位`,
    order: '順位',
    moveUp: (label) => `「${label}」の順位を上げる`,
    moveDown: (label) => `「${label}」の順位を下げる`,
    remaining: (count) => (count > 0 ? `あと${count}つ選べます` : 'これ以上は選べません'),
    rowsAnswered: (answered, total) => `${total}件のうち${answered}件に回答`,
    rowOf: (place, total) => `${place} / ${total}`,
    previousRow: '前の項目',
    nextRow: '次の項目',
    missing: { refused: '答えたくない', dontKnow: 'わからない' },
  },
  en: {
    number: (number) => (/^\d/.test(number) ? `Question ${number}` : number),
    optional: 'optional',
    error: 'Error',
    choose: 'Choose',
    otherText: 'Other, please say what',
    rank: (place) => `No. ${place}`,
    order: 'Order',
    moveUp: (label) => `Move "${label}" up`,
    moveDown: (label) => `Move "${label}" down`,
    remaining: (count) => (count > 0 ? `You can choose ${count} more` : 'You cannot choose any more'),
    rowsAnswered: (answered, total) => `${answered} of ${total} answered`,
    rowOf: (place, total) => `${place} / ${total}`,
    previousRow: 'Previous topic',
    nextRow: 'Next topic',
    missing: { refused: 'I prefer not to say', dontKnow: 'I do not know' },
  },
};
