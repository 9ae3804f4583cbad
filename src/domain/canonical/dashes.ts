/*
 * All that people and programs write for a hyphen. Behind a digit the sign of long vowels is one too: it lies on the same
 * key. Inside of a character class.
 */
export const DASHES = '\\-\u2010-\u2015\u2043\u2212\u2500\u2501';
const ANY = new RegExp(`[${DASHES}]|(?<=\\d)[ー]`, 'g');

/** A text (NFKC) with one sign for all of them. */
export function withPlainDashes(text: string): string {
  return text.replace(ANY, '-');
}
