import { canonicalJson } from '#domain/canonical/json.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import {
  computeNameSimilarity,
  hasCommonName,
  isFormerNameOf,
  listIdentities,
  type ProgrammeIdentity,
} from './programme-identity.ts';
import { composeProgrammeKey } from '#domain/catalogue/programme-key.ts';
import {
  listSamePlaces,
  recogniseProgrammes,
  type Recognition,
  type RecognisedBy,
} from './programme-recognition.ts';

/** A programme of another edition, as that edition calls it. */
export type KnownProgramme = Pick<ProgrammeIdentity, 'key' | 'name' | 'fiscalYear' | 'department'>;

/** A programme of the report; its page tells it apart before it has its key. */
interface ReadProgramme {
  page: number;
  name: string;
  department: string;
}

/** How the programmes of a report relate to those of the other editions. */
export interface EditionMatching {
  /** Carried on under the key that they have. */
  kept: (ReadProgramme & { key: string; by: RecognisedBy; before: KnownProgramme })[];
  /** Perhaps one of the candidates, the likeliest first; without a decision they are new. */
  uncertain: (ReadProgramme & { key: string; candidates: KnownProgramme[] })[];
  /** Under a key that no edition has used. */
  added: (ReadProgramme & { key: string })[];
  /** Programmes of the edition closest in time that the report does not carry on for certain. */
  gone: KnownProgramme[];
  /** Programmes of all other editions that the report does not carry on for certain: what one of its own can be said to be. */
  free: KnownProgramme[];
}

/** What a person decided, by page: the key of the programme that it is, or null for a new one. */
export type MatchingDecisions = ReadonlyMap<number, string | null>;

/** Names this much alike are worth a question: within a department, and anywhere. */
const ALIKE_IN_DEPARTMENT = 0.6;
const ALIKE_ANYWHERE = 0.8;

/**
 * Recognises the programmes of a report in the editions of other years. Keys as read come from
 * page numbers, which mean other programmes in another year's report; references (favourites,
 * visits, links, advice) hold because a programme keeps the key that it got first:
 *
 * 1. in an edition of the report's own year, the same name on the same page;
 * 2. the same name or other spelling, 費 at its end apart;
 * 3. of what is left, a name that the history of one of the two gives as its former one, in the same department;
 * 4. where several would do, department and then policy decide, and both have to choose each other;
 * 5. what is then still alike in name is uncertain, and for a person to decide;
 * 6. everything else is new, with a key of the year and of what the report says about it: the same
 *    report gives the same key again, and another programme on that page gets another one.
 *
 * A person's decision stands over the rules, also where they were certain. What is decided to be a
 * programme that another page carries on is uncertain until that page is decided otherwise.
 * Where there is no edition at all every key stays as read.
 * @param editions all editions there are; one of the report's own year says which keys its programmes have
 */
export function matchEditions(
  report: Catalogue,
  editions: readonly Catalogue[],
  decisions: MatchingDecisions = new Map(),
): EditionMatching {
  const matching: EditionMatching = { kept: [], uncertain: [], added: [], gone: [], free: [] };
  const others = editions
    .filter(({ fiscalYear }) => fiscalYear !== report.fiscalYear)
    .sort(byDistanceFrom(report.fiscalYear));
  const own = editions.filter(({ fiscalYear }) => fiscalYear === report.fiscalYear);
  const known = listIdentities([...own, ...others]);
  const read = listIdentities([report]);
  const places = listSamePlaces(report, own);
  const pageOf = new Map(report.programmes.map(({ key, page }) => [key, page]));
  const decided = new Map(
    read.flatMap(({ key }): [string, string | null][] => {
      const decision = decisions.get(pageOf.get(key) ?? 0);
      return decision === undefined ? [] : [[key, decision]];
    }),
  );

  const recognised = followDecisions(decided, known, recogniseProgrammes(read, known, places));
  const isTaken = (identity: ProgrammeIdentity): boolean =>
    [...recognised.values()].some((one) => one.identity === identity);
  const undecided = read.filter(({ key }) => !decided.has(key));
  for (const [key, one] of recogniseProgrammes(
    undecided,
    known.filter((identity) => !isTaken(identity)),
    places,
  ))
    recognised.set(key, one);
  const left = known.filter((identity) => !isTaken(identity));

  const taken = new Set(known.map(({ key }) => key));
  const ofOtherYears = new Set(others.flatMap(({ programmes }) => programmes.map(({ key }) => key)));
  const free = new Set(left.map(({ key }) => key));
  for (const one of read) {
    const page = pageOf.get(one.key) ?? 0;
    const programme = { page, name: one.name, department: one.department };
    const found = recognised.get(one.key);
    if (found) {
      matching.kept.push({
        ...programme,
        key: found.identity.key,
        by: found.by,
        before: toKnown(found.identity),
      });
      continue;
    }
    const isNew = decided.get(one.key) === null;
    // What was decided to be new once stays what it became then.
    const place = isNew ? places.get(one.key) : undefined;
    const isOwnAlready = place !== undefined && free.has(place) && !ofOtherYears.has(place);
    const key = isOwnAlready
      ? place
      : known.length === 0
        ? one.key
        : chooseNewKey(report.fiscalYear, programme, taken);
    taken.add(key);
    const candidates = listCandidates(one, left).map(toKnown);
    if (!isNew && (candidates.length > 0 || decided.has(one.key)))
      matching.uncertain.push({ ...programme, key, candidates });
    else matching.added.push({ ...programme, key });
  }
  const closest = new Set(others[0]?.programmes.map(({ key }) => key));
  matching.free = left.filter(({ key }) => ofOtherYears.has(key)).map(toKnown);
  matching.gone = matching.free.filter(({ key }) => closest.has(key));
  return matching;
}

/**
 * What decisions make of programmes. One that names what the rules give to another page is followed
 * only where that page is decided, too; of several that name the same, the first.
 */
function followDecisions(
  decided: ReadonlyMap<string, string | null>,
  known: readonly ProgrammeIdentity[],
  byRules: ReadonlyMap<string, Recognition>,
): Map<string, Recognition> {
  const holderOf = new Map([...byRules].map(([one, { identity }]) => [identity.key, one]));
  const followed = new Map<string, Recognition>();
  for (const [one, key] of decided) {
    const identity = known.find((candidate) => candidate.key === key);
    const holder = identity && holderOf.get(identity.key);
    const isHeld = holder !== undefined && holder !== one && !decided.has(holder);
    const isNamed = [...followed.values()].some((other) => other.identity === identity);
    if (identity && !isHeld && !isNamed)
      followed.set(one, { identity, by: holder === one ? byRules.get(one)!.by : 'decision' });
  }
  return followed;
}

/** The report under the keys that the matching gives its programmes; what is uncertain is new. */
export function carryKeys(report: Catalogue, { kept, uncertain, added }: EditionMatching): Catalogue {
  const keyOfPage = new Map([...kept, ...uncertain, ...added].map(({ page, key }) => [page, key]));
  const keys = new Map(report.programmes.map(({ key, page }) => [key, keyOfPage.get(page) ?? key]));
  const carried = (key: string): string => keys.get(key) ?? key;
  return {
    ...report,
    programmes: report.programmes.map((programme) => ({ ...programme, key: carried(programme.key) })),
    rows: report.rows.map((row) => ({
      ...row,
      programme: row.programme === null ? null : carried(row.programme),
    })),
    sheets: report.sheets.map((sheet) => ({ ...sheet, programme: carried(sheet.programme) })),
  };
}

function listCandidates(one: ProgrammeIdentity, known: readonly ProgrammeIdentity[]): ProgrammeIdentity[] {
  return known
    .map((identity) => ({ identity, likeness: computeLikeness(one, identity) }))
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness || (a.identity.key < b.identity.key ? -1 : 1))
    .map(({ identity }) => identity);
}

/** 0 where nothing speaks for it; a common or former name counts more than likeness. */
function computeLikeness(one: ProgrammeIdentity, other: ProgrammeIdentity): number {
  const similarity = computeNameSimilarity(one, other);
  if (hasCommonName(one, other)) return 2 + similarity;
  if (isFormerNameOf(one, other)) return 1 + similarity;
  return similarity >= (one.department === other.department ? ALIKE_IN_DEPARTMENT : ALIKE_ANYWHERE)
    ? similarity
    : 0;
}

function toKnown({ key, name, fiscalYear, department }: ProgrammeIdentity): KnownProgramme {
  return { key, name, fiscalYear, department };
}

function chooseNewKey(
  fiscalYear: number,
  { page, name, department }: ReadProgramme,
  taken: ReadonlySet<string>,
): string {
  const keyOf = (number: number): string =>
    composeProgrammeKey(fiscalYear, canonicalJson([page, name, department, number]));
  let number = 1;
  while (taken.has(keyOf(number))) number += 1;
  return keyOf(number);
}

/** The closest year first; of two as close, the earlier. */
function byDistanceFrom(year: number): (a: Catalogue, b: Catalogue) => number {
  return (a, b) =>
    Math.abs(a.fiscalYear - year) - Math.abs(b.fiscalYear - year) || a.fiscalYear - b.fiscalYear;
}
