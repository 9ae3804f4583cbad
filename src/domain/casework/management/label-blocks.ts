/** Lines of labels, and the columns whose empty cells were read as what stands above them. */
export interface FilledLabels {
  lines: readonly (readonly string[])[];
  filled: number[];
}

/**
 * Fills labels down that stand on the first line of their block alone, as merged cells are when a spreadsheet becomes CSV.
 * An empty cell also means that a line is not divided; it is of a block where several lines would otherwise be of the
 * same kind. Filled are as few columns as leave the fewest lines of the same kind, and none that begins with an empty cell.
 */
export function fillLabelBlocks(lines: readonly (readonly string[])[]): FilledLabels {
  const candidates = (lines[0] ?? []).flatMap((label, column) =>
    label !== '' && lines.some((cells) => cells[column] === '') ? [column] : [],
  );
  const [best] = listSubsets(candidates)
    .map((filled) => ({ filled, lines: fillDown(lines, filled) }))
    .map((each) => ({ ...each, repeated: countRepeated(each.lines) }))
    .sort((one, other) => one.repeated - other.repeated || one.filled.length - other.filled.length);
  return { lines: best!.lines, filled: best!.filled };
}

/** None of them first; three columns at most make eight. */
function listSubsets(columns: readonly number[]): number[][] {
  return columns.reduce<number[][]>(
    (subsets, column) => [...subsets, ...subsets.map((subset) => [...subset, column])],
    [[]],
  );
}

function fillDown(
  lines: readonly (readonly string[])[],
  columns: readonly number[],
): readonly (readonly string[])[] {
  const above: Record<number, string> = {};
  return lines.map((cells) =>
    cells.map((cell, column) => {
      if (!columns.includes(column)) return cell;
      if (cell !== '') above[column] = cell;
      return above[column] ?? '';
    }),
  );
}

function countRepeated(lines: readonly (readonly string[])[]): number {
  return lines.length - new Set(lines.map((cells) => cells.join('\n'))).size;
}
