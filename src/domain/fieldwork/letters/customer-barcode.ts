/** A bar of the customer barcode (カスタマバーコード), by how far it reaches. */
export type CustomerBar = 'long' | 'upper' | 'lower' | 'timing';

const ADDRESS_SLOTS = 13;
const MODULUS = 19;
const FILLER = 14;
/** What a letter begins with: CC1 for A to J, CC2 for K to T, CC3 for U to Z. */
const LETTER_CONTROLS = 11;
const CHARACTERS = '0123456789-';

/** The bars of each value of the check digit's table: 0 to 9, hyphen, CC1 to CC8. L long, U upper, D lower, T timing. */
const PATTERNS = 'LTT LLT LDU DLU LUD LTL DUL ULD UDL TLL TLT DUT DTU UDT TDU UTD TUD TTL LLL'.split(' ');
const START = 'LD';
const STOP = 'DL';
const BARS: Readonly<Record<string, CustomerBar>> = { L: 'long', U: 'upper', D: 'lower', T: 'timing' };

/** The seven digits of a postal code, however it is written; `undefined` when it has others. */
export function parsePostalCode(text: string): string | undefined {
  const digits = text.normalize('NFKC').replace(/[〒\s\-‐‑‒–—―−ー]/g, '');
  return /^\d{7}$/.test(digits) ? digits : undefined;
}

/**
 * The bars of an address, left to right; `undefined` where Japan Post wants none: without a whole
 * postal code, or with one that stands for every place without a code of its own (it ends in 00).
 */
export function computeCustomerBarcode(postalCode: string, address: string): CustomerBar[] | undefined {
  const digits = parsePostalCode(postalCode);
  if (digits === undefined || digits.endsWith('00')) return undefined;
  return encodeCustomerBarcode(digits, extractAddressNumber(address));
}

/**
 * The bars of a postal code of seven digits and an address number of digits, hyphens and capital
 * letters: start, 7 + 13 characters (cut, or filled with CC4), a check digit that makes the sum
 * a multiple of 19, stop. Of a letter that is cut in two its control code stays.
 */
export function encodeCustomerBarcode(postalCode: string, addressNumber: string): CustomerBar[] {
  const number = [...addressNumber].flatMap(valuesOf).slice(0, ADDRESS_SLOTS);
  const fillers = Array.from({ length: ADDRESS_SLOTS - number.length }, () => FILLER);
  const values = [...[...postalCode].map(Number), ...number, ...fillers];
  const sum = values.reduce((total, value) => total + value, 0);
  const check = (MODULUS - (sum % MODULUS)) % MODULUS;
  const patterns = [START, ...[...values, check].map((value) => PATTERNS[value]!), STOP];
  return [...patterns.join('')].map((bar) => BARS[bar]!);
}

function valuesOf(character: string): number[] {
  const value = CHARACTERS.indexOf(character);
  if (value >= 0) return [value];
  const letter = character.charCodeAt(0) - 'A'.charCodeAt(0);
  return [LETTER_CONTROLS + Math.floor(letter / 10), letter % 10];
}

const KANJI_DIGITS = '〇一二三四五六七八九';
const KANJI_NUMERAL = '[〇一二三四五六七八九十百千]+';
/** What a numeral in kanji stands before when it is a number of the address, not part of a name (八丁堀, 一番町, 三の宮). */
const ADDRESS_MARKS = [
  '丁目',
  '番地',
  '地割',
  '号',
  '線',
  `[丁番](?=[0-9〇一二三四五六七八九十百千\\s-]|$)`,
  `[のノ](?=[0-9〇一二三四五六七八九十百千])`,
].join('|');
const KANJI_NUMBER = new RegExp(`(${KANJI_NUMERAL})(?=${ADDRESS_MARKS})`, 'g');

/**
 * The address number (住所表示番号) of what follows a town's name, by Japan Post's rules for
 * what is taken from an address: digits, hyphens and letters that stand alone; the numerals in
 * kanji before 丁目, 番地 and the like; a hyphen for whatever stood between; no F for a floor.
 * A town's own name may stand before it where that bears no digits (but for 3条).
 * Source: 郵便番号・バーコードマニュアル, バーコードに必要な文字情報の抜き出し法.
 */
export function extractAddressNumber(address: string): string {
  return address
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/([0-9])ー(?=[0-9])/g, '$1-')
    .replace(/[&/・.]/g, '')
    .replace(/[0-9]+条/g, '条')
    .replace(KANJI_NUMBER, (numeral) => `-${readKanjiNumber(numeral)}`)
    .replace(/([0-9])F(?![A-Z0-9])/g, '$1-')
    .replace(/[A-Z]{2,}/g, '-')
    .replace(/[^0-9A-Z-]+/g, '-')
    .replace(/-+/g, '-')
    .replace(/-?([A-Z])-?/g, '$1')
    .replace(/^-|-$/g, '');
}

/** 二十三 and 二三 are both 23. */
function readKanjiNumber(numeral: string): number {
  let total = 0;
  let digits = 0;
  let hasDigits = false;
  for (const character of numeral) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[character];
    if (unit === undefined) {
      digits = digits * 10 + KANJI_DIGITS.indexOf(character);
      hasDigits = true;
    } else {
      total += (hasDigits ? digits : 1) * unit;
      digits = 0;
      hasDigits = false;
    }
  }
  return total + digits;
}
