import type { DerivedColumn } from '#domain/tabulation/dataset/derived-columns.ts';
import { listAttributes, type Question } from './questions.ts';

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
  const isRising = bounds.every(
    (bound, at) => Number.isFinite(bound) && (at === 0 || bound > bounds[at - 1]!),
  );
  return bounds.length > 0 && bounds.length < 32 && isRising ? bounds : undefined;
}
