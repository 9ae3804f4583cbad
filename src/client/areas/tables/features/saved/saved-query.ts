import type { LocationQueryRaw } from 'vue-router';
import type { Json } from '#domain/canonical/json.ts';

/** The address that a saved table opens; what is none (a newer version's) opens the page as it begins. */
export function readSavedQuery(content: Json | undefined): LocationQueryRaw {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return {};
  const { query } = content;
  if (typeof query !== 'object' || query === null || Array.isArray(query)) return {};
  const address: LocationQueryRaw = {};
  for (const [key, value] of Object.entries(query)) {
    if (typeof value === 'string') address[key] = value;
    else if (Array.isArray(value)) address[key] = value.filter((each) => typeof each === 'string');
  }
  return address;
}
