const HALF_CHARACTER = /\p{Surrogate}/gu;

/**
 * A value without the halves of characters (lone surrogates) in its texts, as a broken
 * paste or input method may leave them: they have no UTF-8 form and so no canonical JSON.
 * The value itself where there are none.
 */
export function withoutHalfCharacters<T>(value: T): T {
  return hasHalfCharacters(value) ? (mend(value) as T) : value;
}

function hasHalfCharacters(value: unknown): boolean {
  if (typeof value === 'string') return !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasHalfCharacters);
}

function mend(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(HALF_CHARACTER, '');
  if (Array.isArray(value)) return value.map(mend);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mend(member)]));
}
