import { LINK_WEIGHTS } from '#domain/catalogue/issue-links.ts';
import type { Programme } from '#domain/catalogue/model.ts';
import {
  buildRelevanceIndex,
  computeRelevance,
  type RelevanceIndex,
} from '#domain/catalogue/search/relevance.ts';
import { hearProblems, prepareVocabulary, type HeardProblem } from './heard-problems.ts';
import type { ProblemWords } from './problem-words.ts';

/**
 * Words that say who the company is, not what it needs: the criteria judge its industry and its
 * place, and 製造業 stands on every third sheet.
 */
const COMPANY_WORDS =
  /(?:部品|食品|機械)?製造業者?|建設業者?|小売業者?|卸売業者?|農業者|漁業者|運輸業者?|サービス業|宿泊業|飲食業|事業者|業者|企業|会社|青森県?|県内|[一-龠ぁ-んァ-ヶ]{1,5}[市町村](?=の)|\d+[名人]/gu;

/** What can be quoted as a word: two characters or more of one script. */
const WORD = /[\p{Script=Han}々]{2,}|[ァ-ヴー]{3,}|[A-Za-zＡ-Ｚａ-ｚ]{2,}/gu;

const indexes = new WeakMap<readonly Programme[], RelevanceIndex>();

/** What was heard in a text, and how much each programme's sheet says of it; by key, 0 where it says nothing. */
export interface WeighedWords {
  heard: readonly HeardProblem[];
  /** Relevance of each sheet to the words that were said. */
  said: ReadonlyMap<string, number>;
  /** Relevance to the words that sheets use for the problems that were heard. */
  meant: ReadonlyMap<string, number>;
  /** The words themselves, said or meant, as sheets may hold them. */
  words: readonly string[];
}

/**
 * Listens to a situation: the problems of the vocabulary in it, and the relevance of each sheet
 * to its words and to the words that sheets use for those problems. The index is kept as long as
 * its programmes live.
 */
export function weighWords(
  programmes: readonly Programme[],
  vocabulary: readonly ProblemWords[],
  situation: string,
): WeighedWords {
  if (situation.trim() === '') return { heard: [], said: new Map(), meant: new Map(), words: [] };
  const heard = hearProblems(prepareVocabulary(vocabulary), situation);
  const own = situation.replace(COMPANY_WORDS, ' ');
  const index = indexes.get(programmes) ?? buildRelevanceIndex(programmes);
  indexes.set(programmes, index);
  return {
    heard,
    said: computeRelevance(index, [{ text: own, weight: 1 }]),
    meant: computeRelevance(
      index,
      heard.map(({ words, strength }) => ({
        text: words.sheetWords.join(' '),
        // What is only named counts less than what was said clearly.
        weight: strength / Math.max(...LINK_WEIGHTS),
      })),
    ),
    words: [...(own.match(WORD) ?? []), ...heard.flatMap(({ words }) => words.sheetWords)],
  };
}
