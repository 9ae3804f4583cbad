import { listCategories, type Codebook, type CodedColumn } from '#domain/tabulation/dataset/codebook.ts';
import { DatasetError, type Cell, type DataRow } from '#domain/tabulation/dataset/dataset.ts';

/** How data files write why there is no answer; an empty cell is unanswered. */
const RESERVED: ReadonlyMap<string, Cell> = new Map([
  ['!refused', { missing: 'refused' }],
  ['!dontKnow', { missing: 'dontKnow' }],
  ['!notApplicable', { missing: 'notApplicable' }],
]);

/**
 * The rows of a data file: cells of the columns that the codebook knows, others are left out.
 * @param records the header and the rows below it
 * @throws DatasetError for a column that the header does not have or has twice, a row of another length, and a code that
 *   no cell could say
 */
export function readRows(codebook: Codebook, records: readonly (readonly string[])[]): DataRow[] {
  const header = (records[0] ?? []).map((name) => name.trim());
  const columns = codebook.columns.map((column) => {
    const { name } = column;
    if ('codes' in column) checkCodes(column);
    const index = header.indexOf(name);
    if (index < 0) throw new DatasetError(null, name, 'is not in the header of the data');
    if (header.lastIndexOf(name) !== index)
      throw new DatasetError(null, name, 'is twice in the header of the data');
    return { name, index };
  });
  return records.slice(1).map((cells, row) => {
    if (cells.length !== header.length) {
      const last = header[Math.min(cells.length, header.length) - 1] ?? '';
      throw new DatasetError(row + 1, last, `the row has ${cells.length} cells, the header ${header.length}`);
    }
    return Object.fromEntries(columns.map(({ name, index }) => [name, readCell(cells[index]!)]));
  });
}

/** A code that is read as something else would be nobody's, without a word. */
function checkCodes(column: CodedColumn): void {
  const { name, kind, separator = ';' } = column;
  for (const { code } of listCategories(column)) {
    if (RESERVED.has(code.trim()))
      throw new DatasetError(null, name, `code "${code}" says in a data file why there is no answer`);
    if (code.trim() === '' || (kind === 'multiple' && code !== code.trim()))
      throw new DatasetError(null, name, `code "${code}" begins or ends with a blank`);
    if (kind === 'multiple' && code.includes(separator))
      throw new DatasetError(null, name, `code "${code}" holds the separator "${separator}"`);
  }
}

function readCell(cell: string): Cell {
  const text = cell.trim();
  return text === '' ? null : (RESERVED.get(text) ?? cell);
}
