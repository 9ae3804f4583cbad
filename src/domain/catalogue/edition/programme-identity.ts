import { foldText } from '#domain/canonical/text.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';

/** Everything by which one programme is known in one or several editions. */
export interface ProgrammeIdentity {
  key: string;
  /** As the edition closest to the front of the list calls it. */
  name: string;
  /** The year of that edition. */
  fiscalYear: number;
  department: string;
  policy: number;
  names: ReadonlySet<string>;
  formerNames: ReadonlySet<string>;
}

/** The programmes of several editions, one for each key; the first edition that has it says what it is called. */
export function listIdentities(editions: readonly Catalogue[]): ProgrammeIdentity[] {
  const byKey = new Map<string, ProgrammeIdentity & { names: Set<string>; formerNames: Set<string> }>();
  for (const { fiscalYear, programmes } of editions) {
    for (const programme of programmes) {
      const { key, name, department, policy } = programme;
      const identity = byKey.get(key) ?? {
        key,
        name,
        fiscalYear,
        department,
        policy,
        names: new Set(),
        formerNames: new Set(),
      };
      for (const spelling of [name, ...programme.aliases]) identity.names.add(foldProgrammeName(spelling));
      for (const former of listFormerNames(programme)) identity.formerNames.add(former);
      byKey.set(key, identity);
    }
  }
  return [...byKey.values()];
}

function listFormerNames({ history }: Programme): string[] {
  return history.flatMap(({ formerName }) => (formerName === null ? [] : [foldProgrammeName(formerName)]));
}

/**
 * The form in which programmes' names are compared across editions: folded, and without the
 * 費 of the budget item at the end, which one edition prints and the next leaves out. Bracketed
 * parts stay: they tell two programmes of one name apart.
 */
export function foldProgrammeName(name: string): string {
  return foldText(name).replace(/(?<=.)費$/u, '');
}

/** Whether two programmes share a name or another spelling of it. */
export function hasCommonName(a: ProgrammeIdentity, b: ProgrammeIdentity): boolean {
  return haveCommon(a.names, b.names);
}

/** Whether the history of one says that it once had the name of the other. */
export function isFormerNameOf(a: ProgrammeIdentity, b: ProgrammeIdentity): boolean {
  return haveCommon(a.formerNames, b.names) || haveCommon(b.formerNames, a.names);
}

function haveCommon(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((name) => other.has(name));
}

/** How much two programmes' names have in common: Dice's coefficient of their two-character pieces, 0 to 1. */
export function computeNameSimilarity(a: ProgrammeIdentity, b: ProgrammeIdentity): number {
  const [one, other] = [listPieces(a.name), listPieces(b.name)];
  const common = [...one].filter((piece) => other.has(piece)).length;
  return one.size + other.size === 0 ? 0 : (2 * common) / (one.size + other.size);
}

function listPieces(name: string): Set<string> {
  const folded = foldProgrammeName(name);
  return new Set(Array.from(folded.slice(0, -1), (_, index) => folded.slice(index, index + 2)));
}
