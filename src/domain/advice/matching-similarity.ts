import type { Programme } from '#domain/catalogue/model.ts';
import { listGrams } from '#domain/catalogue/search/search-query.ts';
import { foldForSearch } from '#domain/catalogue/search/search-text.ts';

/** Two hiragana are grammar (して, ため), not matter. */
const GRAMMAR = /^[\u3041-\u309f\u30fc]+$/;

/**
 * How close a situation in someone's own words comes to each programme's name and description:
 * the sum, over the two-character grams they share, of 1 / (number of programmes with that
 * gram), so that rare words count and 支援 hardly does. Only sums and quotients, in a fixed order:
 * the same number on every device. Programmes by key; 0 without a situation.
 */
export function computeSimilarities(
  programmes: readonly Programme[],
  situation: string,
): Map<string, number> {
  const asked = listMatter(situation).sort();
  if (asked.length === 0) return new Map(programmes.map(({ key }) => [key, 0]));
  const sheets = programmes.map(({ key, name, description }) => ({
    key,
    grams: new Set(listMatter(`${name}\n${description}`)),
  }));
  const rarities = asked.map((gram) => 1 / Math.max(1, sheets.filter(({ grams }) => grams.has(gram)).length));
  return new Map(
    sheets.map(({ key, grams }) => [
      key,
      asked.reduce((sum, gram, at) => (grams.has(gram) ? sum + rarities[at]! : sum), 0),
    ]),
  );
}

function listMatter(text: string): string[] {
  const { folded } = foldForSearch(text);
  return folded === '' ? [] : listGrams(folded).filter((gram) => !GRAMMAR.test(gram));
}
