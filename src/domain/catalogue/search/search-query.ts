import { withoutBegunKana } from '#domain/canonical/text.ts';
import { foldForSearch, listLatinWords } from './search-text.ts';
import { beginsWithOneTypo, isOneSwapApart } from './search-typo.ts';

/** One thing that has to occur: a Latin word or number, or Japanese without blanks with its two-character grams. */
export type SearchTerm =
  | { kind: 'latin'; text: string }
  | { kind: 'japanese'; text: string; grams: readonly string[] };

/**
 * From this many letters on, one typo is forgiven in a Latin word, from one less two letters
 * that changed places (LGN): NGO for NPO is another word. Numbers have to be right.
 */
const TYPO_FROM_LETTERS = 4;
/** From this many characters on, a Japanese term may be worded a little differently. */
const LOOSE_FROM_CHARACTERS = 5;
/** The share of a term's grams that have to stand in one text for it to be the same thing in other words. */
export const LOOSE_SHARE = 0.7;

/**
 * The terms of what was typed: blanks part them, and so does the change between Latin and
 * Japanese script (「LNG利活用」 are two). Punctuation counts for nothing.
 */
export function parseQuery(query: string): SearchTerm[] {
  return withoutBegunKana(query).split(/\s+/).flatMap(parseWord);
}

function parseWord(word: string): SearchTerm[] {
  const search = foldForSearch(word);
  const terms: SearchTerm[] = [];
  let done = 0;
  const addJapanese = (end: number) => {
    const text = search.folded.slice(done, end);
    if (text !== '') terms.push({ kind: 'japanese', text, grams: listGrams(text) });
  };
  for (const { word: text, start } of listLatinWords(search)) {
    addJapanese(start);
    terms.push({ kind: 'latin', text });
    done = start + text.length;
  }
  addJapanese(search.folded.length);
  return terms;
}

/** The different two-character grams of a folded text; of a single character, itself. */
export function listGrams(text: string): string[] {
  if (text.length === 1) return [text];
  const grams = new Set<string>();
  for (let at = 0; at + 2 <= text.length; at += 1) grams.add(text.slice(at, at + 2));
  return [...grams];
}

/** Whether a Japanese term may also be found by most of its grams. */
export function isLoose(term: SearchTerm): boolean {
  return term.kind === 'japanese' && term.text.length >= LOOSE_FROM_CHARACTERS;
}

/** Whether a Latin word of a text begins with the term, perhaps but for one typo. */
export function matchLatinWord(word: string, term: string): 'exact' | 'typo' | undefined {
  if (word.startsWith(term)) return 'exact';
  if (/[0-9]/.test(term)) return undefined;
  const isTypo =
    term.length >= TYPO_FROM_LETTERS
      ? beginsWithOneTypo(word, term)
      : term.length === TYPO_FROM_LETTERS - 1 && isOneSwapApart(word, term);
  return isTypo ? 'typo' : undefined;
}
