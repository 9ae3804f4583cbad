import { hashText } from '#domain/canonical/hash.ts';
import { withoutInvisible } from '#domain/canonical/text.ts';

/** A text as it is compared: what people wrote alike, with other widths, spaces and ends of lines, is one. */
export function normaliseText(text: string): string {
  return withoutInvisible(text).normalize('NFKC').replace(/\s+/g, ' ').trim();
}

/** By what a coding names its text: SHA-256 of its one form, in lower-case hex. */
export function textHashOf(text: string): string {
  return hashText(normaliseText(text));
}
