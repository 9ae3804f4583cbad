import { fillText } from '#domain/canonical/fill-text.ts';
import type { Language } from '#domain/canonical/language.ts';
import type { DateFault } from '#domain/canonical/written-dates.ts';

/** Words that the item components add to a questionnaire's own; `{name}` stands for a parameter of `fillText`. */
export interface ItemMessages {
  /** A number on paper that begins with a digit; others (F1) stand for themselves. */
  number: string;
  required: string;
  optional: string;
  error: string;
  choose: string;
  /** Takes a choice back. */
  clear: string;
  otherText: string;
  rank: string;
  order: string;
  /** The handle by which a ranked option is dragged. */
  reorder: string;
  reorderHelp: string;
  held: string;
  placed: string;
  putBack: string;
  moveUp: string;
  moveDown: string;
  remaining: string;
  limitReached: string;
  /** Why an option cannot be ticked, and the way out. */
  closed: string;
  rowsAnswered: string;
  rowOf: string;
  previousRow: string;
  nextRow: string;
  room: string;
  /** Takes an address without what stands around it. */
  meant: string;
  tooLong: string;
  calendar: string;
  commonEra: string;
  year: string;
  month: string;
  day: string;
  dateFault: Record<DateFault, string>;
  missing: Partial<Record<string, string>>;
  /** Beside a reason for having no answer, while the answer is still known. */
  answerKept: string;
  /** In place of a question or an answer of a kind that this version does not know. */
  updateNeeded: string;
}

/** Texts alone: the company's page takes them out of its scripts. */
export const itemMessages: Record<Language, ItemMessages> = {
  ja: {
    number: '問{number}',
    required: '※必須',
    optional: '任意',
    error: 'エラー',
    choose: '選んでください',
    clear: '選択を取り消す',
    otherText: 'その他の内容',
    rank: '{place}位',
    order: '順位',
    reorder: '「{label}」を並べ替える',
    reorderHelp:
      'スペースキーで持ち上げ、上下の矢印キーで動かし、もう一度スペースキーで置きます。Escキーで元の順位に戻ります。',
    held: '「{label}」を持ち上げました。{total}件のうち{place}位です',
    placed: '「{label}」は{place}位です',
    putBack: '「{label}」を元の順位に戻しました',
    moveUp: '「{label}」の順位を上げる',
    moveDown: '「{label}」の順位を下げる',
    remaining: 'あと{count}つ選べます',
    limitReached: 'これ以上は選べません（{limit}つまで）',
    closed: '選べるのは{limit}つまでです。ほかを選ぶには、先にどれかを外してください',
    rowsAnswered: '{total}件のうち{answered}件に回答',
    rowOf: '{place} / {total}',
    previousRow: '前の項目',
    nextRow: '次の項目',
    room: 'あと{count}文字書けます',
    meant: '「{text}」に直す',
    tooLong: '{count}文字多すぎます',
    calendar: '暦',
    commonEra: '西暦',
    year: '年',
    month: '月',
    day: '日',
    dateFault: {
      incomplete: '年・月・日をすべてお書きください',
      noSuchYear: '西暦の年は4桁でお書きください。元号の年のときは、左で元号をお選びください',
      noSuchDay: 'この日付は暦にありません。月と日をお確かめください',
    },
    missing: {
      refused: '答えたくない',
      dontKnow: 'わからない',
      notShown: '表示できなかった設問（アプリの版が古いため）',
    },
    answerKept: 'この画面を離れるまでは、もう一度押すと元の回答に戻ります',
    updateNeeded: 'この設問はアプリを更新すると表示されます。更新してください。',
  },
  en: {
    number: 'Question {number}',
    required: 'required',
    optional: 'optional',
    error: 'Error',
    choose: 'Choose',
    clear: 'Clear the choice',
    otherText: 'Other, please say what',
    rank: 'No. {place}',
    order: 'Order',
    reorder: 'Move "{label}"',
    reorderHelp:
      'Space picks it up, the up and down arrows move it, space puts it down, Escape puts it back.',
    held: '"{label}" is picked up, number {place} of {total}',
    placed: '"{label}" is number {place}',
    putBack: '"{label}" is back in its place',
    moveUp: 'Move "{label}" up',
    moveDown: 'Move "{label}" down',
    remaining: 'You can choose {count} more',
    limitReached: 'You cannot choose any more (at most {limit})',
    closed: 'You can choose at most {limit}. To choose another, take one away first',
    rowsAnswered: '{answered} of {total} answered',
    rowOf: '{place} / {total}',
    previousRow: 'Previous topic',
    nextRow: 'Next topic',
    room: 'Characters left: {count}',
    meant: 'Change to {text}',
    tooLong: 'Characters too many: {count}',
    calendar: 'Calendar',
    commonEra: 'CE',
    year: 'year',
    month: 'month',
    day: 'day',
    dateFault: {
      incomplete: 'Please write year, month and day',
      noSuchYear: 'Please write the year with four digits. For the year of an era, choose the era first',
      noSuchDay: 'There is no such day. Please check month and day',
    },
    missing: {
      refused: 'I prefer not to say',
      dontKnow: 'I do not know',
      notShown: 'Could not be shown: the app was too old',
    },
    answerKept: 'Until you leave this screen, press again to have your answer back',
    updateNeeded: 'A newer version of the app shows this question. Please update the app.',
  },
};

/** The number on paper as people say it: 問3-2, but F1. */
export function sayNumber(number: string, language: Language): string {
  return /^\d/.test(number) ? fillText(itemMessages[language].number, { number }) : number;
}

/** A place in a ranking, from 1: 2位. */
export function sayRank(place: number, language: Language): string {
  return fillText(itemMessages[language].rank, { place });
}

/** So many photos: 写真 3枚. */
export function sayPhotos(count: number, language: Language): string {
  if (language === 'ja') return `写真 ${count}枚`;
  return count === 1 ? '1 photo' : `${count} photos`;
}
