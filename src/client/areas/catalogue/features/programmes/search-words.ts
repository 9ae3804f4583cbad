import { splitByRanges, type MarkedPart } from '#domain/catalogue/search/highlight.ts';
import type { Programme } from '#domain/catalogue/model.ts';
import type { FieldMatch, SearchField } from '#domain/catalogue/search/search.ts';
import { listTexts } from '#domain/catalogue/search/search-index.ts';
import type { TextRange } from '#domain/catalogue/search/search-text.ts';

/** How much of a long text stands before what was found in it, and how much in all. */
const LEAD_CHARACTERS = 14;
const EXCERPT_CHARACTERS = 64;

/** A field that a row does not show anyway, in the order in which it explains best why the row is there. */
export type ExcerptField = Exclude<SearchField, 'name' | 'department'>;
const EXCERPT_FIELDS: readonly ExcerptField[] = [
  'formerName',
  'alias',
  'group',
  'item',
  'terms',
  'description',
];

/** Where else than in name and department something was found, with the words around it. */
export interface Excerpt {
  field: ExcerptField;
  parts: MarkedPart[];
}

/** A text that the row shows, cut where it is to be marked. */
export function markField(
  text: string,
  field: 'name' | 'department',
  matches: readonly FieldMatch[],
): MarkedPart[] {
  return splitByRanges(text, matches.find((match) => match.field === field)?.ranges ?? []);
}

/** Why a row is in the list, when neither its name nor its department says so. */
export function findExcerpt(programme: Programme, matches: readonly FieldMatch[]): Excerpt | undefined {
  if (matches.some(({ field, ranges }) => (field === 'name' || field === 'department') && ranges.length > 0))
    return undefined;
  for (const field of EXCERPT_FIELDS) {
    const match = matches.find((candidate) => candidate.field === field && candidate.ranges.length > 0);
    const text = match && listTexts(programme).find(([name]) => name === field)?.[1][match.position];
    if (text) return { field, parts: cut(text, match.ranges) };
  }
  return undefined;
}

/** The words around the first thing found, on one line. */
function cut(text: string, ranges: readonly TextRange[]): MarkedPart[] {
  const start = Math.max(0, ranges[0]![0] - LEAD_CHARACTERS);
  const end = Math.min(text.length, start + EXCERPT_CHARACTERS);
  const inside = ranges
    .filter(([from, to]) => from >= start && to <= end)
    .map(([from, to]): TextRange => [from - start, to - start]);
  const parts = splitByRanges(text.slice(start, end), inside).map((part) => ({
    ...part,
    text: part.text.replaceAll(/\s+/g, ' '),
  }));
  const around = (before: boolean) => (before ? [{ text: '…', marked: false }] : []);
  return [...around(start > 0), ...parts, ...around(end < text.length)];
}
