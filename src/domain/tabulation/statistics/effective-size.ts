/**
 * How many people counting once would tell as much as weighted ones: (Σw)² / Σw² (Kish 1965).
 * @returns 0 where nobody has weight
 */
export function effectiveSize(sum: number, squares: number): number {
  return squares > 0 ? (sum * sum) / squares : 0;
}
