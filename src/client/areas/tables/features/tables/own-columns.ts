import type { DerivedColumn } from '#domain/tabulation/dataset/derived-columns.ts';
import { listAttributes, type Question } from './questions.ts';

/** As many groups as the engine takes. */
const MAX_GROUPS = 32;

/** Questions of which a column of one's own can be made: those of the survey, numbers too. */
export function listSources(questions: readonly Question[], own: readonly DerivedColumn[]): Question[] {
  const made = new Set(own.map(({ name }) => name));
  return [...listAttributes(questions), ...questions.filter(({ kind }) => kind === 'number')].filter(
    ({ code }) => !made.has(code),
  );
}

/** A name that no other column has; no code of an item begins with a point. */
export function nameOwnColumn(own: readonly DerivedColumn[]): string {
  let number = 1;
  while (own.some(({ name }) => name === `.own${number}`)) number += 1;
  return `.own${number}`;
}

/** Without a column, and without those that were made of it. */
export function withoutOwn(own: readonly DerivedColumn[], name: string): DerivedColumn[] {
  const gone = new Set([name]);
  return own.filter((column) => {
    if (gone.has(column.name) || gone.has(column.source)) gone.add(column.name);
    return !gone.has(column.name);
  });
}

/** Rising bounds as they are typed: `1950, 1980、2000`; `undefined` where they are none. */
export function parseBounds(text: string): number[] | undefined {
  const parts = text
    .normalize('NFKC')
    .split(/[\s,、;]+/)
    .filter((part) => part !== '');
  const bounds = parts.map(Number);
  return bounds.length > 0 && bounds.length < MAX_GROUPS && isRising(bounds) ? bounds : undefined;
}

/**
 * Of the columns that an address bears those that can be made: of a question that is there, under a name of their own
 * that an address can bear, and with answers of the question that do not contradict each other.
 */
export function listUsableOwn(
  own: readonly DerivedColumn[],
  questions: readonly Question[],
): DerivedColumn[] {
  const sources = new Map(questions.map((question) => [question.code, question]));
  const taken = new Set(sources.keys());
  return own.filter((column) => {
    const source = sources.get(column.source);
    const isUsable = /^\.own\d+$/.test(column.name) && !taken.has(column.name) && isMadeOf(column, source);
    if (isUsable) taken.add(column.name);
    return isUsable;
  });
}

function isMadeOf(column: DerivedColumn, source: Question | undefined): boolean {
  if (!source || source.kind === 'numbers') return false;
  if (column.kind === 'bands')
    return (
      source.kind === 'number' &&
      column.bounds.length > 0 &&
      column.bounds.length < MAX_GROUPS &&
      isRising(column.bounds) &&
      column.labels.length === column.bounds.length + 1
    );
  const known = new Set(source.categories.map(({ code }) => code));
  const codes = column.groups.flatMap((group) => [...new Set(group.codes)]);
  return (
    source.kind !== 'number' &&
    column.groups.length > 0 &&
    column.groups.length <= MAX_GROUPS &&
    column.groups.every(({ code }) => /^\w+$/.test(code)) &&
    isDistinct(column.groups.map(({ code }) => code)) &&
    codes.every((code) => known.has(code)) &&
    (source.kind === 'multiple' || isDistinct(codes))
  );
}

function isRising(bounds: readonly number[]): boolean {
  return bounds.every((bound, at) => Number.isFinite(bound) && (at === 0 || bound > bounds[at - 1]!));
}

function isDistinct(codes: readonly string[]): boolean {
  return new Set(codes).size === codes.length;
}
