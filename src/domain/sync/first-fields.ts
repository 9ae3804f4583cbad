import type { Json, JsonObject } from '#domain/canonical/json.ts';
import type { ChangeFields } from './change.ts';
import type { MergeRules } from './merge-rules.ts';

/**
 * The fields of a record that is made, as a change writes them: what is not given is left out, sets
 * are deltas from nothing, maps go key by key.
 */
export function firstFields({ sets, maps }: MergeRules, fields: object): ChangeFields {
  const paths = Object.entries(fields as Record<string, Json | undefined>).flatMap(
    ([name, value]): [string, Json][] => {
      if (value === undefined || value === null) return [];
      if (maps.has(name))
        return Object.entries(value as JsonObject).map(([key, member]) => [`${name}/${key}`, member]);
      return [[name, sets.has(name) ? { add: value, remove: [] } : value]];
    },
  );
  return Object.fromEntries(paths);
}
