import { foldText } from '#domain/canonical/text.ts';
import type { Option } from '#domain/questionnaire/model.ts';
import { getEmployeeBand, getSalesBand } from '#domain/records/bands.ts';

/** The options of the questionnaire's group F, by which accounts are coded. */
export interface AttributeCodebook {
  industry: readonly Option[];
  employees: readonly Option[];
  sales: readonly Option[];
  municipality: readonly Option[];
}

/** A text as codes are compared: folded, without punctuation, with one form of the small ヶ and of 鰺. */
export function foldLabel(text: string): string {
  return foldText(text)
    .replace(/[\s・･,，、，.．。:：\-‐–—~〜～()（）「」]/g, '')
    .replace(/[ゖゕ]|(?<=\p{Script=Han})[かが](?=\p{Script=Han})/gu, 'け')
    .replaceAll('鯵', '鰺');
}

/** A band as it is compared: one form of the range mark, which keeps 「11～20」 apart from 「1120」. */
function foldBand(text: string): string {
  return foldText(text)
    .replace(/[,、，]/g, '')
    .replace(/(?:[-‐–—〜]|から)/g, '~')
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

const YEN_BY_UNIT: Record<string, number> = { 円: 1, 千円: 1e3, 万円: 1e4, 百万円: 1e6, 億円: 1e8 };

/**
 * Reads annual sales: a band by label or code, or an amount whose unit stands beside it
 * or in the column's heading (「売上高（千円）」). An amount without a unit is not guessed.
 */
export function createSalesReader(
  options: readonly Option[],
  heading: string,
): (text: string) => string | undefined {
  const labels = labelIndex(options, foldBand);
  const unitOfColumn = /(百万円|千円|万円|億円|円)/.exec(heading.normalize('NFKC'))?.[1];
  return (text) => {
    const code = labels.get(foldBand(text));
    if (code !== undefined) return code;
    const written = foldText(text).replace(/[,¥]/g, '');
    const both = /^(?:(\d+(?:\.\d+)?)億)?(?:(\d+(?:\.\d+)?)万)?円?$/.exec(written);
    if (both && (both[1] ?? both[2]))
      return getSalesBand(Number(both[1] ?? 0) * 1e8 + Number(both[2] ?? 0) * 1e4);
    const amount = /^(\d+(?:\.\d+)?)(百万円|千円|円)?$/.exec(written);
    const yen = YEN_BY_UNIT[amount?.[2] ?? unitOfColumn ?? ''];
    return amount && yen !== undefined ? getSalesBand(Number(amount[1]) * yen) : undefined;
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
