import { DASHES } from '#domain/canonical/dashes.ts';

/**
 * Whether a text is a 法人番号: thirteen digits of which the first is the check digit
 * 9 − (Σ Pₙ·Qₙ mod 9), where Pₙ is the n-th of the other twelve digits counted from the
 * right and Qₙ is 1 for odd n and 2 for even n.
 *
 * Source: 法人番号の指定等に関する省令（平成26年財務省令第70号）第2条; the National Tax
 * Agency's own number 7000012050002 is an example.
 */
export function isCorporateNumber(text: string): boolean {
  return /^\d{13}$/.test(text) && Number(text[0]) === computeCheckDigit(text.slice(1));
}

/** The check digit that stands before the twelve digits of a 会社法人等番号. */
export function computeCheckDigit(twelveDigits: string): number {
  const sum = [...twelveDigits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 2), 0);
  return 9 - (sum % 9);
}

/** Hyphens of all kinds, and what a spreadsheet put between thousands. */
const SEPARATORS = new RegExp(`[\\s${DASHES}ー,'"]`, 'g');

/** A corporate number as lists write it (full width, hyphens, spaces, a leading T or word) in digits alone. */
export function normaliseCorporateNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(SEPARATORS, '')
    .replace(/^\D+(?=\d{13}$)/, '');
}
