import type { Json, JsonObject } from '#domain/canonical/json.ts';
import type { ChangeFields, Collection } from './change.ts';
import { isMapField, isSetField } from './merge-units.ts';

/** The fields of a record that is made, as a change writes them: what is not given is left out, sets are deltas from nothing, maps go key by key. */
export function firstFields(collection: Collection, fields: object): ChangeFields {
  const paths = Object.entries(fields as Record<string, Json | undefined>).flatMap(
    ([name, value]): [string, Json][] => {
      if (value === undefined || value === null) return [];
      if (isMapField(collection, name))
        return Object.entries(value as JsonObject).map(([key, member]) => [`${name}/${key}`, member]);
      return [[name, isSetField(collection, name) ? { add: value, remove: [] } : value]];
    },
  );
  return Object.fromEntries(paths);
}
