import type { Json, JsonObject } from '#domain/canonical/json.ts';
import { splitPath } from '#domain/sync/fields.ts';

/** What leads on the screen over one path of a record. */
export interface Overlay {
  value: Json;
  /** The edit that last set it and is not durable yet. */
  edit: number | null;
  held: boolean;
  /** What the device may show of this page's own making, as canonical JSON; anything else there is news. */
  own: readonly string[];
}

/** The value at a path, such as `phone` or `answers/issues`; `null` where there is none. */
export function valueAt(fields: JsonObject, path: string): Json {
  const [name, key] = splitPath(path);
  const value = fields[name] ?? null;
  if (key === undefined) return value;
  return (isMap(value) ? value[key] : null) ?? null;
}

/** A record's fields with what leads on top. */
export function applyOverlays(fields: JsonObject, overlays: ReadonlyMap<string, Overlay>): JsonObject {
  if (overlays.size === 0) return fields;
  const result: JsonObject = { ...fields };
  for (const [path, { value }] of overlays) {
    const [name, key] = splitPath(path);
    if (key === undefined) {
      set(result, name, value);
      continue;
    }
    const before = result[name];
    const map: JsonObject = isMap(before) ? { ...before } : {};
    set(map, key, value);
    result[name] = map;
  }
  return result;
}

function set(target: JsonObject, key: string, value: Json): void {
  if (value === null) delete target[key];
  else target[key] = value;
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
