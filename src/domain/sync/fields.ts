import type { Json, JsonObject } from '#domain/canonical/json.ts';
import { isSetField } from './merge-units.ts';
import type { ChangeFields, Collection, SetDelta } from './change.ts';

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
export function applyFields(collection: Collection, fields: JsonObject, changed: ChangeFields): JsonObject {
  const result: JsonObject = { ...fields };
  for (const [path, value] of Object.entries(changed)) {
    const [name, key] = splitPath(path);
    if (key === undefined) {
      assign(result, name, isSetField(collection, name) ? applyDelta(ownMember(result, name), value) : value);
      continue;
    }
    const map = ownMember(result, name);
    const copy: JsonObject = isObject(map) ? { ...map } : {};
    assign(copy, key, value);
    result[name] = copy;
  }
  return result;
}

/** Two pending edits of one record as one: the later values win, set deltas are joined. */
export function foldFields(collection: Collection, earlier: ChangeFields, later: ChangeFields): ChangeFields {
  const folded: ChangeFields = { ...earlier };
  for (const [path, value] of Object.entries(later)) {
    const before = folded[path];
    folded[path] =
      isSetField(collection, path) && isSetDelta(before) && isSetDelta(value)
        ? { ...joinDeltas(before, value) }
        : value;
  }
  return folded;
}

/** The delta that turns one set of codes into another. */
export function setDelta(before: readonly string[], after: readonly string[]): SetDelta {
  return {
    add: after.filter((member) => !before.includes(member)),
    remove: before.filter((member) => !after.includes(member)),
  };
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
  const members = isStringArray(current) ? current : [];
  const kept = members.filter((member) => !delta.remove.includes(member));
  return [...kept, ...delta.add.filter((member) => !kept.includes(member))];
}

function joinDeltas(earlier: SetDelta, later: SetDelta): SetDelta {
  return {
    add: [
      ...earlier.add.filter((member) => !later.remove.includes(member)),
      ...later.add.filter((member) => !earlier.add.includes(member)),
    ],
    remove: [
      ...earlier.remove.filter((member) => !later.add.includes(member)),
      ...later.remove.filter((member) => !earlier.remove.includes(member)),
    ],
  };
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
