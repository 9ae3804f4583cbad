import { strFromU8, unzipSync } from 'fflate';
import { separateThousands } from '#domain/canonical/numbers.ts';
import type { ListedRow } from '#domain/catalogue/edition/programme-import.ts';
import { readNumberFormat } from './number-format.ts';
import { scanXml } from './scan-xml.ts';
import { findParts, foldPath } from './workbook-parts.ts';

/** A sheet of a workbook, in the workbook's order. */
export interface SheetName {
  name: string;
  isHidden: boolean;
}

/** The archive is no workbook that can be read. */
export class UnreadableWorkbook extends Error {
  constructor(readonly reason: 'brokenWorkbook' | 'tooLarge' | 'openDocument' | 'binaryWorkbook') {
    super(`not readable as a workbook: ${reason}`);
    this.name = 'UnreadableWorkbook';
  }
}

/** More than the largest list unpacks to (50,000 rows of 60 columns); a small file can be made to unpack to gigabytes. */
const MOST_UNPACKED_BYTES = 256 * 1024 * 1024;

/** A sheet as a list is read from it. */
export interface SheetList {
  /** What stands in a merged cell stands in each of its rows. */
  rows: ListedRow[];
  /** The numbers of rows that the sheet does not show: somebody hid them, or a filter does. */
  hidden: ReadonlySet<number>;
  /** The positions of columns that somebody hid. */
  hiddenColumns: ReadonlySet<number>;
}

/** The last column that a sheet can have, XFD; more would be made to fill the memory. */
const MOST_COLUMNS = 16_384;
/** What stands for a formula whose result the program did not write; only a spreadsheet can tell it. */
const NOT_CALCULATED = '#CALC!';

/** An .xlsx file, of which one sheet after the other can be read. */
export class Workbook {
  readonly sheets: readonly SheetName[];
  private readonly paths: readonly string[];
  private readonly strings: readonly string[];
  private readonly styles: readonly { id: string; code: string | undefined }[];
  private readonly startsIn1904: boolean;
  /** How the archive names its parts, by how they are looked for. */
  private readonly entries: ReadonlyMap<string, string>;

  /** @throws UnreadableWorkbook */
  constructor(private readonly bytes: Uint8Array) {
    this.entries = new Map(this.listEntries().map((name) => [foldPath(name), name]));
    if (this.entries.has('content.xml')) throw new UnreadableWorkbook('openDocument');
    if (this.entries.has('xl/workbook.bin')) throw new UnreadableWorkbook('binaryWorkbook');
    const parts = findParts((path) => this.unpack([path])[0]);
    const [book, strings, styles] = this.unpack([parts.book, parts.strings, parts.styles]);
    if (!book) throw new UnreadableWorkbook('brokenWorkbook');
    const listed = listAttributes(book, 'sheet', ['name', 'id', 'state']).filter(
      ([, id]) => parts.sheets.get(id)?.isList !== false,
    );
    this.sheets = listed.map(([name, , state]) => ({ name, isHidden: state !== '' && state !== 'visible' }));
    this.paths = listed.map(([, id]) => parts.sheets.get(id)?.path ?? '');
    this.startsIn1904 = /^(?:1|true)$/.test(listAttributes(book, 'workbookPr', ['date1904'])[0]?.[0] ?? '');
    this.strings = readStrings(strings);
    this.styles = readStyles(styles);
  }

  /** The rows of a sheet; empty ones are left out, the others keep their numbers. */
  readRows(index: number): ListedRow[] {
    return this.scan(index).rows;
  }

  /** The rows of a sheet as a person sees them. */
  readList(index: number): SheetList {
    const { rows, hidden, hiddenColumns, merges } = this.scan(index, true);
    const byNumber = new Map(rows.map((row) => [row.row, row.cells as string[]]));
    const end = rows.at(-1)?.row ?? 0;
    for (const { column, first, last } of merges) {
      const text = byNumber.get(first)?.[column];
      if (!text) continue;
      for (let row = first + 1; row <= Math.min(last, end); row += 1) {
        const cells = byNumber.get(row) ?? [];
        cells.push(...Array<string>(Math.max(0, column + 1 - cells.length)).fill(''));
        cells[column] ||= text;
      }
    }
    return { rows, hidden, hiddenColumns };
  }

  /** @param isAsShown whether figures come with what their format writes around them: 45百万円, 031-0801 */
  private scan(index: number, isAsShown = false): ScannedSheet {
    const hidden = new Set<number>();
    const hiddenColumns = new Set<number>();
    const merges: MergedCell[] = [];
    const [xml] = this.unpack([this.paths[index] ?? '']);
    if (xml === undefined) throw new UnreadableWorkbook('brokenWorkbook');
    const rows: ListedRow[] = [];
    let row = 0;
    let cells: string[] = [];
    let shown: Record<number, string> = {};
    let column = -1;
    let cell: ScannedCell | undefined;
    let into: 'value' | 'inline' | undefined;
    let isReading = true;
    const isWhole = scanXml(xml, {
      open: (name, attributes) => {
        if (name === 'col') {
          if (!/^(?:1|true)$/.test(attributes.get('hidden') ?? '')) return;
          const last = Math.min(Number(attributes.get('max')), MOST_COLUMNS);
          for (let at = Number(attributes.get('min')); at <= last; at += 1) hiddenColumns.add(at - 1);
        } else if (name === 'row') {
          row = Number(attributes.get('r') ?? row + 1);
          if (/^(?:1|true)$/.test(attributes.get('hidden') ?? '')) hidden.add(row);
          [cells, shown, column] = [[], {}, -1];
        } else if (name === 'c') {
          column = readColumn(attributes.get('r')) ?? column + 1;
          if (column >= MOST_COLUMNS) throw new UnreadableWorkbook('brokenWorkbook');
          const style = Number(attributes.get('s') ?? 0);
          cell = { type: attributes.get('t') ?? 'n', style, value: '', inline: '', hasFormula: false };
        } else if (name === 'v') into = 'value';
        else if (name === 'f' && cell) cell.hasFormula = true;
        else if (name === 't' && isReading) into = 'inline';
        // How the characters are read aloud stands beside them.
        else if (name === 'rPh') isReading = false;
        else if (name === 'mergeCell') merges.push(...readMerge(attributes.get('ref')));
      },
      text: (text) => {
        if (cell && into) cell[into] += text;
      },
      close: (name) => {
        if (name === 'v' || name === 't') into = undefined;
        else if (name === 'rPh') isReading = true;
        else if (name === 'c' && cell) {
          while (cells.length < column) cells.push('');
          const read = this.readCell(cell, isAsShown);
          cells[column] = read.text;
          if (read.shown !== undefined) shown[column] = read.shown;
          cell = undefined;
        } else if (name === 'row' && cells.some((text) => text.trim() !== ''))
          rows.push({ row, cells, ...(Object.keys(shown).length > 0 && { shown }) });
      },
    });
    // A torn sheet would look like a shorter list.
    if (!isWhole) throw new UnreadableWorkbook('brokenWorkbook');
    return { rows, hidden, hiddenColumns, merges };
  }

  private readCell(cell: ScannedCell, isAsShown: boolean): { text: string; shown?: string } {
    const { type, value } = cell;
    if (type === 's') {
      const text = this.strings[Number(value)];
      if (text === undefined && value !== '') throw new UnreadableWorkbook('brokenWorkbook');
      return { text: text ?? '' };
    }
    if (type === 'n' && cell.hasFormula && value.trim() === '') return { text: NOT_CALCULATED };
    if (type === 'inlineStr') return { text: unescapeText(cell.inline) };
    if (type === 'str') return { text: unescapeText(value) };
    if (type === 'b') return { text: value === '1' ? 'true' : 'false' };
    if (type === 'd') return { text: value.slice(0, 10) };
    // What sums and products leave behind the fifteenth digit no spreadsheet shows.
    const number = Number(Number(value).toPrecision(15));
    // An error stands in its own words: #DIV/0!.
    if (type === 'e' || value.trim() === '' || Number.isNaN(number)) return { text: value };
    const style = this.styles[cell.style] ?? { id: '0', code: undefined };
    const format = readNumberFormat(style.id, style.code, number);
    if (format.isDate) {
      const day = this.readDay(number);
      return { text: format.isYear ? day.slice(0, 4) : day };
    }
    const { before, after } = isAsShown ? format : { before: '', after: '' };
    const whole = isAsShown ? fillZeros(format.zeros, number) : undefined;
    if (format.divisor === 1) {
      const isOtherUnit = !isAsShown && MONEY.test(format.after) && format.after !== UNIT_OF_PROGRAMMES;
      return {
        text: whole ?? `${before}${number}${after}`,
        ...(isOtherUnit && { shown: `${separateThousands(number)}${format.after}` }),
      };
    }
    const shown = (number / format.divisor).toFixed(format.decimals);
    // A unit beside the figure leaves no doubt which one is meant.
    if (MONEY.test(after)) return { text: `${before}${shown}${after}` };
    return {
      text: String(number),
      shown: `${separateThousands(Number(shown))}${format.isPercent ? '%' : ''}`,
    };
  }

  /** Days are counted from the end of 1899, as if 1900 had been a leap year, or from 1904 on. */
  private readDay(count: number): string {
    const days = this.startsIn1904 ? count + 1462 : count < 60 ? count + 1 : count;
    const day = new Date(Date.UTC(1899, 11, 30) + Math.floor(days) * 86_400_000);
    return Number.isNaN(day.getTime()) ? String(count) : day.toISOString().slice(0, 10);
  }

  /** What is in the archive, with nothing unpacked. @throws UnreadableWorkbook */
  private listEntries(): string[] {
    const names: string[] = [];
    attempt(() =>
      unzipSync(this.bytes, {
        filter: ({ name }) => {
          names.push(name);
          return false;
        },
      }),
    );
    return names;
  }

  /** @throws UnreadableWorkbook where these parts are too large; pictures and other sheets do not count */
  private unpack(paths: readonly string[]): (string | undefined)[] {
    const names = paths.map((path) => this.entries.get(foldPath(path)) ?? '');
    const wanted = new Set(names);
    let total = 0;
    const unpacked = attempt(() =>
      unzipSync(this.bytes, {
        filter: ({ name, originalSize }) => {
          if (wanted.has(name)) total += originalSize;
          return wanted.has(name) && total <= MOST_UNPACKED_BYTES;
        },
      }),
    );
    if (total > MOST_UNPACKED_BYTES) throw new UnreadableWorkbook('tooLarge');
    return names.map((name) => unpacked[name] && decodePart(unpacked[name]));
  }
}

/** A sheet as it stands in its part. */
interface ScannedSheet {
  rows: ListedRow[];
  hidden: Set<number>;
  hiddenColumns: Set<number>;
  merges: MergedCell[];
}

interface ScannedCell {
  type: string;
  style: number;
  value: string;
  inline: string;
  hasFormula: boolean;
}

const MONEY = /円/;
/** In which lists of programmes have their amounts. */
const UNIT_OF_PROGRAMMES = '千円';

/** A part's text, which some programs write in UTF-16. */
function decodePart(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return strFromU8(bytes);
}

/** A number in a format of zeros (「000-0000」): 310801 is 031-0801. */
function fillZeros(zeros: string | undefined, number: number): string | undefined {
  if (zeros === undefined || !Number.isInteger(number) || number < 0) return undefined;
  const digits = [...String(number)];
  const filled = [...zeros].reverse().map((sign) => (sign === '0' ? (digits.pop() ?? '0') : sign));
  return [...digits, ...filled.reverse()].join('');
}

/** A column of a merged cell, from its first to its last row. */
interface MergedCell {
  column: number;
  first: number;
  last: number;
}

/** 「A2:B4」; what stands in it stands in the first of its columns. */
function readMerge(address: string | undefined): MergedCell[] {
  const [, from, first, last] = /^([A-Z]+)(\d+):[A-Z]+(\d+)$/.exec(address ?? '') ?? [];
  const column = readColumn(from);
  return column === undefined ? [] : [{ column, first: Number(first), last: Number(last) }];
}

/** What the package throws is, to the person, one thing. */
function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch {
    throw new UnreadableWorkbook('brokenWorkbook');
  }
}

/** The attributes of all elements of a name; `''` for those that an element does not have. */
function listAttributes<const N extends readonly string[]>(
  xml: string | undefined,
  element: string,
  attributes: N,
): { [I in keyof N]: string }[] {
  const found: { [I in keyof N]: string }[] = [];
  scanXml(xml ?? '', {
    open: (name, given) => {
      if (name === element)
        found.push(attributes.map((each) => given.get(each) ?? '') as { [I in keyof N]: string });
    },
    close: () => {},
    text: () => {},
  });
  return found;
}

function readStrings(xml: string | undefined): string[] {
  const strings: string[] = [];
  let isText = false;
  let isReading = true;
  scanXml(xml ?? '', {
    open: (name) => {
      if (name === 'si') strings.push('');
      else if (name === 't') isText = true;
      else if (name === 'rPh') isReading = false;
    },
    text: (text) => {
      if (isText && isReading) strings[strings.length - 1] += text;
    },
    close: (name) => {
      if (name === 't') isText = false;
      else if (name === 'rPh') isReading = true;
    },
  });
  return strings.map(unescapeText);
}

function readStyles(xml: string | undefined): { id: string; code: string | undefined }[] {
  const codes = new Map(listAttributes(xml, 'numFmt', ['numFmtId', 'formatCode']));
  // The same elements stand in lists of named styles as well.
  const cellXfs = /<(?:\w+:)?cellXfs[\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(xml ?? '')?.[0];
  return listAttributes(cellXfs, 'xf', ['numFmtId']).map(([id]) => ({ id, code: codes.get(id) }));
}

/** 「B12」 is column 1. */
function readColumn(address: string | undefined): number | undefined {
  const letters = /^[A-Z]+/.exec(address ?? '')?.[0];
  return letters === undefined
    ? undefined
    : [...letters].reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Control characters stand in texts as _x000D_. */
function unescapeText(text: string): string {
  return text
    .replace(/_x([\dA-F]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\r\n?/g, '\n');
}
