import type { LocalisedText } from '#domain/canonical/language.ts';
import type { Report } from './problem.ts';

/** Looks at one value of unknown JSON and reports what is wrong with it. */
export type Shape = (value: unknown, path: string, report: Report) => void;

const EXPECTED = {
  text: { ja: '空でない文字列', en: 'a text that is not empty' },
  boolean: { ja: '真偽値', en: 'true or false' },
  number: { ja: '数', en: 'a number' },
  count: { ja: '0以上の整数', en: 'a whole number from 0' },
  list: { ja: '配列', en: 'an array' },
  object: { ja: 'オブジェクト', en: 'an object' },
} satisfies Record<string, LocalisedText>;

function shapeOf(expected: LocalisedText, accepts: (value: unknown) => boolean): Shape {
  return (value, path, report) => {
    if (!accepts(value)) report(path, 'wrongType', expected);
  };
}

export const text = shapeOf(EXPECTED.text, (value) => typeof value === 'string' && value.trim() !== '');
export const boolean = shapeOf(EXPECTED.boolean, (value) => typeof value === 'boolean');
export const number = shapeOf(EXPECTED.number, Number.isFinite);
export const count = shapeOf(EXPECTED.count, (value) => Number.isInteger(value) && Number(value) >= 0);

/** One of these texts. */
export function oneOf(...values: readonly string[]): Shape {
  const all = values.join(' | ');
  return shapeOf({ ja: `${all} のいずれか`, en: `one of ${all}` }, (value) =>
    values.some((one) => one === value),
  );
}

/** A list of such values. */
export function listOf(shape: Shape): Shape {
  return (value, path, report) => {
    if (!Array.isArray(value)) return report(path, 'wrongType', EXPECTED.list);
    value.forEach((one, index) => shape(one, `${path}/${index}`, report));
  };
}

/** An object with any names and such values. */
export function recordOf(shape: Shape): Shape {
  return (value, path, report) => {
    if (!isObject(value)) return report(path, 'wrongType', EXPECTED.object);
    for (const [name, one] of Object.entries(value)) shape(one, `${path}/${escapePointer(name)}`, report);
  };
}

/** An object with these members and no others: a misspelt name would otherwise be lost in silence. */
export function object(required: Record<string, Shape>, optional: Record<string, Shape> = {}): Shape {
  const shapes = new Map(Object.entries({ ...required, ...optional }));
  return (value, path, report) => {
    if (!isObject(value)) return report(path, 'wrongType', EXPECTED.object);
    for (const name of Object.keys(required)) {
      if (!Object.hasOwn(value, name)) report(path, 'missingMember', name);
    }
    for (const [name, one] of Object.entries(value)) {
      const shape = shapes.get(name);
      const memberPath = `${path}/${escapePointer(name)}`;
      if (shape) shape(one, memberPath, report);
      else report(memberPath, 'unknownMember', name);
    }
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** RFC 6901. */
function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
