import { withoutBegunKana } from '#domain/canonical/text.ts';
import { findRanges } from './highlight.ts';
import type { Programme } from '#domain/catalogue/model.ts';
import { computeStrengths, type IndexedText, type ProgrammeIndex, type SearchField } from './search-index.ts';
import { parseQuery, type SearchTerm } from './search-query.ts';
import { foldForSearch, type TextRange } from './search-text.ts';

export { buildProgrammeIndex, type ProgrammeIndex, type SearchField } from './search-index.ts';

/** What is to be marked in one text of a programme; ranges are of the original text. */
export interface FieldMatch {
  field: SearchField;
  /** Which of the field's texts, in the order of `listTexts`. */
  position: number;
  ranges: readonly TextRange[];
}

/** A programme that was found, and where. */
export interface ProgrammeHit<P extends Programme = Programme> {
  programme: P;
  score: number;
  matches: readonly FieldMatch[];
}

/**
 * What a hit counts by where it is, for each term the best place. Former names count less than
 * the name, and what a sheet only mentions counts least.
 */
const POINTS: Record<SearchField, number> = {
  name: 64,
  alias: 48,
  formerName: 32,
  department: 16,
  group: 16,
  item: 8,
  terms: 6,
  description: 4,
};
const NAME_BEGINS_POINTS = 16;
/** More than any number of terms can gather otherwise. */
const NAME_IS_POINTS = 10_000;

/**
 * The programmes in which every term of the query occurs, the best first: the name itself, names
 * that begin with it, names that hold it, other spellings, former names, who is in charge, result
 * items, what companies ask, descriptions. Regardless of width, case, kana, punctuation and the order of the terms; a
 * long Japanese term may be worded a little differently and a Latin one have a typo, after what
 * is found as typed. Equal hits keep the index's order. An empty query gives all programmes.
 */
export function searchProgrammes<P extends Programme>(
  index: ProgrammeIndex<P>,
  query: string,
): ProgrammeHit<P>[] {
  const terms = parseQuery(query);
  const queryAsName = foldForSearch(withoutBegunKana(query)).folded;
  return collectFound(index, terms)
    .flatMap(({ points, texts }, entry) => {
      if (points.includes(0)) return [];
      // Only for the hits that are shown: to mark is more work than to find.
      let marked: FieldMatch[] | undefined;
      const isName = texts.some(
        ({ field, search }) => (field === 'name' || field === 'alias') && search.folded === queryAsName,
      );
      return [
        {
          programme: index.programmes[entry]!,
          score: points.reduce((sum, value) => sum + value, isName ? NAME_IS_POINTS : 0),
          get matches() {
            return (marked ??= texts.map(({ field, position, search }) => ({
              field,
              position,
              ranges: findRanges(search, terms),
            })));
          },
        },
      ];
    })
    .sort((a, b) => b.score - a.score);
}

/** For each programme the best points of each term (0: not found) and the texts that hold one. */
interface Found {
  points: number[];
  texts: IndexedText[];
}

function collectFound(index: ProgrammeIndex, terms: readonly SearchTerm[]): Found[] {
  const strengths = terms.map((term) => computeStrengths(index, term));
  const found = index.programmes.map((): Found => ({ points: terms.map(() => 0), texts: [] }));
  index.texts.forEach((text, number) => {
    const { points, texts } = found[text.entry]!;
    terms.forEach((term, at) => {
      const strength = strengths[at]![number]!;
      if (strength === 0) return;
      const begins = text.field === 'name' && text.search.folded.startsWith(term.text);
      points[at] = Math.max(points[at]!, strength * (POINTS[text.field] + (begins ? NAME_BEGINS_POINTS : 0)));
      if (texts.at(-1) !== text) texts.push(text);
    });
  });
  return found;
}
