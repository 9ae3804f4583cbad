import { withoutInvisible } from '#domain/canonical/text.ts';
import { matchableStreet, type Place } from '#domain/casework/account-import-matching.ts';
import type { Option } from '#domain/questionnaire/model.ts';
import type { Account } from '#domain/records/account.ts';
import { foldLabel, labelIndex, NOT_IN_LABELS, uniqueIndex } from './account-import-codes.ts';
import { FORMER_MUNICIPALITIES } from './former-municipalities.ts';

/** The prefecture of the centre, as addresses name it, and the beginning of its national codes. */
const PREFECTURE = /^(?:青森県|aomori(?:ken|pref(?:ecture)?))/;
const PREFECTURE_CODE = '02';
const OTHER_PREFECTURE = /^(?!青森県)(?:北海道|東京都|(?:京都|大阪)府|[^市区町村郡]{2,3}県)/;

/** 「南部町（岩手）」. */
const IN_BRACKETS =
  /\((?:北海道|東京|京都|大阪|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)[都府県]?\)/;

/** Its counties by what the codes of their towns begin with: other prefectures have towns of the same names. */
const COUNTIES: Record<string, RegExp> = {
  東津軽: /^0230/,
  西津軽: /^0232/,
  中津軽: /^0234/,
  南津軽: /^0236/,
  北津軽: /^0238/,
  上北: /^024[01]/,
  下北: /^0242/,
  三戸: /^024[45]/,
};
const IN_COUNTY = /^(?<county>[^市町村]{1,4}?)郡(?<place>.+)$/;
/** How the kinds of places are written in Latin letters. */
const LATIN_KIND = /(?:shi|city|machi|cho|town|mura|son|village)$/;
/** What some lists write before an address. */
const OFFICE = /^(?:本社|本店|本部)(?:所在地|住所)?/;
const FORMER = Object.entries(FORMER_MUNICIPALITIES).map(([name, now]) => ({
  name: foldLabel(name),
  stem: foldLabel(name).replace(/[町村]$/, ''),
  now: foldLabel(now),
}));

/** A municipality of the prefecture, or why there is none. */
export type MunicipalityRead =
  | { municipality: string }
  | { fault: 'unknownMunicipality' | 'otherPrefecture' };

/**
 * Finds the municipality's code from its name (with or without prefecture, county and
 * 市町村), its code, or the national code of the place (全国地方公共団体コード, with or
 * without check digit, also when a spreadsheet dropped the leading zero).
 */
export function createMunicipalityReader(options: readonly Option[]): (text: string) => MunicipalityRead {
  const labels = labelIndex(options);
  const stems = uniqueIndex(
    options.map(({ code, label }) => [foldLabel(label.ja).replace(/[市町村]$/, ''), code] as const),
  );
  const byNumber = new Map(options.flatMap(({ code, attributes }) => listed(attributes?.['jis'], code)));
  const numbers = new Map([...byNumber].map(([number, code]) => [code, number]));
  const isOfCounty = (code: string | undefined, county: string): boolean =>
    Boolean(code && COUNTIES[county]?.test(numbers.get(code) ?? ''));
  const names = options.map(({ label }) => foldLabel(label.ja));
  /** 「八戸市旧南郷村」「八戸市南郷」「旧南郷村」: a former place beside what it belongs to now, or called one. */
  const findFormer = (place: string): string | undefined => {
    const within = names.find((name) => place.startsWith(name));
    const former = place.slice(within?.length ?? 0);
    if (!within && !former.startsWith('旧')) return undefined;
    const said = former.replace(/^旧/, '');
    const found = FORMER.find(
      ({ name, stem, now }) => (said === name || (within && said === stem)) && (!within || within === now),
    );
    return found && labels.get(found.now);
  };

  return (text) => {
    const folded = foldLabel(text);
    if (OTHER_PREFECTURE.test(folded) || IN_BRACKETS.test(text.normalize('NFKC')))
      return { fault: 'otherPrefecture' };
    const place = folded.replace(PREFECTURE, '');
    if (/^\d{4,6}$/.test(place)) return readNumber(place, byNumber);
    const code =
      labels.get(place) ?? stems.get(place) ?? labels.get(place.replace(LATIN_KIND, '')) ?? findFormer(place);
    if (code !== undefined) return { municipality: code };
    const { county, place: inCounty } = IN_COUNTY.exec(place)?.groups ?? {};
    if (county === undefined || inCounty === undefined) return { fault: 'unknownMunicipality' };
    const found = labels.get(inCounty);
    if (!(county in COUNTIES)) return { fault: 'otherPrefecture' };
    const now = labels.get(FORMER.find(({ name }) => name === inCounty)?.now ?? '');
    const gone = now ?? findFormer(inCounty);
    if (found === undefined && gone !== undefined) return { municipality: gone };
    return found !== undefined && isOfCounty(found, county)
      ? { municipality: found }
      : { fault: 'unknownMunicipality' };
  };
}

/**
 * A national code has two digits for the prefecture, three for the place (from 100 on) and one to
 * check. Five digits are a code without the last one, or, where they cannot be that, one whose
 * zero was lost: 22100 is 静岡市 and never 平川市, whose six digits are 022101.
 */
function readNumber(digits: string, byNumber: ReadonlyMap<string, string>): MunicipalityRead {
  const isWhole = digits.length === 6 || (digits.length === 5 && /^(?:0[1-9]|[1-4]\d)[1-9]/.test(digits));
  const number = isWhole ? digits : `0${digits}`;
  if (!number.startsWith(PREFECTURE_CODE)) return { fault: 'otherPrefecture' };
  const code = byNumber.get(number.slice(0, 5));
  const isRight = number.length === 5 || number[5] === computePlaceCheckDigit(number.slice(0, 5));
  return code !== undefined && isRight ? { municipality: code } : { fault: 'unknownMunicipality' };
}

/** The sixth digit of a 全国地方公共団体コード. Source: 総務省「全国地方公共団体コード」, 検査数字を算出する算式. */
function computePlaceCheckDigit(fiveDigits: string): string {
  const sum = [...fiveDigits].reduce((total, digit, index) => total + Number(digit) * (6 - index), 0);
  return String((11 - (sum % 11)) % 10);
}

/** What an address begins with. */
export interface AddressRead {
  municipality?: string;
  /** What stands behind the municipality, or the whole where it names none; folded. */
  rest: string;
  isOutside: boolean;
}

/** Finds the municipality with which a Japanese address begins. */
export function createAddressReader(options: readonly Option[]): (address: string) => AddressRead {
  const names = options.map(({ code, label, attributes }) => ({
    code,
    name: foldLabel(label.ja),
    latin: foldLabel(label.en).replace(LATIN_KIND, ''),
    number: attributes?.['jis'] ?? '',
  }));
  return (address) => {
    const whole = foldLabel(address)
      .replace(/^〒?\d{7}(?!\d)/, '')
      .replace(OFFICE, '');
    const isOutside = OTHER_PREFECTURE.test(whole);
    const place = whole.replace(PREFECTURE, '');
    if (isOutside) return { rest: place, isOutside };
    if (/^[a-z]/.test(place)) {
      const { code, latin = '' } = names.find((one) => startsWithLatin(place, one.latin)) ?? {};
      return code === undefined
        ? { rest: place, isOutside }
        : { municipality: code, rest: place.slice(latin.length), isOutside };
    }
    const direct = names.find(({ name }) => place.startsWith(name));
    if (direct) return { municipality: direct.code, rest: place.slice(direct.name.length), isOutside };
    const { county, place: inCounty } = IN_COUNTY.exec(place)?.groups ?? {};
    // A town that no longer is has its name elsewhere too: its prefecture or county has to stand before it.
    const former =
      county === undefined ? (place === whole ? '' : place) : county in COUNTIES ? inCounty! : '';
    const gone = FORMER.find(({ name }) => former.startsWith(name));
    const now = gone && names.find(({ name }) => name === gone.now);
    if (now) return { municipality: now.code, rest: former, isOutside };
    if (county === undefined || inCounty === undefined) return { rest: place, isOutside };
    const found = names.find(
      ({ name, number }) => inCounty.startsWith(name) && COUNTIES[county]?.test(number),
    );
    return found
      ? { municipality: found.code, rest: inCounty.slice(found.name.length), isOutside }
      : { rest: place, isOutside: !(county in COUNTIES) };
  };
}

/** 「hachinoheshi…」 begins with Hachinohe, and 「saitama…」 not with Sai. */
function startsWithLatin(place: string, name: string): boolean {
  return (
    place.startsWith(name) && /^(?:shi|city|machi|cho|town|mura|son|village)/.test(place.slice(name.length))
  );
}

/** Where a company is, by its municipality and address, each of which may name what the other leaves out. */
export function createPlaceReader(options: readonly Option[]): (account: Partial<Account>) => Place {
  const readAddress = createAddressReader(options);
  return ({ municipality, address }) => {
    if (!address || withoutInvisible(address).trim() === '') return { municipality };
    // Folding to a label drops the hyphens of house numbers: only the length of what they stand behind is asked of it.
    const read = readAddress(address);
    return {
      municipality: municipality ?? read.municipality,
      street: matchableStreet(withoutPlace(address, read.rest)),
    };
  };
}

const DROPPED = new RegExp(`[${NOT_IN_LABELS}]`);

/** The end of an address whose label is `rest`. */
function withoutPlace(address: string, rest: string): string {
  const plain = address.normalize('NFKC').replace(/^〒?\s*\d{3}-?\d{4}(?!\d)/, '');
  let shown = 0;
  let start = plain.length;
  while (start > 0 && shown < rest.length) {
    start -= 1;
    if (!DROPPED.test(plain[start]!)) shown += 1;
  }
  if (foldLabel(plain.slice(start)) === rest) return plain.slice(start);
  // Something in it counts otherwise. The label of a shorter end is never longer.
  let [from, to] = [0, plain.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (foldLabel(plain.slice(middle)).length > rest.length) from = middle + 1;
    else to = middle;
  }
  return foldLabel(plain.slice(from)) === rest ? plain.slice(from) : plain;
}

function listed<Value>(key: string | undefined, value: Value): [string, Value][] {
  return key === undefined ? [] : [[key, value]];
}

/** Whether a cell of a column of prefectures names another one than the centre's. */
export function isOtherPrefecture(text: string): boolean {
  const folded = foldLabel(text);
  return folded.replace(PREFECTURE, '') !== '' && !['青森', 'aomori', '02', '2'].includes(folded);
}
