import type { ProblemWords } from './problem-words.ts';
import { WISH } from './wish-order.ts';

/**
 * What the families of a vocabulary have in common, by which a text is heard that says no phrase of them: 漁に出ても獲れない
 * has 漁 and 獲 of the family of 魚が獲れない. Entries of one issue with the same remedy are one family.
 */
export interface Resemblance {
  families: readonly Family[];
  /** In how many phrases of each family a piece of a word stands. */
  counts: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** How many phrases a family has. */
  mean: number;
}

interface Family {
  /** The place of its first entry. */
  entry: number;
  phrases: number;
}

/** The usual constants of BM25: how soon a piece said often enough is enough, and how much a family's size counts. */
const SATURATION = 0.6;
const SIZE_SHARE = 0.3;
/** One rare piece is an accident: 茶 of お茶をいただいた. */
const LEAST_POINTS = 3;

const WORD = /(?<han>[\p{Script=Han}々]+)|[ァ-ヴー]{2,}|(?<latin>[a-z][a-z0-9]+)/gu;
const KANA = /[ぁ-ゖー]{3,}/gu;

/** The pieces of a text's words: each Chinese character and each pair, katakana and hiragana by threes, English without endings. */
function listPieces(folded: string): Set<string> {
  const words = listPiecesOf(folded, WORD);
  return words.size > 0 ? words : listPiecesOf(folded, KANA);
}

function listPiecesOf(folded: string, runs: RegExp): Set<string> {
  const pieces = new Set<string>();
  for (const { 0: run, groups: { han, latin } = {} } of folded.matchAll(runs)) {
    if (latin) pieces.add(run.length > 3 ? run.replace(/(?:ing|es|s|e)$/, '') : run);
    else if (han) for (const character of han) pieces.add(character);
    const length = han ? 2 : 3;
    if (!latin && run.length >= 2)
      for (let at = 0; at + Math.min(length, run.length) <= run.length; at += 1)
        pieces.add(run.slice(at, at + length));
  }
  return pieces;
}

/** So many phrases are taken to pieces in a step. */
const PHRASES_OF_A_STEP = 500;

/** Prepares a vocabulary for `findAlike` in short steps; `phrases` are those of its entries, folded, by the place of the entry. */
export function* prepareResemblance(
  entries: readonly ProblemWords[],
  phrases: readonly { entry: number; stems: { folded: string } }[],
): Generator<undefined, Resemblance> {
  const families: Family[] = [];
  const places = new Map<string, number>();
  const familyOf = entries.map(({ issue, sheetWords }, entry) => {
    const remedy = `${issue} ${sheetWords.join(' ')}`;
    const family = places.get(remedy) ?? families.push({ entry, phrases: 0 }) - 1;
    places.set(remedy, family);
    return family;
  });
  const counts = new Map<string, Map<number, number>>();
  for (const [at, { entry, stems }] of phrases.entries()) {
    const family = familyOf[entry]!;
    families[family]!.phrases += 1;
    for (const piece of listPieces(stems.folded)) {
      const its = counts.get(piece);
      if (its) its.set(family, (its.get(family) ?? 0) + 1);
      else counts.set(piece, new Map([[family, 1]]));
    }
    if (at % PHRASES_OF_A_STEP === 0) yield;
  }
  return { families, counts, mean: phrases.length / Math.max(1, families.length) };
}

/**
 * Of the matter of a text a family has to know this share to be meant by it, and less of what is asked: a wish, a
 * complaint or keywords are about something, a remark (来週また伺う) may be about nothing. The next family has to know
 * nearly as much as the first.
 */
const ALIKE_FROM = 0.25;
const ALIKE_FROM_OF_ASKED = 0.12;
const ALIKE_BESIDE = 0.75;

const COMPLAINT =
  /(?<!少)な(?:い|く|かっ|けれ)|ませ|(?<=[\p{Script=Han}ぁ-ゖ])(?:ず|ね)(?=$|[\sにて])|か(?:な|ね)?$|べ(?:$|[がか])|どう|困|悩|不安|心配|すぎ|難し|厳し|苦し|減|高い|つら|必要/mu;
const KEYWORDS = /^[^ぁ-ゖ]*[\p{Script=Han}ァ-ヴ][^ぁ-ゖ]*$/u;

function isAsked(folded: string): boolean {
  return WISH.test(folded) || COMPLAINT.test(folded) || KEYWORDS.test(folded);
}

/** The first entries of the families that a folded text resembles. */
export function findAlike({ families, counts, mean }: Resemblance, folded: string): number[] {
  const points = new Float64Array(families.length);
  let all = 0;
  for (const piece of listPieces(folded)) {
    const its = counts.get(piece);
    const rarity = computeRarity(its?.size ?? 0, families.length);
    all += rarity;
    for (const [family, count] of its ?? []) {
      const size = 1 - SIZE_SHARE + (SIZE_SHARE * families[family]!.phrases) / mean;
      points[family]! += (rarity * count) / (count + SATURATION * size);
    }
  }
  const most = points.reduce((best, one) => Math.max(best, one), 0);
  const from = isAsked(folded) ? ALIKE_FROM_OF_ASKED : ALIKE_FROM;
  const least = Math.max(LEAST_POINTS, from * all, ALIKE_BESIDE * most);
  return families.flatMap(({ entry }, family) => (points[family]! >= least ? [entry] : []));
}

/** Rounded, as engines may differ in the last digit of a logarithm. */
function computeRarity(holding: number, all: number): number {
  return Math.round(Math.log(1 + (all - holding + 0.5) / (holding + 0.5)) * 1000) / 1000;
}
