import type { Json, JsonObject } from '#domain/canonical/json.ts';
import type { ChangeFields, SetDelta } from './change.ts';
import { mergeUnitOf, type MergeRules } from './merge-rules.ts';

/** The value at a path (`phone`, `answers/issues`); `null` where there is none. */
export function fieldAt(fields: JsonObject, path: string): Json {
  const [name, key] = splitPath(path);
  const value = ownMember(fields, name);
  if (key === undefined) return value ?? null;
  return (isObject(value) ? ownMember(value, key) : undefined) ?? null;
}

/**
 * A record's fields with a change's fields written onto them. Set deltas are
 * applied to the set, `null` removes a field. Gives a new object; the old stays.
 */
export function applyFields(
  { sets }: Pick<MergeRules, 'sets'>,
  fields: JsonObject,
  changed: ChangeFields,
): JsonObject {
  const result: JsonObject = { ...fields };
  // Each map is copied once, however many of its keys are written.
  const copied = new Map<string, JsonObject>();
  for (const [path, value] of Object.entries(changed)) {
    const [name, key] = splitPath(path);
    if (key === undefined) {
      assign(result, name, sets.has(name) ? applyDelta(ownMember(result, name), value) : value);
      copied.delete(name);
      continue;
    }
    let copy = copied.get(name);
    if (!copy) {
      const map = ownMember(result, name);
      copy = isObject(map) ? { ...map } : {};
      copied.set(name, copy);
      result[name] = copy;
    }
    assign(copy, key, value);
  }
  return result;
}

/** Two pending edits of one record as one: the later values win, set deltas are joined. */
export function foldFields(
  { sets }: Pick<MergeRules, 'sets'>,
  earlier: ChangeFields,
  later: ChangeFields,
): ChangeFields {
  const folded: ChangeFields = { ...earlier };
  for (const [path, value] of Object.entries(later)) {
    const before = folded[path];
    folded[path] =
      sets.has(path) && isSetDelta(before) && isSetDelta(value) ? { ...joinDeltas(before, value) } : value;
  }
  return folded;
}

/**
 * Of an edit what a later one has not decided anew: whole merge units, of sets member by member. That is what is left of
 * it where the later one was taken before it.
 */
export function withoutLater(rules: MergeRules, earlier: ChangeFields, later: ChangeFields): ChangeFields {
  const decided = new Set(Object.keys(later).map((path) => mergeUnitOf(rules, path)));
  return Object.fromEntries(
    Object.entries(earlier).flatMap(([path, value]) => {
      if (!decided.has(mergeUnitOf(rules, path))) return [[path, value]];
      const after = later[path];
      if (!rules.sets.has(path) || !isSetDelta(value) || !isSetDelta(after)) return [];
      const members = [...after.add, ...after.remove];
      return [[path, { add: without(value.add, members), remove: without(value.remove, members) }]];
    }),
  );
}

/** The delta that turns one set of codes into another. */
export function setDelta(before: readonly string[], after: readonly string[]): SetDelta {
  return { add: without(after, before), remove: without(before, after) };
}

/** Whether a value is a well-formed set delta. */
export function isSetDelta(value: unknown): value is SetDelta {
  if (!isObject(value)) return false;
  const { add, remove, ...rest } = value;
  return Object.keys(rest).length === 0 && isStringArray(add) && isStringArray(remove);
}

/** A path's field name and, for one member of a map, its key. */
export function splitPath(path: string): [name: string, key: string | undefined] {
  const slash = path.indexOf('/');
  return slash < 0 ? [path, undefined] : [path.slice(0, slash), path.slice(slash + 1)];
}

function applyDelta(current: Json | undefined, delta: Json): Json {
  if (!isSetDelta(delta)) return delta;
  const kept = without(isStringArray(current) ? current : [], delta.remove);
  return [...kept, ...without(delta.add, kept)];
}

function joinDeltas(earlier: SetDelta, later: SetDelta): SetDelta {
  return {
    add: [...without(earlier.add, later.remove), ...without(later.add, earlier.add)],
    remove: [...without(earlier.remove, later.add), ...without(later.remove, earlier.remove)],
  };
}

/** The members that are not among the others; in one pass over each, since a set may be long. */
function without(members: readonly string[], others: readonly string[]): string[] {
  const left = new Set(others);
  return members.filter((member) => !left.has(member));
}

/** Field names come from outside: `constructor` must not find what every object inherits. */
function ownMember(fields: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Field names come from outside: `__proto__` must become a plain member, never a prototype. */
function assign(target: JsonObject, name: string, value: Json): void {
  if (value === null) {
    delete target[name];
    return;
  }
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStringArray(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((member) => typeof member === 'string');
}
