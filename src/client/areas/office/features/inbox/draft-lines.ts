import type { Json } from '#domain/canonical/json.ts';

/** What somebody had entered into a form, value by value; the text as it stands where it is no JSON. */
export function listDraftLines(text: string): string[] {
  try {
    return listTexts(JSON.parse(text) as Json);
  } catch {
    return [text];
  }
}

function listTexts(value: Json): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(listTexts);
}
