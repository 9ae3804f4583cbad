import type { Programme } from '#domain/catalogue/model.ts';
import { isLoose, LOOSE_SHARE, matchLatinWord, type SearchTerm } from './search-query.ts';
import { foldForSearch, listLatinWords, type SearchText } from './search-text.ts';

/** The fields of a programme that are searched. */
export type SearchField =
  | 'name'
  | 'alias'
  | 'formerName'
  | 'department'
  | 'group'
  | 'item'
  | 'terms'
  | 'description';

/** One text of one programme; `entry` and `position` count programmes and the texts of the field. */
export interface IndexedText {
  entry: number;
  field: SearchField;
  position: number;
  search: SearchText;
}

/**
 * Programmes prepared for searching: for each gram and each Latin word the texts that hold it.
 * Programmes of several editions can stand beside each other.
 */
export interface ProgrammeIndex<P extends Programme = Programme> {
  programmes: readonly P[];
  texts: readonly IndexedText[];
  textsByGram: ReadonlyMap<string, readonly number[]>;
  textsByWord: ReadonlyMap<string, readonly number[]>;
}

/** How well each text holds a term: 1 as typed, above 0 in other words or with a typo, 0 not at all. */
export type Strengths = Float32Array;

/** Below what any field weighs, so that a loose hit never comes before a true one. */
const LOOSE_STRENGTH = 1 / 32;

/** Prepares programmes for `searchProgrammes`; their order decides between equal hits. */
export function buildProgrammeIndex<P extends Programme>(programmes: readonly P[]): ProgrammeIndex<P> {
  const texts = programmes.flatMap((programme, entry) =>
    listTexts(programme).flatMap(([field, values]) =>
      values.map((value, position) => ({ entry, field, position, search: foldForSearch(value) })),
    ),
  );
  const textsByGram = new Map<string, number[]>();
  const textsByWord = new Map<string, number[]>();
  texts.forEach(({ search: { folded }, search }, number) => {
    for (let at = 0; at < folded.length; at += 1) {
      add(textsByGram, folded[at]!, number);
      if (at > 0) add(textsByGram, folded.slice(at - 1, at + 1), number);
    }
    for (const { word } of listLatinWords(search)) add(textsByWord, word, number);
  });
  return { programmes, texts, textsByGram, textsByWord };
}

/** The texts of a programme by field, as they are searched and marked. */
export function listTexts(programme: Programme): [SearchField, readonly string[]][] {
  const { regionalOffice } = programme;
  return [
    ['name', [programme.name]],
    ['alias', programme.aliases],
    ['formerName', [...new Set(programme.history.flatMap(({ formerName }) => formerName ?? []))]],
    ['department', [programme.department]],
    ['group', regionalOffice === null ? programme.groups : [...programme.groups, regionalOffice]],
    ['item', programme.results.map(({ item }) => item)],
    [
      'terms',
      [programme.terms?.eligibility, programme.terms?.support, programme.provider?.name].filter(
        (text) => text !== undefined,
      ),
    ],
    ['description', [programme.description]],
  ];
}

/** How well each text of the index holds a term. */
export function computeStrengths(index: ProgrammeIndex, term: SearchTerm): Strengths {
  return term.kind === 'latin' ? strengthsOfLatin(index, term.text) : strengthsOfJapanese(index, term);
}

function strengthsOfLatin({ texts, textsByWord }: ProgrammeIndex, term: string): Strengths {
  const strengths = new Float32Array(texts.length);
  for (const [word, numbers] of textsByWord) {
    const match = matchLatinWord(word, term);
    if (!match) continue;
    for (const number of numbers)
      strengths[number] = Math.max(strengths[number]!, match === 'exact' ? 1 : LOOSE_STRENGTH);
  }
  return strengths;
}

function strengthsOfJapanese(
  { texts, textsByGram }: ProgrammeIndex,
  term: SearchTerm & { kind: 'japanese' },
): Strengths {
  const gramsHeld = new Uint16Array(texts.length);
  for (const gram of term.grams) {
    for (const number of textsByGram.get(gram) ?? []) gramsHeld[number]! += 1;
  }
  const strengths = new Float32Array(texts.length);
  const least = isLoose(term) ? LOOSE_SHARE : 1;
  gramsHeld.forEach((held, number) => {
    const share = held / term.grams.length;
    if (share < least) return;
    const isAsTyped = share === 1 && texts[number]!.search.folded.includes(term.text);
    if (isAsTyped) strengths[number] = 1;
    else if (isLoose(term)) strengths[number] = share * LOOSE_STRENGTH;
  });
  return strengths;
}

/** Texts come in order, so that one that holds a gram twice is the last one already. */
function add(map: Map<string, number[]>, key: string, number: number): void {
  const numbers = map.get(key);
  if (!numbers) map.set(key, [number]);
  else if (numbers.at(-1) !== number) numbers.push(number);
}
