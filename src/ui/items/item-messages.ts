import type { Language } from '#domain/canonical/language.ts';
import type { DateFault } from '#domain/canonical/written-dates.ts';
import type { MissingReason } from '#domain/questionnaire/model.ts';

/** Words that the item components add to a questionnaire's own. */
export interface ItemMessages {
  /** The number on paper as people say it: 問3-2, but F1. */
  number: (number: string) => string;
  required: string;
  optional: string;
  error: string;
  choose: string;
  otherText: string;
  rank: (place: number) => string;
  order: string;
  /** The handle by which a ranked option is dragged. */
  reorder: (label: string) => string;
  reorderHelp: string;
  held: (label: string, place: number, total: number) => string;
  placed: (label: string, place: number) => string;
  putBack: (label: string) => string;
  moveUp: (label: string) => string;
  moveDown: (label: string) => string;
  remaining: (count: number) => string;
  limitReached: (limit: number) => string;
  /** Why an option cannot be ticked, and the way out. */
  closed: (limit: number) => string;
  rowsAnswered: (answered: number, total: number) => string;
  rowOf: (place: number, total: number) => string;
  previousRow: string;
  nextRow: string;
  room: (count: number) => string;
  tooLong: (count: number) => string;
  calendar: string;
  commonEra: string;
  year: string;
  month: string;
  day: string;
  pickDay: string;
  dateFault: Record<DateFault, string>;
  missing: Partial<Record<MissingReason, string>>;
  /** Beside a reason for having no answer, while the answer is still known. */
  answerKept: string;
}

export const itemMessages: Record<Language, ItemMessages> = {
  ja: {
    number: (number) => (/^\d/.test(number) ? `問${number}` : number),
    required: '※必須',
    optional: '任意',
    error: 'エラー',
    choose: '選んでください',
    otherText: 'その他の内容',
    rank: (place) => `${place}位`,
    order: '順位',
    reorder: (label) => `「${label}」を並べ替える`,
    reorderHelp: 'スペースキーで持ち上げ、上下の矢印キーで動かし、もう一度スペースキーで置きます。Escキーで元の順位に戻ります。',
    held: (label, place, total) => `「${label}」を持ち上げました。${total}件のうち${place}位です`,
    placed: (label, place) => `「${label}」は${place}位です`,
    putBack: (label) => `「${label}」を元の順位に戻しました`,
    moveUp: (label) => `「${label}」の順位を上げる`,
    moveDown: (label) => `「${label}」の順位を下げる`,
    remaining: (count) => `あと${count}つ選べます`,
    limitReached: (limit) => `これ以上は選べません（${limit}つまで）`,
    closed: (limit) => `選べるのは${limit}つまでです。ほかを選ぶには、先にどれかを外してください`,
    rowsAnswered: (answered, total) => `${total}件のうち${answered}件に回答`,
    rowOf: (place, total) => `${place} / ${total}`,
    previousRow: '前の項目',
    nextRow: '次の項目',
    room: (count) => `あと${count}文字書けます`,
    tooLong: (count) => `${count}文字多すぎます`,
    calendar: '暦',
    commonEra: '西暦',
    year: '年',
    month: '月',
    day: '日',
    pickDay: 'カレンダーから選ぶ',
    dateFault: {
      incomplete: '年・月・日をすべてお書きください',
      noSuchYear: '西暦の年は4桁でお書きください。元号の年のときは、左で元号をお選びください',
      noSuchDay: 'この日付は暦にありません。月と日をお確かめください',
    },
    missing: { refused: '答えたくない', dontKnow: 'わからない' },
    answerKept: 'もう一度押すと、元の回答に戻ります',
  },
  en: {
    number: (number) => (/^\d/.test(number) ? `Question ${number}` : number),
    required: '※required',
    optional: 'optional',
    error: 'Error',
    choose: 'Choose',
    otherText: 'Other, please say what',
    rank: (place) => `No. ${place}`,
    order: 'Order',
    reorder: (label) => `Move "${label}"`,
    reorderHelp: 'Space picks it up, the up and down arrows move it, space puts it down, Escape puts it back.',
    held: (label, place, total) => `"${label}" is picked up, number ${place} of ${total}`,
    placed: (label, place) => `"${label}" is number ${place}`,
    putBack: (label) => `"${label}" is back in its place`,
    moveUp: (label) => `Move "${label}" up`,
    moveDown: (label) => `Move "${label}" down`,
    remaining: (count) => `You can choose ${count} more`,
    limitReached: (limit) => `You cannot choose any more (at most ${limit})`,
    closed: (limit) => `You can choose at most ${limit}. To choose another, take one away first`,
    rowsAnswered: (answered, total) => `${answered} of ${total} answered`,
    rowOf: (place, total) => `${place} / ${total}`,
    previousRow: 'Previous topic',
    nextRow: 'Next topic',
    room: (count) => `Room for ${count} more ${count === 1 ? 'character' : 'characters'}`,
    tooLong: (count) => `${count} ${count === 1 ? 'character' : 'characters'} too many`,
    calendar: 'Calendar',
    commonEra: 'CE',
    year: 'year',
    month: 'month',
    day: 'day',
    pickDay: 'Pick from a calendar',
    dateFault: {
      incomplete: 'Please write year, month and day',
      noSuchYear: 'Please write the year with four digits. For the year of an era, choose the era first',
      noSuchDay: 'There is no such day. Please check month and day',
    },
    missing: { refused: 'I prefer not to say', dontKnow: 'I do not know' },
    answerKept: 'Press again to have your answer back',
  },
};
