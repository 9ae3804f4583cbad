import type { Programme } from '#domain/catalogue/model.ts';
import { listTokens } from './relevance-tokens.ts';

/**
 * The parts of a sheet that are weighed, each by its own length (BM25F: Robertson, Zaragoza and
 * Taylor, „Simple BM25 extension to multiple weighted fields“, CIKM 2004), and how much they count.
 */
const FIELDS: readonly { weight: number; read: (programme: Programme) => readonly string[] }[] = [
  { weight: 3, read: ({ name, aliases }) => [name, ...aliases] },
  { weight: 1.5, read: ({ history }) => history.flatMap(({ formerName }) => formerName ?? []) },
  { weight: 1, read: ({ description }) => [description] },
  {
    weight: 1,
    read: ({ terms }) => [terms?.support, terms?.eligibility].filter((text) => text !== undefined),
  },
  { weight: 0.5, read: ({ results }) => results.map(({ item }) => item) },
];
/** The usual constants of BM25: how soon a word said often enough is enough, and how much length counts. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;

/** Programmes prepared for `computeRelevance`: for each token, where it stands and how much it says there. */
export interface RelevanceIndex {
  keys: readonly string[];
  postings: ReadonlyMap<string, readonly Posting[]>;
}

interface Posting {
  entry: number;
  /** The token's weighted frequency on that sheet times its rarity, saturated: what one occurrence in a query adds. */
  points: number;
}

/** Text that is looked for, and how much each word of it counts. */
export interface WeightedText {
  text: string;
  weight: number;
}

/** Prepares programmes for `computeRelevance`. */
export function buildRelevanceIndex(programmes: readonly Programme[]): RelevanceIndex {
  const weighed = programmes.map((): Map<string, number> => new Map());
  for (const { weight, read } of FIELDS) {
    const counts = programmes.map((programme) => countTokens(read(programme)));
    const lengths = counts.map((count) => [...count.values()].reduce((sum, times) => sum + times, 0));
    const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, programmes.length);
    counts.forEach((count, entry) => {
      const byLength = 1 - LENGTH_SHARE + (LENGTH_SHARE * lengths[entry]!) / Math.max(1, meanLength);
      for (const [token, times] of count) {
        const sheet = weighed[entry]!;
        sheet.set(token, (sheet.get(token) ?? 0) + (weight * times) / byLength);
      }
    });
  }
  const postings = new Map<string, Posting[]>();
  weighed.forEach((sheet, entry) => {
    for (const [token, frequency] of sheet) {
      const list = postings.get(token) ?? [];
      list.push({ entry, points: frequency / (SATURATION + frequency) });
      postings.set(token, list);
    }
  });
  for (const list of postings.values()) {
    const rarity = computeRarity(list.length, programmes.length);
    for (const posting of list) posting.points *= rarity;
  }
  return { keys: programmes.map(({ key }) => key), postings };
}

/**
 * How much each programme's sheet says of what was said, by BM25 over `listTokens`; 0 for one
 * that shares no word. A word counts once however often it is said, with the greatest of its weights.
 */
export function computeRelevance(index: RelevanceIndex, said: readonly WeightedText[]): Map<string, number> {
  const asked = new Map<string, number>();
  for (const { text, weight } of said)
    for (const token of listTokens(text)) asked.set(token, Math.max(asked.get(token) ?? 0, weight));
  const points = new Float64Array(index.keys.length);
  for (const [token, weight] of asked)
    for (const { entry, points: one } of index.postings.get(token) ?? []) points[entry]! += weight * one;
  return new Map(index.keys.map((key, entry) => [key, points[entry]!]));
}

function countTokens(texts: readonly string[]): Map<string, number> {
  const count = new Map<string, number>();
  for (const token of texts.flatMap(listTokens)) count.set(token, (count.get(token) ?? 0) + 1);
  return count;
}

/** Rounded, as engines may differ in the last digit of a logarithm, and advice is the same on every device. */
function computeRarity(holding: number, all: number): number {
  return Math.round(Math.log(1 + (all - holding + 0.5) / (holding + 0.5)) * 1000) / 1000;
}
