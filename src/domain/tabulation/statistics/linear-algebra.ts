/** X with A X = B by elimination with the largest pivot; `null` where A is singular. */
export function solve(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
): number[][] | null {
  const size = a.length;
  const rows = a.map((row, index) => [...row, ...b[index]!]);
  const scale = Math.max(...a.flat().map(Math.abs));
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const lead = rows[column]!;
    if (!(Math.abs(lead[column]!) > scale * 1e-13)) return null;
    for (let row = 0; row < size; row++) {
      const factor = rows[row]![column]! / lead[column]!;
      if (row === column || factor === 0) continue;
      const target = rows[row]!;
      for (let at = column; at < lead.length; at++) target[at]! -= factor * lead[at]!;
    }
  }
  return rows.map((row, index) => row.slice(size).map((value) => value / row[index]!));
}
