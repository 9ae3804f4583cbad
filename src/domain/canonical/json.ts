/** Any value that JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Not by `isWellFormed`, which the oldest browsers do not have. */
const HALF_CHARACTER = /\p{Surrogate}/u;

/** A value that has no canonical JSON form; `path` says where it stands. */
export class NotCanonicalError extends Error {
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(`${path || '(root)'}: ${reason}`);
    this.name = 'NotCanonicalError';
  }
}

/**
 * The canonical JSON text of a value by RFC 8785: members sorted by UTF-16 code
 * units, ECMAScript number and string forms, no white space. Members whose value
 * is `undefined` are left out, as in `JSON.stringify`.
 *
 * @throws NotCanonicalError for lone surrogates, NaN and infinities, and for
 *   anything that is not JSON (functions, dates, `undefined` in an array …).
 */
export function canonicalJson(value: unknown): string {
  return write(value, '');
}

function write(value: unknown, path: string): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, path);
    case 'boolean':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw new NotCanonicalError(path, `${value} is not a JSON number`);
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) {
        return `[${value.map((item, index) => write(item, `${path}/${index}`)).join(',')}]`;
      }
      return writeObject(value, path);
    default:
      throw new NotCanonicalError(path, `a ${typeof value} is not JSON`);
  }
}

function writeObject(value: object, path: string): string {
  const prototype = Object.getPrototypeOf(value) as object | null;
  // Another window's or worker's plain object has a prototype of its own, which has none.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new NotCanonicalError(path, 'only plain objects are JSON');
  }
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    // The default sort compares UTF-16 code units, which is what RFC 8785 asks for.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${writeString(key, path)}:${write(member, `${path}/${key}`)}`);
  return `{${members.join(',')}}`;
}

function writeString(value: string, path: string): string {
  if (HALF_CHARACTER.test(value)) {
    throw new NotCanonicalError(path, 'the text contains half a character (a lone surrogate)');
  }
  return JSON.stringify(value);
}
