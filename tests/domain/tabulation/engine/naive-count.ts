/** Answers as plain text: a code, codes, or `null` for none and `'n/a'` for "does not apply". */
export type PlainAnswer = string | string[] | null;
export type PlainRow = Record<string, PlainAnswer>;

/** Counts by filtering the list of rows once per cell: slow, and plainly right. */
export function countNaively(
  rows: readonly PlainRow[],
  keys: readonly string[][],
  stub: readonly string[],
  banner: string,
  codes: readonly string[],
  base: 'asked' | 'answered',
): { base: number[]; count: number[][] } {
  const has = (answer: PlainAnswer | undefined, code: string) =>
    Array.isArray(answer) ? answer.includes(code) : answer === code;
  const isAnswered = (answer: PlainAnswer | undefined) =>
    answer !== null && answer !== undefined && answer !== 'n/a' && answer.length > 0;
  const inBase = rows.filter((row) => row[banner] !== 'n/a' && (base === 'asked' || isAnswered(row[banner])));
  const groups = keys.map((key) =>
    inBase.filter((row) => stub.every((name, index) => has(row[name], key[index]!))),
  );
  return {
    base: groups.map((group) => group.length),
    count: groups.map((group) => codes.map((code) => group.filter((row) => has(row[banner], code)).length)),
  };
}
