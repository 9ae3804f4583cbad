import { withPlainDashes } from '#domain/canonical/dashes.ts';
import { withArabicNumbers } from '#domain/canonical/kanji-numbers.ts';
import type { CompanyAttribute } from '#domain/casework/company-attributes.ts';
import type { Option } from '#domain/questionnaire/model.ts';
import { EMPLOYEE_BANDS, findEmployeeRange, getEmployeeBand, getSalesBand } from '#domain/records/bands.ts';
import {
  foldFigures,
  foldLabel,
  parseYen,
  type AttributeCodebook,
  type SalesUnit,
} from './account-import-codes.ts';
import { createAddressReader, createMunicipalityReader } from './account-import-places.ts';
import { FORMER_MUNICIPALITIES } from './former-municipalities.ts';
import { WORDS_OF_SECTIONS } from './industry-words.ts';

/** Proposes which code a value means that cannot be read for certain; nothing where there is no telling. */
export type Proposer = (attribute: CompanyAttribute, value: string) => string | undefined;

/** Proposals for values of a list, for a person to confirm; they are never taken by themselves. */
export function createProposer(codebook: AttributeCodebook, unit?: SalesUnit): Proposer {
  const proposers: Record<CompanyAttribute, (value: string) => string | undefined> = {
    industry: createIndustryProposer(codebook.industry),
    employees: proposeEmployees,
    sales: (value) => proposeSales(value, unit),
    municipality: createMunicipalityProposer(codebook.municipality),
  };
  return (attribute, value) => {
    const code = proposers[attribute](value);
    return codebook[attribute].some((option) => option.code === code) ? code : undefined;
  };
}

/** In Japanese the last word says what something is: 「機械器具卸売」 is trade, 「卸売機械製造」 manufacturing. */
function createIndustryProposer(options: readonly Option[]): (value: string) => string | undefined {
  const words = options.flatMap(({ code, attributes }) =>
    (WORDS_OF_SECTIONS[attributes?.['jsic'] ?? ''] ?? []).map((word) => ({ word: foldLabel(word), code })),
  );
  return (value) => {
    const folded = foldLabel(value);
    const found = words
      .map(({ word, code }) => ({ code, length: word.length, start: folded.lastIndexOf(word), word }))
      .filter(({ start, word }) => start >= 0 && isWholeWord(folded, word, start));
    const end = Math.max(0, ...found.map(({ start, length }) => start + length));
    const last = found.filter(({ start, length }) => start + length === end);
    const longest = Math.max(0, ...last.map(({ length }) => length));
    const codes = new Set(last.filter(({ length }) => length === longest).map(({ code }) => code));
    return codes.size === 1 ? [...codes][0] : undefined;
  };
}

/** Letters stand by themselves: IT is no part of 「digital」. */
function isWholeWord(text: string, word: string, start: number): boolean {
  if (!/^[a-z]+$/.test(word)) return true;
  return !/[a-z]/.test(text[start - 1] ?? '') && !/[a-z]/.test(text[start + word.length] ?? '');
}

const ROUGHLY =
  /約|およそ|おおよそ|概ね|おおむね|程度|前後|くらい|ぐらい|ほど|位$|弱$|強$|従業員数?|社員|正社員|常勤|常用|(?:役員|ぱーと)(?:等|も)?含む?|家族(?=\d)|計|全体で?|[~〜]$/g;
const IN_BRACKETS = /[(（［[【].*?[)）\]］】]/g;
/** Two kinds of people beside each other: 「正社員5名、パート3名」「5+3」. */
const TWO_KINDS =
  /^(?:正社員|社員|正規|常勤|常用|男性?)?(\d{1,5})[名人]?[、,・/+＋]?(?:[+＋]|ぱーと|非常勤|臨時|非正規|女性?)(?:等|ぱーと)?(\d{1,5})[名人]?$/;
const PEOPLE = /(?<=[\d数余])[名人]/g;
/** Of a range that lies across bands, this share has to lie in one. */
const ENOUGH_OF_RANGE = 0.6;

function proposeEmployees(value: string): string | undefined {
  const [, some, others] = TWO_KINDS.exec(foldFigures(value)) ?? [];
  if (some !== undefined) return getEmployeeBand(Number(some) + Number(others));
  const words = foldFigures(value).replace(IN_BRACKETS, '').replace(ROUGHLY, '');
  if (/^(?:なし|無し?|いない|ぜろ|のみ|(?:家族|本人|代表者)のみ|[1一]人親方)$/.test(words))
    return getEmployeeBand(0);
  const text = withPlainDashes(withArabicNumbers(words)).replace(PEOPLE, '');
  const { from, to, below } =
    /^(?<from>\d{1,7})(?:[-~〜～]|から|以上)(?<to>\d{1,7})(?:以下|(?<below>未満))?$/.exec(text)?.groups ?? {};
  if (from !== undefined && to !== undefined)
    return findBandOfRange(Number(from), Number(to) - (below ? 1 : 0));
  const tens = /^(\d{0,6}0)[余数台]$/.exec(text)?.[1];
  if (tens !== undefined) return findBandOfRange(Number(tens), Number(tens) + 9);
  const { figure, bound } =
    /^(?<figure>\d{1,7})(?<bound>以上|以下|以内|未満|超|[~〜～]|[+＋])?$/.exec(text)?.groups ?? {};
  if (figure === undefined) return undefined;
  const number = Number(figure);
  if (bound === undefined) return getEmployeeBand(number);
  if (bound === '以下' || bound === '以内') return bandOfWhole(0, number);
  if (bound === '未満') return number > 0 ? bandOfWhole(0, number - 1) : undefined;
  return bandOfWhole(bound === '超' ? number + 1 : number, Infinity);
}

/** The band that holds a whole range. */
function bandOfWhole(from: number, to: number): string | undefined {
  return EMPLOYEE_BANDS.map(({ code }) => code).find((code) => {
    const [first, last] = findEmployeeRange(code)!;
    return first <= from && to <= last;
  });
}

/** The band that holds most of a range. */
function findBandOfRange(from: number, to: number): string | undefined {
  if (to < from) return undefined;
  return EMPLOYEE_BANDS.map(({ code }) => code).find((code) => {
    const [first, last] = findEmployeeRange(code)!;
    return (Math.min(to, last) - Math.max(from, first) + 1) / (to - from + 1) >= ENOUGH_OF_RANGE;
  });
}

function proposeSales(value: string, unit: SalesUnit | undefined): string | undefined {
  const text = foldFigures(value)
    .replace(IN_BRACKETS, '')
    .replace(ROUGHLY, '')
    .replace(/年商|売上高?|台$|¥/g, '');
  // 「500百万円」 has its unit, 「二千5百万円」 its number in kanji.
  return (
    readAmounts(text, unit) ??
    (/[\d一二三四五六七八九十]/.test(text) ? readAmounts(withArabicNumbers(text), unit) : undefined)
  );
}

function readAmounts(text: string, unit: SalesUnit | undefined): string | undefined {
  const [, from, to] = /^(.+?)(?:以上|[-‐–—~〜～]|から)(.+?)(?:未満|以下)?$/.exec(text) ?? [];
  if (from !== undefined && to !== undefined) {
    const high = parseYen(to, unit);
    const unitOfHigh = /(百万円|千円|万円|億円|億|万)/.exec(to)?.[1];
    // 「1～3億円」: the unit stands once.
    const low = parseYen(/^\d+(?:\.\d+)?$/.test(from) && unitOfHigh ? `${from}${unitOfHigh}` : from, unit);
    if (low === undefined || high === undefined || high <= low) return undefined;
    return getSalesBand(low) === getSalesBand(high - 1) ? getSalesBand(low) : undefined;
  }
  const { amount, bound } = /^(?<amount>.+?)(?<bound>以上|以下|未満|超)?$/.exec(text)?.groups ?? {};
  const yen = parseYen(amount ?? '', unit);
  if (yen === undefined) return undefined;
  if (bound === undefined) return getSalesBand(yen);
  const topOfScale = getSalesBand(Number.MAX_SAFE_INTEGER);
  const [low, high] =
    bound === '以上' || bound === '超'
      ? [getSalesBand(yen), topOfScale]
      : [getSalesBand(0), getSalesBand(Math.max(0, yen - 1))];
  return low === high ? low : undefined;
}

function createMunicipalityProposer(options: readonly Option[]): (value: string) => string | undefined {
  const readAddress = createAddressReader(options);
  const readMunicipality = createMunicipalityReader(options);
  const former = new Map(Object.entries(FORMER_MUNICIPALITIES).map(([name, now]) => [foldLabel(name), now]));
  const formerStems = new Map([...former].map(([name, now]) => [name.replace(/[町村]$/, ''), now]));
  const propose = (value: string): string | undefined => {
    const folded = foldLabel(value.replace(IN_BRACKETS, ''))
      .replace(/^旧/, '')
      .replace(/(?:市内|周辺|方面|地区|管内)$/, '');
    const inCounty = folded.replace(/^青森県/, '').replace(/^.{1,4}郡/, '');
    const now = former.get(inCounty) ?? formerStems.get(inCounty.replace(/区$/, ''));
    if (now !== undefined) return codeOf(readMunicipality(now));
    const address = readAddress(value);
    if (address.isOutside) return undefined;
    return address.municipality ?? codeOf(readMunicipality(folded));
  };
  return (value) => {
    // 「八戸市・十和田市」 is no one place.
    const read = readMunicipality(value);
    if ('fault' in read && read.fault === 'otherPrefecture') return undefined;
    const named = new Set(
      value.split(/[・、,，/／]|及び|と(?=.*[市町村])/).flatMap((part) => propose(part) ?? []),
    );
    return named.size > 1 ? undefined : propose(value);
  };
}

function codeOf(read: ReturnType<ReturnType<typeof createMunicipalityReader>>): string | undefined {
  return 'municipality' in read ? read.municipality : undefined;
}
