import type { Quantity } from '#domain/catalogue/model.ts';

const NUMBER = String.raw`[0-9]+(?:[,.][0-9]+)*`;
/** Up to six characters; a ・ belongs to it only between two words (事業者・団体). */
const UNIT = String.raw`(?:[^0-9\s、,・()~]|・(?![0-9\s])){1,6}`;
const QUALIFIER = '約|延べ|のべ|うち|累計';
/** 県内１回, 商談36件: a short word may name what is counted. */
const COUNTED = String.raw`(?!平成|昭和|令和)[\p{Script=Han}]{2}`;
const QUANTITY = `(?:${QUALIFIER}|${COUNTED})?${NUMBER}(?:億${NUMBER}万)?${UNIT}`;
const BRACKETED = String.raw`\(\s*${QUANTITY}\s*\)`;
const VALUE = new RegExp(
  String.raw`^(?:随時|(?:${QUANTITY}|${BRACKETED})\s*(?:${BRACKETED})?(?:[\s、・]*${QUANTITY}(?:\s*${BRACKETED})?)*)$`,
  'u',
);
const EACH = new RegExp(
  String.raw`(\()?\s*(${QUALIFIER})?([^0-9()\s、・]*?)(${NUMBER})(億${NUMBER}万|億|万)?(${UNIT})`,
  'gu',
);

/** A remark on part of an amount: （うちメディアへの掲出３回）. */
const PART_REMARK = /^\(うち.*\)$/;

/** Whether a text is nothing but amounts with their units: `５１件・５４８名`, `９９人(９５社)`. */
export function isValue(text: string): boolean {
  return VALUE.test(text.normalize('NFKC').trim());
}

/** Whether what stands behind a number is more than a unit: `社募集人数` has the next row's item in it. */
export function holdsLabel(unit: string): boolean {
  return /[数額率]/.test(unit) || (unit.length > 3 && !/^[\p{Script=Katakana}ー]+$|・/u.test(unit));
}

/** Whether an item has an amount in it, remarks in brackets apart. */
export function holdsAmount(item: string): boolean {
  const plain = item.replace(/[（(][^）)]*[）)]/g, '');
  if (/[0-9０-９][,，]?$|[ \u3000][0-9０-９]/m.test(plain)) return true;
  return /[0-9０-９](?:社|人|名|件|回|校|千円|団体|企業)/.test(plain);
}

/**
 * The amounts in a line of a value, none when it is more than amounts. 億 and 万 are multiplied out (175億2,343万円 is 17,523,430,000 円).
 * @param item what is counted: 「うち…」 and a lone 延べ or 累計 there qualify the amounts
 */
export function listQuantities(value: string, item: string): Quantity[] {
  const plain = value.normalize('NFKC').trim();
  if (!isValue(plain) && !PART_REMARK.test(plain)) return [];
  const found = [...plain.matchAll(EACH)].map(
    ([, bracket, qualifier, , digits = '', large = '', unit = '']) => ({
      isBracketed: bracket !== undefined,
      qualifier: qualifier === 'のべ' ? '延べ' : (qualifier ?? null),
      number: multiplyOut(digits, large),
      unit,
    }),
  );
  return found.map(({ isBracketed, qualifier, number, unit }) => ({
    qualifier: qualifier ?? qualifierOf(item, isBracketed, found.length),
    number,
    unit,
  }));
}

function multiplyOut(digits: string, large: string): number {
  const number = parseNumber(digits);
  if (large === '万') return number * 1e4;
  if (!large.startsWith('億')) return number;
  return number * 1e8 + parseNumber(large.slice(1, -1) || '0') * 1e4;
}

function parseNumber(digits: string): number {
  return Number(digits.replaceAll(',', ''));
}

function qualifierOf(item: string, isBracketed: boolean, count: number): string | null {
  if (/^[（(]?うち/.test(item) || (isBracketed && /[（(]うち/.test(item))) return 'うち';
  if (count > 1) return null;
  return /累計|延べ/.exec(item.replace(/[（(]うち.*$/, ''))?.[0] ?? null;
}
