import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '#domain/canonical/json.ts';

/** Crockford's Base32: no I, L, O and U, which are misread or make words. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE = 32;
/** 9 symbols of 5 bits are 45 bits. */
const DATA_SYMBOLS = 9;
const HALF_LENGTH = 5;
/** A code with a link and a sentence around it. */
const LONGEST_TEXT = 200;

/** Whom a code invites to what; another generation replaces a code. */
export interface InvitedUnit {
  centreId: string;
  surveyId: string;
  unitId: string;
  generation: number;
}

/**
 * The code of an invitation as it is printed, `XXXXX-XXXXX`: the first 45 bits of
 * HMAC-SHA-256 over the unit as nine symbols, then a check symbol (docs/contracts.md). The same
 * input gives the same code, so that codes need not be kept.
 *
 * @param secret at least 32 characters, of the key with which the invitation was issued
 */
export function computeInvitationCode(
  secret: string,
  { centreId, surveyId, unitId, generation }: InvitedUnit,
): string {
  const bytes = hmac(
    sha256,
    utf8ToBytes(secret),
    utf8ToBytes(canonicalJson([centreId, surveyId, unitId, generation])),
  );
  const bits = Array.from(bytes.subarray(0, 6), (byte) => byte.toString(2).padStart(8, '0')).join('');
  const data = Array.from(
    { length: DATA_SYMBOLS },
    (_, index) => SYMBOLS[parseInt(bits.slice(index * 5, index * 5 + 5), 2)]!,
  ).join('');
  return print(data + computeCheckSymbol(data));
}

/**
 * A code as someone typed it, in its printed form; `undefined` when it is mistyped, which
 * its check symbol tells. Full width, lower case, `O` for 0, `I` and `L` for 1, any kind of
 * hyphen, spaces, invisible characters and whatever words or link stand around it are taken as
 * what was meant.
 */
export function parseInvitationCode(text: string): string | undefined {
  const words = text
    .slice(0, LONGEST_TEXT)
    // Programs of mail wrap a link into one of their own: …?url=https%3A%2F%2F….
    .replace(/%../g, ' ')
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\p{Cf}\-‐‑‒–—―−ー_]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
    .split(/[^0-9A-Z]+/);
  // Written with spaces it is several words; one that is whole comes first.
  for (let count = 1; count <= words.length; count += 1) {
    for (let first = 0; first + count <= words.length; first += 1) {
      const symbols = words.slice(first, first + count).join('');
      if (isCode(symbols)) return print(symbols);
    }
  }
  return undefined;
}

function isCode(symbols: string): boolean {
  return (
    symbols.length === DATA_SYMBOLS + 1 &&
    [...symbols].every((symbol) => SYMBOLS.includes(symbol)) &&
    computeCheckSymbol(symbols.slice(0, DATA_SYMBOLS)) === symbols[DATA_SYMBOLS]
  );
}

/** Under what a code is kept and found: a keyed hash, which nobody can turn back without the key. */
export function hashInvitationCode(secret: string, code: string): string {
  // A printed code is no JSON array: never the same text as what a code is made from.
  return bytesToHex(hmac(sha256, utf8ToBytes(secret), utf8ToBytes(code)));
}

/**
 * Luhn's algorithm modulo 32: finds every single wrong symbol and, but for `0` and `Z`,
 * every two neighbours that changed places. A plain remainder would see the last symbol only.
 */
function computeCheckSymbol(data: string): string {
  const sum = [...data].reverse().reduce((total, symbol, index) => {
    const value = SYMBOLS.indexOf(symbol) * (index % 2 === 0 ? 2 : 1);
    return total + Math.floor(value / BASE) + (value % BASE);
  }, 0);
  return SYMBOLS[(BASE - (sum % BASE)) % BASE]!;
}

function print(symbols: string): string {
  return `${symbols.slice(0, HALF_LENGTH)}-${symbols.slice(HALF_LENGTH)}`;
}
