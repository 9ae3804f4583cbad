/**
 * Whether two words differ by at most one typo: a letter put in, left out, exchanged, or two
 * neighbours swapped (Damerau–Levenshtein distance ≤ 1). Walks both words once.
 */
export function isOneTypoApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  const restA = a.slice(start);
  const restB = b.slice(start);
  if (restA.length === restB.length) {
    return (
      restA.slice(1) === restB.slice(1) ||
      (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
    );
  }
  return restA.length > restB.length ? restA.slice(1) === restB : restB.slice(1) === restA;
}

/** Whether a word, or the beginning of a longer one, is at most one typo away from what was typed. */
export function beginsWithOneTypo(word: string, typed: string): boolean {
  return [typed.length - 1, typed.length, typed.length + 1].some(
    (length) => length <= word.length && isOneTypoApart(word.slice(0, length), typed),
  );
}

/** Whether two words differ only by two neighbours that changed places. */
export function isOneSwapApart(a: string, b: string): boolean {
  const letters = (word: string): string => [...word].sort().join('');
  return letters(a) === letters(b) && isOneTypoApart(a, b);
}
