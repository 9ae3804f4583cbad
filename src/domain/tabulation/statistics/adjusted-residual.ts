/** What rounding leaves of the others where one weight is as good as all: no part of anybody. */
const HAIR = 1e-12;

/**
 * Haberman's adjusted residual (O − E) / √(E (1 − R/n) (1 − C/n)), E = RC/n: about standard normal
 * where row and column have nothing to do with each other. It tests whether a group differs from
 * the total that it is part of (Haberman 1973; R: `chisq.test(x)$stdres`).
 *
 * @param observed how many of the row are in the column
 * @param row all of the row
 * @param column all in the column
 * @returns `null` where there is nothing to compare: an empty row or column, or one that holds everybody
 */
export function adjustedResidual(
  observed: number,
  row: number,
  column: number,
  total: number,
): number | null {
  const [others, elsewhere] = [1 - row / total, 1 - column / total];
  const variance = ((row * column) / total) * others * elsewhere;
  if (!(variance > 0 && others > HAIR && elsewhere > HAIR)) return null;
  return (observed - (row * column) / total) / Math.sqrt(variance);
}
