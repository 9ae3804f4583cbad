import { addDays, tokyoDate, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import type { Visit, VisitStatus } from '#domain/records/visit.ts';

/*
 * Visits as a calendar's file: iCalendar (RFC 5545), so that every calendar of a phone takes them. The UID is
 * the visit's id and the SEQUENCE its revision, so that a file opened once more changes the entry there is.
 */

/** A visit as a calendar shows it. */
export interface CalendarVisit {
  id: string;
  /** The record's revision: goes up with every change. */
  revision: number;
  visit: Partial<Visit>;
  company: string;
  /** Where it is, in one line; empty where nobody knows. */
  place: string;
  /** Who takes part, by name. */
  people: readonly string[];
}

/** How the texts of an entry are put, in the reader's language. */
export interface CalendarWords {
  /** The title of an entry: 「訪問：八戸水産」. */
  title: (visit: CalendarVisit) => string;
  /** What is written beneath it. */
  text: (visit: CalendarVisit) => string;
}

/** How long a visit is taken to last that has no end yet. */
const USUAL_MINUTES = 60;
const LINE_OCTETS = 75;
/** Japan has had no summer time since 1951. */
const TIME_ZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:Asia/Tokyo',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0900',
  'TZOFFSETTO:+0900',
  'TZNAME:JST',
  'END:STANDARD',
  'END:VTIMEZONE',
];
const STATUSES: Record<VisitStatus, string> = {
  planned: 'CONFIRMED',
  started: 'CONFIRMED',
  finished: 'CONFIRMED',
  cancelled: 'CANCELLED',
};

/**
 * A calendar with these visits; those without any day are left out.
 *
 * @param now when the file is made.
 * @returns the file's text, with the ends of lines that the format wants.
 */
export function writeCalendar(visits: readonly CalendarVisit[], words: CalendarWords, now: Instant): string {
  const events = visits.flatMap((visit) => writeEvent(visit, words, now));
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Banso//Visits//JA',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...TIME_ZONE,
    ...events,
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldContentLine(line)}\r\n`).join('');
}

function writeEvent(entry: CalendarVisit, words: CalendarWords, now: Instant): string[] {
  const times = findTimes(entry.visit);
  if (!times) return [];
  const text = words.text(entry);
  return [
    'BEGIN:VEVENT',
    `UID:${entry.id}`,
    `SEQUENCE:${entry.revision}`,
    `DTSTAMP:${utc(now)}`,
    ...times,
    `SUMMARY:${escapeText(words.title(entry))}`,
    ...(entry.place ? [`LOCATION:${escapeText(entry.place)}`] : []),
    ...(text ? [`DESCRIPTION:${escapeText(text)}`] : []),
    `STATUS:${STATUSES[entry.visit.status ?? 'planned']}`,
    'END:VEVENT',
  ];
}

/** From when to when: as it was, else as it is planned, the whole day where no time was said. */
function findTimes({
  startedAt,
  finishedAt,
  plannedDate,
  plannedTime,
}: Partial<Visit>): string[] | undefined {
  if (startedAt !== undefined) {
    // Calendars refuse an entry that does not end after it began, as a clock that was set back or two quick presses leave it.
    const isLater = finishedAt !== undefined && utc(finishedAt) > utc(startedAt);
    return [`DTSTART:${utc(startedAt)}`, `DTEND:${utc(isLater ? finishedAt : plusMinutes(startedAt))}`];
  }
  if (plannedDate === undefined) return undefined;
  if (plannedTime === undefined)
    return [
      `DTSTART;VALUE=DATE:${compact(plannedDate)}`,
      `DTEND;VALUE=DATE:${compact(addDays(plannedDate, 1))}`,
    ];
  const end = endOf(plannedDate, plannedTime);
  return [
    `DTSTART;TZID=Asia/Tokyo:${compact(plannedDate)}T${plannedTime.replace(':', '')}00`,
    `DTEND;TZID=Asia/Tokyo:${end}`,
  ];
}

function endOf(date: PlainDate, time: string): string {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  const total = hours * 60 + minutes + USUAL_MINUTES;
  const day = addDays(date, Math.floor(total / 1440));
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${compact(day)}T${two(Math.floor((total % 1440) / 60))}${two(total % 60)}00`;
}

function plusMinutes(instant: Instant): Instant {
  return new Date(Date.parse(instant) + USUAL_MINUTES * 60_000).toISOString();
}

function compact(date: PlainDate): string {
  return date.replaceAll('-', '');
}

function utc(instant: Instant): string {
  return `${new Date(Date.parse(instant)).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** The day that a visit is on in a calendar; undefined for one without. */
export function dayOfVisit({ startedAt, plannedDate }: Partial<Visit>): PlainDate | undefined {
  return startedAt === undefined ? plannedDate : tokyoDate(startedAt);
}

/**
 * A value of the type TEXT (RFC 5545 §3.3.11, RFC 6350 §3.4): what parts lists and lines is escaped, and control
 * characters, as they come along from spreadsheets and PDFs, are left out, for the format knows none but tabs.
 */
export function escapeText(text: string): string {
  return text
    .replace(/\\/g, '\\\\')
    .replace(/;/g, '\\;')
    .replace(/,/g, '\\,')
    .replace(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/g, '\\n')
    .replace(/[^\P{Cc}\t]/gu, '');
}

/** A line of at most 75 octets of UTF-8 each, continued after a space (RFC 5545 §3.1), no character torn apart. */
export function foldContentLine(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > LINE_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0)!;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
