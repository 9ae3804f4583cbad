import { foldText } from '#domain/canonical/text.ts';
import type { PrintedRow } from './list-row.ts';
import type { PrintedSheet } from './sheet.ts';

/** A programme's name and its other spellings. */
export interface Naming {
  name: string;
  aliases: string[];
}

/**
 * The name by which a programme is known: of the list's and the sheet's spelling the more
 * complete one (each cuts some names short), the list's where they differ in width alone,
 * the sheet's where it sets two names apart.
 * @param otherSpellings names from elsewhere in the report
 */
export function chooseName(row: PrintedRow, sheet: PrintedSheet, otherSpellings: readonly string[]): Naming {
  const onSheet = sheet.names.join('　');
  const isSheetFuller = foldText(onSheet).length > foldText(row.name).length;
  const name = isSheetFuller || sheet.names.length > 1 ? onSheet : row.name;
  const known = new Set([foldText(name)]);
  const aliases: string[] = [];
  for (const spelling of [row.name, onSheet, ...sheet.names, ...otherSpellings]) {
    const folded = foldText(spelling);
    if (known.has(folded)) continue;
    known.add(folded);
    aliases.push(spelling);
  }
  return { name, aliases };
}

/** Whether two spellings are of one name: most two-character pieces of the shorter are in the longer. */
export function isSimilarName(a: string, b: string): boolean {
  const [shorter = '', longer = ''] = [foldText(a), foldText(b)].sort((x, y) => x.length - y.length);
  const pieces = Array.from(shorter.slice(0, -1), (_, index) => shorter.slice(index, index + 2));
  return pieces.filter((piece) => longer.includes(piece)).length * 2 > pieces.length;
}
