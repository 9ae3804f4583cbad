import { DASHES, withPlainDashes } from '#domain/canonical/dashes.ts';
import { foldName, foldText } from '#domain/canonical/text.ts';
import type { Option } from '#domain/questionnaire/model.ts';
import { getEmployeeBand, getSalesBand } from '#domain/records/bands.ts';

/** The options of the questionnaire's group F, by which accounts are coded. */
export interface AttributeCodebook {
  industry: readonly Option[];
  employees: readonly Option[];
  sales: readonly Option[];
  municipality: readonly Option[];
}

/** What a label leaves out of a folded text. */
export const NOT_IN_LABELS = `\\s・,、.。:~〜()「」${DASHES}`;
const LEFT_OUT = new RegExp(`[${NOT_IN_LABELS}]`, 'g');

/** A text as codes are compared: as names are, without punctuation, with one form of the small ヶ. */
export function foldLabel(text: string): string {
  return foldName(text)
    .replace(LEFT_OUT, '')
    .replace(/(?<=\p{Script=Han})[かが箇](?=\p{Script=Han})/gu, 'け');
}

/** A text folded, with its numbers whole: 「1,200」 and 「1 200」 are 1200, but 「10、5」 and 「10 5」 are two numbers. */
export function foldFigures(text: string): string {
  const parted = text.normalize('NFKC').replace(/(?<=\d)\s*[,、\s]\s*(?=\d)/g, ',');
  return foldText(parted).replace(/(?<![\d.]\d{3}|\d{4}),(?=\d{3}(?!\d))/g, '');
}

/** A band as it is compared: one form of the range mark, which keeps 「11～20」 apart from 「1120」. */
function foldBand(text: string): string {
  return withPlainDashes(foldFigures(text))
    .replace(/(?:[-〜]|から)/g, '~')
    .replaceAll('人', '名');
}

/**
 * Division codes of the 日本標準産業分類 (two digits, also the first two of finer codes) by
 * the last one of each section. Source: 日本標準産業分類（平成25年10月改定、総務省）.
 */
const LAST_DIVISION_OF_SECTION: readonly [string, number][] = [
  ['A', 2],
  ['B', 4],
  ['C', 5],
  ['D', 8],
  ['E', 32],
  ['F', 36],
  ['G', 41],
  ['H', 49],
  ['I', 61],
  ['J', 67],
  ['K', 70],
  ['L', 74],
  ['M', 77],
  ['N', 80],
  ['O', 82],
  ['P', 85],
  ['Q', 87],
  ['R', 96],
  ['S', 98],
  ['T', 99],
];

/** Finds the industry's code from its label (or a part of one), its code, or a code of the standard classification. */
export function createIndustryReader(options: readonly Option[]): (text: string) => string | undefined {
  const labels = labelIndex(options);
  const bySection = new Map(
    options.flatMap(({ code, attributes }) =>
      attributes?.['jsic'] ? [[attributes['jsic'], code] as const] : [],
    ),
  );
  const parts = uniqueIndex(
    options.flatMap(({ code, label }) =>
      label.ja.split(/[・、（）]/).map((part) => [foldLabel(part), code] as const),
    ),
  );
  const findLabel = (folded: string): string | undefined => labels.get(folded) ?? parts.get(folded);
  return (text) => {
    const folded = foldLabel(text);
    const whole = findLabel(folded);
    if (whole !== undefined) return whole;
    // 「E」「E09」「09」「091」「0911」「E 製造業」: a letter says something only beside its number or name.
    const { letter, digits, label } =
      /^(?<letter>[a-t])?(?:(?<digits>\d{2,4})|(?<label>\D+))?$/.exec(folded)?.groups ?? {};
    const section = letter?.toUpperCase();
    const ofLetter = section && bySection.get(section);
    if (digits) {
      const ofDigits = sectionOf(Number(digits.slice(0, 2)));
      return ofDigits && (!section || ofDigits === section) ? bySection.get(ofDigits) : undefined;
    }
    return label === undefined || findLabel(label) === ofLetter ? ofLetter : undefined;
  };
}

function sectionOf(division: number): string | undefined {
  return division < 1 ? undefined : LAST_DIVISION_OF_SECTION.find(([, last]) => division <= last)?.[0];
}

/** What a list says about the number of employees. */
export interface EmployeesRead {
  employees: string;
  employeeCount?: number;
}

/** Reads a number of employees (「42」「42名」) or a band by label or code. */
export function createEmployeesReader(
  options: readonly Option[],
): (text: string) => EmployeesRead | undefined {
  const labels = labelIndex(options, foldBand);
  return (text) => {
    const code = labels.get(foldBand(text));
    if (code !== undefined) return { employees: code };
    const figure = /^(\d{1,7})名?$/.exec(foldBand(text))?.[1];
    if (figure === undefined) return undefined;
    return { employees: getEmployeeBand(Number(figure)), employeeCount: Number(figure) };
  };
}

/** The units in which lists give amounts, with how many yen each is. */
const YEN_BY_UNIT = { 円: 1, 千円: 1e3, 万円: 1e4, 百万円: 1e6, 億円: 1e8 } as const;
export type SalesUnit = keyof typeof YEN_BY_UNIT;
export const SALES_UNITS = Object.keys(YEN_BY_UNIT) as SalesUnit[];

const BARE_AMOUNT = /^\d+(?:\.\d+)?$/;

/** Whether a text is an amount beside which no unit stands. */
export function isBareAmount(text: string): boolean {
  return BARE_AMOUNT.test(withoutSeparators(text));
}

/** The unit in a column's heading (「売上高（千円）」). */
export function findUnit(heading: string): SalesUnit | undefined {
  return /百万円|千円|万円|億円|円/.exec(heading.normalize('NFKC'))?.[0] as SalesUnit | undefined;
}

/** An amount in yen: 「1億2000万円」「450000千円」; without a unit only where one is given. */
export function parseYen(text: string, unit?: SalesUnit): number | undefined {
  const written = withoutSeparators(text);
  const both = /^(?:(\d+(?:\.\d+)?)億)?(?:(\d+(?:\.\d+)?)(千)?万)?円?$/.exec(written);
  if (both && (both[1] ?? both[2]))
    return Number(both[1] ?? 0) * 1e8 + Number(both[2] ?? 0) * (both[3] ? 1e7 : 1e4);
  const amount = /^(\d+(?:\.\d+)?)(百万円?|千円|円)?$/.exec(written);
  const named = amount?.[2]?.replace(/万$/, '万円') as SalesUnit | undefined;
  const yen = named ?? unit;
  return amount && yen ? Number(amount[1]) * YEN_BY_UNIT[yen] : undefined;
}

function withoutSeparators(text: string): string {
  return foldFigures(text).replaceAll('¥', '');
}

/**
 * Reads annual sales: a band by label or code, or an amount whose unit stands beside it
 * or holds for the column. An amount without a unit is not guessed.
 */
export function createSalesReader(
  options: readonly Option[],
  unitOfColumn: SalesUnit | undefined,
): (text: string) => string | undefined {
  const labels = labelIndex(options, foldBand);
  return (text) => {
    const code = labels.get(foldBand(text));
    if (code !== undefined) return code;
    const yen = parseYen(text, unitOfColumn);
    return yen === undefined ? undefined : getSalesBand(yen);
  };
}

/** Codes by themselves and by their labels in both languages. */
export function labelIndex(
  options: readonly Option[],
  fold: (text: string) => string = foldLabel,
): Map<string, string> {
  return new Map(
    options.flatMap(({ code, label }) =>
      [code, label.ja, label.en].map((text) => [fold(text), code] as const),
    ),
  );
}

/** An index of what names one code only. */
export function uniqueIndex(entries: readonly (readonly [string, string])[]): Map<string, string> {
  const index = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const [text, code] of entries) {
    if (index.has(text) && index.get(text) !== code) ambiguous.add(text);
    index.set(text, code);
  }
  for (const text of [...ambiguous, '']) index.delete(text);
  return index;
}
