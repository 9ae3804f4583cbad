/** A run of characters in a text: `[start, end)` in UTF-16 code units. */
export type TextRange = readonly [start: number, end: number];

/** A text as it is searched, with the way back to where each character came from. */
export interface SearchText {
  folded: string;
  /** For each character of `folded`, where its origin begins and ends in the original. */
  starts: Uint32Array;
  ends: Uint32Array;
}

/**
 * A character with the marks that NFKC joins to it: combining ones, the half-width ﾞ ﾟ, and
 * the vowels and finals of Hangul.
 */
const CLUSTER = /\P{M}[\p{M}\uff9e\uff9f\u1160-\u11ff]*|\p{M}+/gu;
const DROPPED = /[\s\p{P}\p{S}\p{C}]/u;
/** ① would become a 1 and join the word behind it: 「③NETIS」 would be the word 3netis. */
const ENUMERATOR = /^\p{No}/u;

/**
 * Folds a text for searching: NFKC, lower case, hiragana for katakana, without blanks,
 * punctuation and symbols (「食」産業 is found by 食産業), and 人財, as the prefecture likes to
 * write it, as everybody else's 人材. Lengths change on the way
 * (㈱ gives one character 株, ｼﾞ gives one), hence the way back.
 */
export function foldForSearch(text: string): SearchText {
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    if (ENUMERATOR.test(cluster)) continue;
    for (const character of cluster.normalize('NFKC').toLowerCase()) {
      if (DROPPED.test(character)) continue;
      const kept = character === '財' && folded.endsWith('人') ? '材' : toHiragana(character);
      folded += kept;
      for (let unit = 0; unit < kept.length; unit += 1) {
        starts.push(index);
        ends.push(index + cluster.length);
      }
    }
  }
  return { folded, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
}

/**
 * What `foldForSearch` makes of each of many short texts of one line, without the way back: all
 * at once, as a phone folds thousands of them when a screen opens.
 */
export function foldLinesForSearch(lines: readonly string[]): string[] {
  const folded = lines
    .join('\n')
    .replace(/\p{No}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\S\n]|[\p{P}\p{S}]|(?!\n)\p{C}/gu, '')
    .replaceAll('人財', '人材')
    .replace(/[ァ-ヶヽヾ]/g, toHiragana)
    .split('\n');
  return folded.length === lines.length ? folded : lines.map((line) => foldForSearch(line).folded);
}

function toHiragana(character: string): string {
  const code = character.charCodeAt(0);
  const isKatakana = (code >= 0x30a1 && code <= 0x30f6) || code === 0x30fd || code === 0x30fe;
  return isKatakana ? String.fromCharCode(code - 0x60) : character;
}

/** Whether a folded character belongs to a Latin word or a number. */
function isLatin(character: string): boolean {
  return character < '\u0250' && /[0-9a-z\u00df-\u024f]/.test(character);
}

/** A Latin word or number of a folded text; `start` counts in the folded text. */
export interface LatinWord {
  word: string;
  start: number;
}

/** The Latin words of a text: what was dropped between two of them parts them. */
export function listLatinWords({ folded, starts, ends }: SearchText): LatinWord[] {
  const words: LatinWord[] = [];
  for (let start = 0; start < folded.length;) {
    if (!isLatin(folded[start]!)) {
      start += 1;
      continue;
    }
    let end = start + 1;
    while (end < folded.length && isLatin(folded[end]!) && starts[end]! <= ends[end - 1]!) end += 1;
    words.push({ word: folded.slice(start, end), start });
    start = end;
  }
  return words;
}

/** A range of the folded text as a range of the original. */
export function toOriginalRange({ starts, ends }: SearchText, start: number, end: number): TextRange {
  return [starts[start]!, ends[end - 1]!];
}

/** Sorted ranges without overlaps; those that touch become one. */
export function mergeRanges(ranges: readonly TextRange[]): TextRange[] {
  const merged: [number, number][] = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
