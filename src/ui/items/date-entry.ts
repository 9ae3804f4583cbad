import type { PlainDate } from '#domain/canonical/dates.ts';
import type { EraCode } from '#domain/canonical/eras.ts';
import {
  eraOf,
  getEra,
  parseWrittenDate,
  resolveDate,
  type DateFault,
  type WrittenDate,
} from '#domain/canonical/written-dates.ts';

/** What stands in the fields of a date, as typed. */
export interface DateEntry {
  /** The common era is the empty text, as a list of choices has it. */
  era: EraCode | '';
  /** May hold a whole date until the field is left: S63.4.1. */
  year: string;
  month: string;
  day: string;
}

export const EMPTY_DATE: Readonly<DateEntry> = { era: '', year: '', month: '', day: '' };

/** The fields for a stored text: a date, the part of one that was typed, or anything else as it is. */
export function readDateEntry(stored: string): DateEntry {
  const written = parseWrittenDate(stored);
  return written ? fieldsOf(written) : { ...EMPTY_DATE, year: stored };
}

/** The day the fields mean, or why they mean none; neither while they are empty or hold no date at all. */
export function resolveEntry(entry: DateEntry): { date?: PlainDate; fault?: DateFault } {
  const text = writeDateEntry(entry);
  const written = text && parseWrittenDate(text);
  return written ? resolveDate(written) : {};
}

/** What to store: the day as `YYYY-MM-DD`, else what was typed so that nothing is lost; `undefined` for nothing. */
export function storeDateEntry(entry: DateEntry): string | undefined {
  return resolveEntry(entry).date ?? writeDateEntry(entry);
}

/** The fields after the year was left: a whole date typed there fills them all, and four digits are of the common era. */
export function settleYear(entry: DateEntry): DateEntry {
  const year = entry.year.normalize('NFKC').trim();
  if (/^[1-9]\d{3}$/.test(year)) return { ...entry, era: '', year };
  const written = isPlainYear(year) ? undefined : parseWrittenDate(year);
  return written ? { ...entry, ...fieldsOf({ ...partsOf(entry), ...written }) } : entry;
}

/** The fields with another calendar: the same day, or the same figures where the day is not of that era. */
export function changeEra(entry: DateEntry, era: EraCode | ''): DateEntry {
  const { date } = resolveEntry(entry);
  if (!date) return { ...entry, era };
  const year = Number(date.slice(0, 4));
  if (era === '') return { ...entry, era, year: String(year) };
  const found = eraOf(date);
  return { ...entry, era, ...(found?.era.code === era && { year: String(found.year) }) };
}

/** The fields as one text, for instance 昭和63年4月; a year field that holds more than a year says it all. */
function writeDateEntry({ era, year, month, day }: DateEntry): string | undefined {
  const [yearText, monthText, dayText] = [year, month, day].map((text) => text.trim()) as [
    string,
    string,
    string,
  ];
  const isAlone = !monthText && !dayText;
  if (isAlone && !isPlainYear(yearText)) return yearText || undefined;
  const parts = [yearText && `${yearText}年`, monthText && `${monthText}月`, dayText && `${dayText}日`].join(
    '',
  );
  return parts && `${era && getEra(era).name.ja}${parts}`;
}

function isPlainYear(text: string): boolean {
  return /^(?:\d{1,4}|元)$/.test(text.normalize('NFKC').trim());
}

function partsOf(entry: DateEntry): WrittenDate {
  return parseWrittenDate(writeDateEntry({ ...entry, year: '' }) ?? '') ?? {};
}

function fieldsOf({ era, year, month, day }: WrittenDate): DateEntry {
  const text = (part: number | undefined) => (part === undefined ? '' : String(part));
  return { era: era ?? '', year: text(year), month: text(month), day: text(day) };
}
