import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import {
  foldProgrammeName,
  hasCommonName,
  isFormerNameOf,
  type ProgrammeIdentity,
} from './programme-identity.ts';

/** What a programme was recognised by: its name, a former name, or a person's word. */
export type RecognisedBy = 'name' | 'formerName' | 'decision';

/** The programme that another one was recognised as. */
export interface Recognition {
  identity: ProgrammeIdentity;
  by: RecognisedBy;
}

/**
 * Finds programmes again by rules alone: the same place, a common name, a former name. Each
 * known one is found at most once.
 * @param places by key as read, the known key of what stands in the same place
 * @returns by key as read; what no rule settles is absent
 */
export function recogniseProgrammes(
  read: readonly ProgrammeIdentity[],
  known: readonly ProgrammeIdentity[],
  places: ReadonlyMap<string, string>,
): Map<string, Recognition> {
  const recognised = new Map<string, Recognition>();
  for (const { key } of read) {
    const identity = known.find((candidate) => candidate.key === places.get(key));
    if (identity) recognised.set(key, { identity, by: 'name' });
  }
  for (const [by, isSame] of RULES) {
    const left = read.filter(({ key }) => !recognised.has(key));
    const taken = new Set([...recognised.values()].map(({ identity }) => identity));
    for (const [one, identity] of pairUp(
      left,
      known.filter((candidate) => !taken.has(candidate)),
      isSame,
    ))
      recognised.set(one.key, { identity, by });
  }
  return recognised;
}

/** By key as read, the key that the programme of that name and page has in an edition of the same year. */
export function listSamePlaces({ programmes }: Catalogue, own: readonly Catalogue[]): Map<string, string> {
  const placeOf = ({ page, name }: Pick<Programme, 'page' | 'name'>): string =>
    `${page} ${foldProgrammeName(name)}`;
  const keys = new Map(
    [...own]
      .reverse()
      .flatMap(({ programmes: known }) =>
        known.map((programme): [string, string] => [placeOf(programme), programme.key]),
      ),
  );
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
function pairUp(
  read: readonly ProgrammeIdentity[],
  known: readonly ProgrammeIdentity[],
  isSame: Judge,
): [ProgrammeIdentity, ProgrammeIdentity][] {
  const pairs: [ProgrammeIdentity, ProgrammeIdentity][] = [];
  let [one, other] = [[...read], [...known]];
  for (let isMoving = true; isMoving;) {
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

function findOnlyBest(
  one: ProgrammeIdentity,
  choices: readonly ProgrammeIdentity[],
  isSame: Judge,
): ProgrammeIdentity | undefined {
  let best = choices.filter((choice) => isSame(one, choice));
  for (const member of ['department', 'policy'] as const) {
    const closer = best.filter((choice) => choice[member] === one[member]);
    if (closer.length > 0) best = closer;
  }
  return best.length === 1 ? best[0] : undefined;
}
