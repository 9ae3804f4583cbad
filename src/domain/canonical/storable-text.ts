/*
 * Texts that no database keeps as they are: half characters (lone surrogates, as a broken paste or
 * input method leaves them) have no UTF-8 form and so no canonical JSON, and NUL PostgreSQL refuses.
 * Both databases refuse both, so that a centre can change from one to the other.
 */
const UNSTORABLE = /[\p{Surrogate}\0]/gu;

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/**
 * Where in a value of JSON the first text, or name of a member, stands that cannot be stored, as a
 * JSON pointer; undefined when there is none. A member with such a name is pointed at by what holds
 * it. Walks without recursion: what comes from outside may nest without end.
 */
export function findUnstorable(value: unknown): string | undefined {
  const open = [{ value, pointer: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value: each, pointer } = next;
    if (typeof each === 'string' && !isStorable(each)) return pointer;
    if (typeof each !== 'object' || each === null) continue;
    const members = Object.entries(each as Record<string, unknown>);
    // The last first, so that the first fault is the first to be taken.
    for (let index = members.length - 1; index >= 0; index -= 1) {
      const [name, member] = members[index]!;
      if (!isStorable(name)) return pointer;
      open.push({ value: member, pointer: `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` });
    }
  }
  return undefined;
}

/** A value without the characters in its texts that cannot be stored; the value itself where there are none. */
export function withoutUnstorable<T>(value: T): T {
  return hasUnstorable(value) ? (mend(value) as T) : value;
}

function hasUnstorable(value: unknown): boolean {
  if (typeof value === 'string') return !isStorable(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasUnstorable);
}

function mend(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(UNSTORABLE, '');
  if (Array.isArray(value)) return value.map(mend);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mend(member)]));
}
