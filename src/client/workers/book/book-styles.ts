import { NONE, type DifferenceLevel } from '#domain/tabulation/engine/figures.ts';
import type { CellStyle } from '#client/workers/workbook/style-book.ts';

/*
 * How a book's sheets look: one object a look, so that a hundred thousand cells are written by a few dozen styles.
 * What shading says, arrows say as well; they belong to the number's format, so that the cell stays a number.
 */

/** As the page shades them in its light theme. */
const FILLS: Record<DifferenceLevel, string | undefined> = {
  2: 'BDC3EF',
  1: 'E0E3F8',
  0: undefined,
  '-1': 'FEE8DB',
  '-2': 'FECEB3',
};
const ARROWS: Record<DifferenceLevel, string> = { 2: '↑↑', 1: '↑', 0: '', '-1': '↓', '-2': '↓↓' };
const RANKS = ['①', '②', '③'];

export const TITLE: CellStyle = { isBold: true, sizePt: 14 };
export const SUBTITLE: CellStyle = { isBold: true };
export const CAUTION: CellStyle = { isBold: true, colour: 'CE0000' };
export const LINK: CellStyle = { isUnderlined: true, colour: '0017C1' };
export const HEAD: CellStyle = { isBold: true, fill: 'F1F1F4', isWrapped: true, line: 'below' };
export const HEAD_OF_NUMBERS: CellStyle = { ...HEAD, align: 'right' };
export const LABEL: CellStyle = { isWrapped: true, line: 'below' };
export const TOTAL_LABEL: CellStyle = { ...LABEL, isBold: true, line: 'strongBelow' };
export const NOTE: CellStyle = { isWrapped: true, colour: '595961', sizePt: 10 };
export const LETTERS: CellStyle = { line: 'below', align: 'right' };
export const HIDDEN: CellStyle = { line: 'below', colour: '595961' };

const COUNT = `#,##0;-#,##0;"${NONE}"`;
const WEIGHTED_COUNT = `#,##0.0;-#,##0.0;"${NONE}"`;
const known = new Map<string, CellStyle>();

/** A look that is made once and then found again. */
function keep(key: string, make: () => CellStyle): CellStyle {
  let style = known.get(key);
  if (!style) known.set(key, (style = make()));
  return style;
}

/** Of counts; the total stands out. */
export function countStyle(isWeighted: boolean, isTotal: boolean): CellStyle {
  return keep(`count ${isWeighted} ${isTotal}`, () => ({
    format: isWeighted ? WEIGHTED_COUNT : COUNT,
    line: isTotal ? 'strongBelow' : 'below',
    isBold: isTotal,
  }));
}

/** Of a base; one that is small says so. */
export function baseStyle(small: string | undefined, isTotal: boolean): CellStyle {
  return keep(`base ${small} ${isTotal}`, () => ({
    format: small === undefined ? '#,##0' : `"${small} "#,##0`,
    line: isTotal ? 'strongBelow' : 'below',
    isBold: isTotal,
  }));
}

/** Of a percentage with one decimal, its arrow behind it, its rank before. */
export function percentStyle(level: DifferenceLevel, rank: number | null, isTotal: boolean): CellStyle {
  return keep(`percent ${level} ${rank} ${isTotal}`, () => {
    const before = rank === null ? '' : `"${RANKS[rank - 1] ?? `${rank}.`} "`;
    const behind = level === 0 ? '' : `"${ARROWS[level]}"`;
    return {
      format: `${before}0.0${behind};${before}-0.0${behind};"${NONE}${ARROWS[level]}"`,
      line: isTotal ? 'strongBelow' : 'below',
      isBold: isTotal || Math.abs(level) === 2,
      ...(FILLS[level] && { fill: FILLS[level] }),
    };
  });
}

/** Of averages, with the arrow of a change behind it. */
export function averageStyle(isTotal: boolean, level: DifferenceLevel = 0): CellStyle {
  return keep(`average ${isTotal} ${level}`, () => ({
    format: level === 0 ? '#,##0.00' : `#,##0.00"${ARROWS[level]}"`,
    line: isTotal ? 'strongBelow' : 'below',
    isBold: isTotal,
    ...(FILLS[level] && { fill: FILLS[level] }),
  }));
}
