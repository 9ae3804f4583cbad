import {
  listLatinWords,
  mergeRanges,
  toOriginalRange,
  type SearchText,
  type TextRange,
} from './search-text.ts';
import { isLoose, LOOSE_SHARE, matchLatinWord, type SearchTerm } from './search-query.ts';

/** A piece of a text and whether it was searched for. */
export interface MarkedPart {
  text: string;
  marked: boolean;
}

/** Where the terms occur in a text, as sorted ranges of the original without overlaps. */
export function findRanges(search: SearchText, terms: readonly SearchTerm[]): TextRange[] {
  return mergeRanges(
    terms.flatMap((term) =>
      term.kind === 'latin' ? findLatin(search, term.text) : findJapanese(search, term),
    ),
  );
}

/** A text cut at its ranges; joined again the parts are the text. */
export function splitByRanges(text: string, ranges: readonly TextRange[]): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let done = 0;
  for (const [start, end] of ranges) {
    parts.push(
      { text: text.slice(done, start), marked: false },
      { text: text.slice(start, end), marked: true },
    );
    done = end;
  }
  parts.push({ text: text.slice(done), marked: false });
  return parts.filter((part) => part.text !== '');
}

function findLatin(search: SearchText, term: string): TextRange[] {
  return listLatinWords(search).flatMap(({ word, start }) => {
    const match = matchLatinWord(word, term);
    // After a typo nobody can say which of the letters was meant: the whole word is marked.
    return match
      ? [toOriginalRange(search, start, start + (match === 'exact' ? term.length : word.length))]
      : [];
  });
}

function findJapanese(search: SearchText, term: SearchTerm & { kind: 'japanese' }): TextRange[] {
  const whole = findAll(search, term.text);
  if (whole.length > 0 || !isLoose(term)) return whole;
  const byGram = term.grams.map((gram) => findAll(search, gram));
  const share = byGram.filter((ranges) => ranges.length > 0).length / term.grams.length;
  return share >= LOOSE_SHARE ? byGram.flat() : [];
}

function findAll(search: SearchText, piece: string): TextRange[] {
  const ranges: TextRange[] = [];
  for (let at = search.folded.indexOf(piece); at >= 0; at = search.folded.indexOf(piece, at + 1)) {
    ranges.push(toOriginalRange(search, at, at + piece.length));
  }
  return ranges;
}
