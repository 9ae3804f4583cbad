import type { JsonObject } from '#domain/canonical/json.ts';

/** What merging has to know of a collection's records; each collection's definition says it. */
export interface MergeRules {
  /** Fields that only make sense together and are won or lost together, by the unit's name. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Fields that hold a set of codes or ids, merged member by member. */
  readonly sets: ReadonlySet<string>;
  /** Fields that hold a map, merged key by key (`answers/issues`). */
  readonly maps: ReadonlySet<string>;
  /** Rules between fields of different merge units, which a merge can break without anyone's fault. */
  readonly rules: readonly CrossFieldRule[];
  readonly closing?: Closing | undefined;
}

interface CrossFieldRule {
  code: string;
  isBroken: (fields: JsonObject) => boolean;
}

/** From when on a record changes only by corrections, which say what stood there before, who corrects and why. */
export interface Closing {
  /** The record is closed once this field holds something; its unit says who closed it. It never changes again. */
  field: string;
  /** The map that corrections are written to, each with the `code` of what it corrects. */
  corrections: string;
  /** Units that change only with a correction beside them, and the `code` that it has. */
  correctedAs: Readonly<Record<string, string>>;
  /** The map whose values change only with a correction that has the value's key as its `code`. */
  correctedByKey: string;
  /** Maps that say more about those values, and change only together with them. */
  alongKey?: readonly string[];
  /** The units that go on changing freely; without it all that are named nowhere here. */
  open?: readonly string[];
}

/** The merge unit that a path belongs to: a named group, one key of a map, or the field itself. */
export function mergeUnitOf({ groups }: MergeRules, path: string): string {
  return Object.keys(groups).find((unit) => groups[unit]?.includes(path)) ?? path;
}

/** The paths that a named group holds; the unit's own path when it is not a group. */
export function pathsOfUnit({ groups }: MergeRules, unit: string): readonly string[] {
  return (Object.hasOwn(groups, unit) ? groups[unit] : undefined) ?? [unit];
}

/** The codes of the rules that a record's fields break; they become warnings on it, never a loss. */
export function findBrokenRules({ rules }: MergeRules, fields: JsonObject): string[] {
  return rules.filter(({ isBroken }) => isBroken(fields)).map(({ code }) => code);
}
