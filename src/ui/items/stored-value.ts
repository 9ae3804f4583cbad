import type { Json } from '#domain/canonical/json.ts';

/** A stored single answer or text; empty for anything else. */
export function readText(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The codes of a stored multiple answer or ranking. */
export function readCodes(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((code) => typeof code === 'string') : [];
}

/** The rows of a stored grid, hidden ones included so that they are kept; none of a missing answer. */
export function readRows(value: Json | undefined): Record<string, Json> {
  const isGrid =
    typeof value === 'object' && value !== null && !Array.isArray(value) && !('missing' in value);
  return isGrid ? value : {};
}
