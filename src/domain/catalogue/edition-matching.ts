import { canonicalJson } from '../canonical/json.ts';
import type { Catalogue, Programme } from './model.ts';
import { computeNameSimilarity, foldProgrammeName, hasCommonName, isFormerNameOf, listIdentities, type ProgrammeIdentity } from './programme-identity.ts';
import { composeProgrammeKey } from './programme-key.ts';

/** A programme of another edition, as that edition calls it. */
export type KnownProgramme = Pick<ProgrammeIdentity, 'key' | 'name' | 'fiscalYear' | 'department'>;

/** What a programme was recognised by: its name, a former name, or a person's word. */
export type RecognisedBy = 'name' | 'formerName' | 'decision';

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
}

/** What a person decided of uncertain programmes, by page: the key of a candidate, or null for a new programme. */
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
 * Where there is no edition at all every key stays as read.
 * @param editions all editions there are; one of the report's own year says which keys its programmes have
 */
export function matchEditions(report: Catalogue, editions: readonly Catalogue[], decisions: MatchingDecisions = new Map()): EditionMatching {
  const matching: EditionMatching = { kept: [], uncertain: [], added: [], gone: [] };
  const others = editions.filter(({ fiscalYear }) => fiscalYear !== report.fiscalYear).sort(byDistanceFrom(report.fiscalYear));
  const own = editions.filter(({ fiscalYear }) => fiscalYear === report.fiscalYear);
  const known = listIdentities([...own, ...others]);
  const read = listIdentities([report]);
  const pageOf = new Map(report.programmes.map(({ key, page }) => [key, page]));

  const recognised = new Map<string, { identity: ProgrammeIdentity; by: RecognisedBy }>();
  for (const [one, key] of listSamePlaces(report, own)) {
    const identity = known.find((candidate) => candidate.key === key);
    if (identity) recognised.set(one, { identity, by: 'name' });
  }
  const leftRead = () => read.filter(({ key }) => !recognised.has(key));
  const leftKnown = () => {
    const taken = new Set([...recognised.values()].map(({ identity }) => identity.key));
    return known.filter(({ key }) => !taken.has(key));
  };
  for (const [by, isSame] of RULES) {
    for (const [one, identity] of pairUp(leftRead(), leftKnown(), isSame)) recognised.set(one.key, { identity, by });
  }
  const candidates = new Map(leftRead().map((one) => [one.key, listCandidates(one, leftKnown())]));
  for (const one of leftRead()) {
    const decided = decisions.get(pageOf.get(one.key) ?? 0);
    const identity = candidates.get(one.key)?.find(({ key }) => key === decided);
    if (identity && leftKnown().includes(identity)) recognised.set(one.key, { identity, by: 'decision' });
  }

  const taken = new Set(known.map(({ key }) => key));
  for (const one of read) {
    const page = pageOf.get(one.key) ?? 0;
    const programme = { page, name: one.name, department: one.department };
    const found = recognised.get(one.key);
    if (found) {
      matching.kept.push({ ...programme, key: found.identity.key, by: found.by, before: toKnown(found.identity) });
      continue;
    }
    const key = known.length === 0 ? one.key : chooseNewKey(report.fiscalYear, programme, taken);
    taken.add(key);
    const open = candidates.get(one.key) ?? [];
    if (open.length > 0 && decisions.get(page) !== null) matching.uncertain.push({ ...programme, key, candidates: open.map(toKnown) });
    else matching.added.push({ ...programme, key });
  }
  const closest = new Set(others[0]?.programmes.map(({ key }) => key));
  matching.gone = leftKnown().filter(({ key }) => closest.has(key)).map(toKnown);
  return matching;
}

/** The report under the keys that the matching gives its programmes; what is uncertain is new. */
export function carryKeys(report: Catalogue, { kept, uncertain, added }: EditionMatching): Catalogue {
  const keyOfPage = new Map([...kept, ...uncertain, ...added].map(({ page, key }) => [page, key]));
  const keys = new Map(report.programmes.map(({ key, page }) => [key, keyOfPage.get(page) ?? key]));
  const carried = (key: string): string => keys.get(key) ?? key;
  return {
    ...report,
    programmes: report.programmes.map((programme) => ({ ...programme, key: carried(programme.key) })),
    rows: report.rows.map((row) => ({ ...row, programme: row.programme === null ? null : carried(row.programme) })),
    sheets: report.sheets.map((sheet) => ({ ...sheet, programme: carried(sheet.programme) })),
  };
}

/** By key as read, the key that the programme of that name and page has in an edition of the same year. */
function listSamePlaces({ programmes }: Catalogue, own: readonly Catalogue[]): Map<string, string> {
  const placeOf = ({ page, name }: Pick<Programme, 'page' | 'name'>): string => `${page} ${foldProgrammeName(name)}`;
  const keys = new Map(own.toReversed().flatMap(({ programmes: known }) => known.map((programme): [string, string] => [placeOf(programme), programme.key])));
  return new Map(
    programmes.flatMap((programme): [string, string][] => {
      const key = keys.get(placeOf(programme));
      return key === undefined ? [] : [[programme.key, key]];
    }),
  );
}

type Judge = (one: ProgrammeIdentity, other: ProgrammeIdentity) => boolean;

const RULES: readonly (readonly [RecognisedBy, Judge])[] = [
  ['name', hasCommonName],
  ['formerName', (one, other) => one.department === other.department && isFormerNameOf(one, other)],
];

/** Pairs in which each is the other's only best choice; those who are chosen leave the choice of the others. */
function pairUp(read: readonly ProgrammeIdentity[], known: readonly ProgrammeIdentity[], isSame: Judge): [ProgrammeIdentity, ProgrammeIdentity][] {
  const pairs: [ProgrammeIdentity, ProgrammeIdentity][] = [];
  let [one, other] = [[...read], [...known]];
  for (let isMoving = true; isMoving; ) {
    const found = one.flatMap((programme): [ProgrammeIdentity, ProgrammeIdentity][] => {
      const choice = findOnlyBest(programme, other, isSame);
      return choice && findOnlyBest(choice, one, isSame) === programme ? [[programme, choice]] : [];
    });
    pairs.push(...found);
    one = one.filter((programme) => !found.some(([paired]) => paired === programme));
    other = other.filter((programme) => !found.some(([, paired]) => paired === programme));
    isMoving = found.length > 0;
  }
  return pairs;
}

function findOnlyBest(one: ProgrammeIdentity, choices: readonly ProgrammeIdentity[], isSame: Judge): ProgrammeIdentity | undefined {
  let best = choices.filter((choice) => isSame(one, choice));
  for (const member of ['department', 'policy'] as const) {
    const closer = best.filter((choice) => choice[member] === one[member]);
    if (closer.length > 0) best = closer;
  }
  return best.length === 1 ? best[0] : undefined;
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
  return similarity >= (one.department === other.department ? ALIKE_IN_DEPARTMENT : ALIKE_ANYWHERE) ? similarity : 0;
}

function toKnown({ key, name, fiscalYear, department }: ProgrammeIdentity): KnownProgramme {
  return { key, name, fiscalYear, department };
}

function chooseNewKey(fiscalYear: number, { page, name, department }: ReadProgramme, taken: ReadonlySet<string>): string {
  const keyOf = (number: number): string => composeProgrammeKey(fiscalYear, canonicalJson([page, name, department, number]));
  let number = 1;
  while (taken.has(keyOf(number))) number += 1;
  return keyOf(number);
}

/** The closest year first; of two as close, the earlier. */
function byDistanceFrom(year: number): (a: Catalogue, b: Catalogue) => number {
  return (a, b) => Math.abs(a.fiscalYear - year) - Math.abs(b.fiscalYear - year) || a.fiscalYear - b.fiscalYear;
}
