import { foldText } from '../canonical/text.ts';
import type { Programme } from './model.ts';

/** Which programmes to look among; what is left out does not restrict. */
export interface ProgrammeFilter {
  /** Home policy, or one that lists the programme again. */
  policy?: number;
  /** Key of the pillar. */
  pillar?: string;
  department?: string;
}

/** Programmes prepared for searching; built once per catalogue. */
export interface ProgrammeIndex {
  entries: readonly IndexEntry[];
}

interface IndexEntry {
  programme: Programme;
  fields: readonly IndexField[];
}

interface IndexField {
  weight: number;
  text: string;
}

/** Stands between the texts of one field; no folded query contains it. */
const SEPARATOR = '\n';
const AT_START_BONUS = 8;

/** Prepares programmes for `searchProgrammes`; their order decides between equal hits. */
export function buildProgrammeIndex(programmes: readonly Programme[]): ProgrammeIndex {
  return {
    entries: programmes.map((programme) => ({
      programme,
      fields: [
        field(64, [programme.name]),
        field(48, programme.aliases),
        field(16, [programme.department, ...programme.groups, programme.regionalOffice ?? '']),
        field(8, programme.history.map(({ formerName }) => formerName ?? '')),
        field(4, programme.results.map(({ item }) => item)),
        field(1, [programme.description]),
      ],
    })),
  };
}

function field(weight: number, texts: readonly string[]): IndexField {
  return { weight, text: texts.map(foldText).join(SEPARATOR) };
}

/**
 * The programmes in which every word of the query occurs, regardless of width, case and kana,
 * the best first: hits in the name, then its other spellings, who is in charge, former names,
 * results, description. An empty query gives all that pass the filter, in the index's order.
 */
export function searchProgrammes(index: ProgrammeIndex, query: string, filter: ProgrammeFilter = {}): Programme[] {
  const words = query.split(/\s+/).map(foldText).filter((word) => word !== '');
  return index.entries
    .filter(({ programme }) => passes(programme, filter))
    .map(({ programme, fields }) => ({ programme, score: computeScore(fields, words) }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .map(({ programme }) => programme);
}

function passes(programme: Programme, { policy, pillar, department }: ProgrammeFilter): boolean {
  return (
    (policy === undefined || programme.policy === policy || programme.alsoUnder.includes(policy)) &&
    (pillar === undefined || programme.pillar === pillar) &&
    (department === undefined || programme.department === department)
  );
}

/** Each word counts where it weighs most; null when one occurs nowhere. */
function computeScore(fields: readonly IndexField[], words: readonly string[]): number | null {
  let score = 0;
  for (const word of words) {
    const hit = fields.find(({ text }) => text.includes(word));
    if (!hit) return null;
    score += hit.weight + (hit === fields[0] && hit.text.startsWith(word) ? AT_START_BONUS : 0);
  }
  return score;
}
