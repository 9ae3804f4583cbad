import { checkCatalogue } from '#domain/catalogue/report/check.ts';
import { parseListTable, parsePolicyTitles } from '#domain/catalogue/report/list-table.ts';
import { splitImplementation } from '#domain/catalogue/report/chapters.ts';
import { readReport } from '#domain/catalogue/report/parse-report.ts';
import { ReportError } from '#domain/catalogue/report/report-error.ts';
import { splitSections } from '#domain/catalogue/report/sections.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import { REPORT_TEXT } from './report-text.ts';

export const MUTATIONS = [
  'delete',
  'duplicate',
  'truncate',
  'swap',
  'digit',
  'character',
  'join',
  'blank',
] as const;
export type Mutation = (typeof MUTATIONS)[number];

/** What became of a mutated text. `silent` must not be; `elsewhere` was refused, at another place. */
export type Outcome = 'same' | 'refused' | 'figures' | 'warned' | 'visible' | 'elsewhere' | 'silent';
export interface Judgement {
  outcome: Outcome;
  /** Why it is silent, or what named it. */
  why: string;
}

const LINES = REPORT_TEXT.split('\n');
/** Lines that are not blank, by which single lines are mutated. */
export const WRITTEN = LINES.flatMap((line, index) => (line.trim() === '' ? [] : [index]));

/** Numbers below `limit`, the same for the same seed (mulberry32). */
export function seededNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** The text after one edit of the line that stands at `place` among the written ones. */
export function mutate(place: number, mutation: Mutation, pick: (limit: number) => number): string {
  const at = WRITTEN[place] ?? 0;
  const next = WRITTEN[place + 1] ?? at;
  const line = LINES[at] ?? '';
  const lines = [...LINES];
  const replaceAt = (index: number, replacement: (character: string) => string) =>
    line.slice(0, index) + replacement(line[index] ?? '') + line.slice(index + 1);
  if (mutation === 'delete') lines.splice(at, 1);
  if (mutation === 'duplicate') lines.splice(at, 0, line);
  if (mutation === 'truncate') lines[at] = line.slice(0, 1 + pick(Math.max(1, line.length - 1)));
  if (mutation === 'swap') [lines[at], lines[next]] = [lines[next] ?? '', line];
  if (mutation === 'join') lines.splice(at, next - at + 1, line.trimEnd() + (lines[next] ?? '').trimStart());
  if (mutation === 'blank') lines[at] = line.trim();
  if (mutation === 'character') {
    const places = [...line].flatMap((character, index) => (character.trim() ? [index] : []));
    lines[at] = replaceAt(places[pick(places.length)] ?? 0, (character) => (character === '〓' ? '■' : '〓'));
  }
  if (mutation === 'digit') {
    const places = [...line].flatMap((character, index) => (/[0-9０-９]/.test(character) ? [index] : []));
    if (places.length > 0) lines[at] = replaceAt(places[pick(places.length)] ?? 0, nextDigit);
  }
  return lines.join('\n');
}

function nextDigit(digit: string): string {
  const zero = digit >= '０' ? 0xff10 : 0x30;
  return String.fromCharCode(zero + ((digit.charCodeAt(0) - zero + 1) % 10));
}

/** Every other line is blank: as far as the line beside it. */
const NEAR = 2;
const BASE = readReport(REPORT_TEXT).catalogue;
const KNOWN = new Set(BASE.warnings.map((warning) => JSON.stringify(warning)));
const PLACES = findPlaces();

interface Place {
  /** First line, and the first after it, from 1. */
  from: number;
  to: number;
  /** Page of the row or sheet; null for a part of the report that belongs to none. */
  page: number | null;
}

/** Which lines belong to which row, sheet or part of the report. */
function findPlaces(): Place[] {
  const sections = splitSections(REPORT_TEXT);
  const titles = parsePolicyTitles(sections.list);
  const { sheets, introductions } = splitImplementation(sections.implementation, sections.sheetTitle, titles);
  const { rows } = parseListTable(sections.list, introductions, sections.fiscalYear);
  const starts = [
    { from: 1, page: null },
    ...[sections.policyYears, sections.newProgrammes, sections.list, sections.environment].map((lines) => ({
      from: (lines[0]?.number ?? 0) - NEAR,
      page: null,
    })),
    ...rows.map(({ line, page }) => ({ from: line, page })),
    ...introductions.map(({ line }) => ({ from: line, page: null })),
    ...sheets.map(({ line }, index) => ({ from: line, page: rows[index]?.page ?? null })),
  ].sort((a, b) => a.from - b.from);
  return starts.map((start, index) => ({ ...start, to: starts[index + 1]?.from ?? LINES.length + 1 }));
}

function placesOf(line: number): Place[] {
  return PLACES.filter(({ from, to }) => from <= line + NEAR && line - NEAR <= to);
}

/** Judges what the reader makes of a text whose lines `from` to `to` (from 1) were edited. */
export function judge(text: string, from: number, to: number, isSwap = false): Judgement {
  const places = PLACES.filter((place) => place.from <= to && from < place.to);
  const pages = new Set(places.flatMap(({ page }) => page ?? []));
  let reading: ReturnType<typeof readReport>;
  try {
    reading = readReport(text);
  } catch (error) {
    if (!(error instanceof ReportError)) return { outcome: 'silent', why: `failure ${String(error)}` };
    const { line, page, listLine } = error.place;
    const isNear = [line, listLine].some(
      (at) => at !== undefined && placesOf(at).some((place) => places.includes(place)),
    );
    const isNamed = isNear || (page !== undefined && pages.has(page));
    return { outcome: isNamed ? 'refused' : 'elsewhere', why: error.message };
  }
  const { catalogue, printed } = reading;
  if (isSame(withoutWarnings(catalogue), withoutWarnings(BASE))) return { outcome: 'same', why: '' };
  const [difference] = checkCatalogue(catalogue, printed);
  if (difference) return { outcome: 'figures', why: JSON.stringify(difference) };
  const warning = catalogue.warnings.find(
    (candidate) =>
      !KNOWN.has(JSON.stringify(candidate)) && (candidate.page === null || pages.has(candidate.page)),
  );
  if (warning) return { outcome: 'warned', why: warning.message };
  const edited =
    LINES.slice(from - 1, to).join('') +
    text
      .split('\n')
      .slice(from - 1, to)
      .join('');
  return judgeChange(catalogue, pages, edited, isSwap);
}

function withoutWarnings(catalogue: Catalogue): unknown {
  return { ...catalogue, warnings: [] };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether all that changed is one field of the edited entry, and of its results one row. */
function judgeChange(
  catalogue: Catalogue,
  pages: ReadonlySet<number>,
  edited: string,
  isSwap: boolean,
): Judgement {
  const parts = (['policies', 'pillars', 'policyYears', 'indicators', 'sheets'] as const).filter(
    (part) => !isSame(catalogue[part], BASE[part]),
  );
  const changes = BASE.programmes.flatMap((before, index) => {
    const after = catalogue.programmes[index];
    return after && isSame(before, after) ? [] : [{ before, after }];
  });
  const [change] = changes;
  if (parts.length === 0 && changes.length === 0) return { outcome: 'visible', why: 'row' };
  if (parts.length === 1 && changes.length === 0) return { outcome: 'visible', why: parts.join() };
  if (parts.length > 0 || changes.length > 1 || !change?.after)
    return { outcome: 'silent', why: `${parts.join()} ${changes.map(({ before }) => before.page).join()}` };
  const { before, after } = change;
  const fields = (Object.keys(before) as (keyof Programme)[]).filter(
    (field) => !isSame(before[field], after[field]),
  );
  const isOwn = pages.has(before.page) || isSame(fields, ['aliases']);
  const isOneRow =
    !fields.includes('results') ||
    changedRows(before.results, after.results) <= 1 ||
    isReordered(before.results, after.results) ||
    // Two lines that have changed places are another text: the reading has them in its order.
    (isSwap && isOfLine(textOf(before), textOf(after), ''));
  const isFaithful = isOfLine(textOf(before), textOf(after), edited);
  const isVisible =
    isOwn && isFaithful && isOneRow && fields.filter((field) => field !== 'aliases').length <= 1;
  return {
    outcome: isVisible ? 'visible' : 'silent',
    why: `p${before.page} ${fields.join()} ${fields.includes('results') ? JSON.stringify(after.results.filter((r) => !before.results.some((b) => isSame(b, r))).map(({ item, value }) => [item, value])) : ''}`,
  };
}

/** All that a programme tells in words. */
function textOf({ description, results, history, groups, name }: Programme): string {
  const rows = results.flatMap(({ item, value }) => [item, value]);
  const events = history.flatMap(({ era, event, formerName, text }, index) => {
    // Several names under one printed year are entries of their own.
    const isSameYear = history[index - 1]?.era === era && history[index - 1]?.event === event;
    return [...(isSameYear ? [] : [era, event]), formerName, text];
  });
  return [name, description, ...rows, ...events, ...groups].join('').replace(/[\s「」]/g, '');
}

/** Whether a text lost and gained no other characters than the edited line has, as often as it has them. */
function isOfLine(before: string, after: string, edited: string): boolean {
  const surplus = new Map<string, number>();
  for (const character of before) surplus.set(character, (surplus.get(character) ?? 0) + 1);
  for (const character of after) surplus.set(character, (surplus.get(character) ?? 0) - 1);
  return [...surplus].every(([character, count]) => edited.split(character).length - 1 >= Math.abs(count));
}

/** Whether whole rows have changed places and nothing else. */
function isReordered(before: readonly unknown[], after: readonly unknown[]): boolean {
  const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
  return isSame(sorted(before), sorted(after));
}

/** Rows that neither side has in common at its beginning or end. */
function changedRows(before: readonly unknown[], after: readonly unknown[]): number {
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && isSame(before[head], after[head])) head += 1;
  let tail = 0;
  while (tail < least - head && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  return Math.max(before.length, after.length) - head - tail;
}

/** One mutation drawn: what was done where, and what came of it. */
export interface Trial extends Judgement {
  mutation: Mutation;
  line: number;
}

/** Draws and judges `count` mutations, the kinds in turn. */
export function tryMutations(count: number, seed: number): Trial[] {
  const pick = seededNumbers(seed);
  return Array.from({ length: count }, (_, index) => {
    const mutation = MUTATIONS[index % MUTATIONS.length] ?? 'delete';
    const place = pick(WRITTEN.length);
    const line = (WRITTEN[place] ?? 0) + 1;
    const reachesNext = mutation === 'swap' || mutation === 'join';
    const last = reachesNext ? (WRITTEN[place + 1] ?? 0) + 1 : line;
    return { mutation, line, ...judge(mutate(place, mutation, pick), line, last, mutation === 'swap') };
  });
}
