import type { LocalisedText } from '#domain/canonical/language.ts';
import type { RakingFault } from './rake.ts';

/** What is said where weights cannot be made; `{margin}` and `{category}` are put in. */
export const RAKING_WORDS: Record<RakingFault, LocalisedText> = {
  unsuitableColumn: {
    ja: '「{margin}」は、この調査で1つだけ選ぶ項目ではないため使えません',
    en: '“{margin}” is not a question with one answer in this survey',
  },
  unknownCategory: {
    ja: '「{margin}」に「{category}」という区分はありません',
    en: '“{margin}” has no category “{category}”',
  },
  noAmount: {
    ja: '「{margin}」の「{category}」に入っている数字が読めません',
    en: 'The figure of “{category}” in “{margin}” is no amount',
  },
  emptyCategory: {
    ja: '「{margin}」の「{category}」には数字がありますが、回答した企業がありません。近い区分とまとめるか、数字を外してください',
    en: '“{category}” in “{margin}” has a figure, but nobody who answered is in it. Join it with a neighbour or leave its figure out',
  },
  noTarget: { ja: '「{margin}」に0より大きい数字がありません', en: '“{margin}” has no figure above 0' },
  contradiction: {
    ja: '「{margin}」の数字を同時に満たす重みが見つかりません',
    en: 'No weights meet the figures of “{margin}” together',
  },
  limitTooLow: {
    ja: '重みの上限が低すぎて「{margin}」の数字に合わせられません。上限を上げるか、外してください',
    en: 'The limit of the weights is too low to meet the figures of “{margin}”. Raise it or leave it out',
  },
  noBase: {
    ja: '「{margin}」は標本の重みから始めますが、標本の重みがまだ計算されていないか、この端末の回答に1件も付いていません',
    en: '“{margin}” begins from the weights of the sample, but these have not been computed yet or belong to none of the answers on this device',
  },
};
