import { escapeXml } from './xml-text.ts';

/** How a cell looks; nothing is the workbook's own look. */
export interface CellStyle {
  isBold?: boolean;
  /** In points; 11 otherwise. */
  sizePt?: number;
  /** `RRGGBB`. */
  colour?: string;
  fill?: string;
  isUnderlined?: boolean;
  /** Excel's number format: `#,##0`, `0.0"↑"`. */
  format?: string;
  align?: 'left' | 'center' | 'right';
  isWrapped?: boolean;
  line?: 'below' | 'strongBelow';
}

const FONT = 'Yu Gothic';
const USUAL_SIZE_PT = 11;
/** Numbers of formats below it are the program's own. */
const FIRST_FORMAT = 164;
const LINE_COLOUR = 'B4B4B4';

/** The styles of a workbook: each is written once, cells have its number. */
export class StyleBook {
  private readonly fonts = new Numbered([fontXml({})]);
  private readonly fills = new Numbered([
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
  ]);
  private readonly borders = new Numbered([borderXml(undefined)]);
  private readonly formats = new Numbered([]);
  private readonly styles = new Numbered([
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>',
  ]);
  /** Cells of a look share one object; asking for its number again must cost nothing. */
  private readonly known = new Map<CellStyle | undefined, number>([[undefined, 0]]);
  private readonly quoted = new Map<CellStyle | undefined, number>();

  /**
   * The number of a style.
   * @param isQuoted for a text that a program might take for a formula when somebody edits it
   */
  numberOf(style: CellStyle | undefined, isQuoted = false): number {
    const known = isQuoted ? this.quoted : this.known;
    let number = known.get(style);
    if (number === undefined) known.set(style, (number = this.register(style ?? {}, isQuoted)));
    return number;
  }

  toXml(): string {
    const formats = this.formats.items.map(
      (code, index) => `<numFmt numFmtId="${FIRST_FORMAT + index}" formatCode="${escapeXml(code)}"/>`,
    );
    return [
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
      formats.length > 0 ? listXml('numFmts', formats) : '',
      listXml('fonts', this.fonts.items),
      listXml('fills', this.fills.items),
      listXml('borders', this.borders.items),
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
      listXml('cellXfs', this.styles.items),
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
      '</styleSheet>',
    ].join('');
  }

  private register(style: CellStyle, isQuoted: boolean): number {
    const { fill, line, format, align, isWrapped } = style;
    const formatId = format === undefined ? 0 : FIRST_FORMAT + this.formats.numberOf(format);
    const fontId = this.fonts.numberOf(fontXml(style));
    const fillId = fill === undefined ? 0 : this.fills.numberOf(fillXml(fill));
    const borderId = this.borders.numberOf(borderXml(line));
    const alignment = [
      align && `horizontal="${align}"`,
      'vertical="top"',
      isWrapped && 'wrapText="1"',
    ].filter(Boolean);
    return this.styles.numberOf(
      `<xf numFmtId="${formatId}" fontId="${fontId}" fillId="${fillId}" borderId="${borderId}" xfId="0"` +
        ` applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"` +
        `${isQuoted ? ' quotePrefix="1"' : ''}><alignment ${alignment.join(' ')}/></xf>`,
    );
  }
}

/** Different texts and their numbers, from 0 in the order in which they came. */
class Numbered {
  private readonly numbers: Map<string, number>;

  constructor(readonly items: string[]) {
    this.numbers = new Map(items.map((item, index) => [item, index]));
  }

  numberOf(item: string): number {
    let number = this.numbers.get(item);
    if (number === undefined) {
      number = this.items.push(item) - 1;
      this.numbers.set(item, number);
    }
    return number;
  }
}

function fontXml({ isBold, isUnderlined, sizePt = USUAL_SIZE_PT, colour = '1A1A1C' }: CellStyle): string {
  const marks = `${isBold ? '<b/>' : ''}${isUnderlined ? '<u/>' : ''}`;
  return `<font>${marks}<sz val="${sizePt}"/><color rgb="FF${colour}"/><name val="${FONT}"/></font>`;
}

function fillXml(colour: string): string {
  return `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
}

function borderXml(line: CellStyle['line']): string {
  const below =
    line === undefined
      ? '<bottom/>'
      : `<bottom style="${line === 'below' ? 'thin' : 'medium'}"><color rgb="FF${LINE_COLOUR}"/></bottom>`;
  return `<border><left/><right/><top/>${below}<diagonal/></border>`;
}

function listXml(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join('')}</${name}>`;
}
