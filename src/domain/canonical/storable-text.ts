/*
 * Texts that no database keeps as they are: half characters (lone surrogates, as a broken paste or
 * input method leaves them) have no UTF-8 form and so no canonical JSON, and NUL PostgreSQL refuses.
 * Both databases refuse both, so that a centre can change from one to the other.
 */
const UNSTORABLE = /[\p{Surrogate}\0]/gu;

function isStorable(text: string): boolean {
  return text.search(UNSTORABLE) < 0;
}

/**
 * Where in a value of JSON the first text, or name of a member, stands that cannot be stored, as a
 * JSON pointer; undefined when there is none. A member with such a name is pointed at by what holds
 * it. Only for what is known not to nest without end.
 */
export function findUnstorable(value: unknown): string | undefined {
  if (!hasUnstorable(value)) return undefined;
  if (typeof value !== 'object' || value === null) return '';
  const entries = Object.entries(value);
  if (entries.some(([name]) => !isStorable(name))) return '';
  const [name = '', member] = entries.find(([, each]) => hasUnstorable(each)) ?? [];
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}${findUnstorable(member)}`;
}

/** A value without the characters in its texts that cannot be stored; the value itself where there are none. */
export function withoutUnstorable<T>(value: T): T {
  return hasUnstorable(value) ? (mend(value) as T) : value;
}

function hasUnstorable(value: unknown): boolean {
  if (typeof value === 'string') return !isStorable(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasUnstorable);
  return Object.entries(value).some(([name, member]) => !isStorable(name) || hasUnstorable(member));
}

function mend(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(UNSTORABLE, '');
  if (Array.isArray(value)) return value.map(mend);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [String(mend(key)), mend(member)]));
}
