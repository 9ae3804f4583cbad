import { decodeEucJp } from './euc-jp.ts';

/** How the file's text was written. */
export type TextEncoding = 'utf-8' | 'shift_jis' | 'euc-jp' | 'iso-2022-jp' | 'utf-16';

/** Why a file's bytes are no text. */
export type UndecodableReason =
  | 'spreadsheet'
  | 'oldSpreadsheet'
  | 'encrypted'
  | 'openDocument'
  | 'webPage'
  | 'binary'
  | 'brokenCharacter';

/** The bytes are no text in an encoding that lists come in; `line` counts from 1. */
export class UndecodableText extends Error {
  constructor(
    readonly reason: UndecodableReason,
    readonly line?: number,
  ) {
    super(`not readable as text: ${reason}${line === undefined ? '' : ` in line ${line}`}`);
    this.name = 'UndecodableText';
  }
}

/** How a container names what a password locks, in two bytes a letter. */
const ENCRYPTED = [...'EncryptedPackage'].join('\0');

/** Web pages and XML of spreadsheets, which other systems hand out under the name .xls. */
const WEB_PAGE =
  /^(?:ï»¿)?\s*(?:<!doctype html|<html|<table|<meta|<\?xml[^>]*\?>\s*(?:<\?mso|<!doctype html|<html|<(?:\w+:)?workbook)|mime-version:)/i;

// eslint-disable-next-line no-control-regex
const ISO_2022_JP = /\x1b(?:\$[@B]|\([BJI])/;
/** In UTF-16 each letter of ASCII has a zero beside it; a stray one in other texts is no more than a slip. */
const MANY_ZEROS = 0.01;
/** What old programs fill the end of a file with. */
const AT_END: ReadonlySet<number | undefined> = new Set([0, 0x1a]);

/**
 * A file's text: UTF-8 or UTF-16 with or without byte order mark, ISO-2022-JP, else EUC-JP, else Shift_JIS
 * as Windows writes it. @throws UndecodableText naming the first line that is none of them.
 */
export function decodeText(file: Uint8Array): { text: string; encoding: TextEncoding } {
  const bytes = withoutFilling(file);
  if (startsWith(bytes, 'PK\u0003\u0004'))
    throw new UndecodableText(contains(bytes, 'opendocument') ? 'openDocument' : 'spreadsheet');
  if (startsWith(bytes, '\u00d0\u00cf\u0011\u00e0'))
    throw new UndecodableText(contains(bytes, ENCRYPTED) ? 'encrypted' : 'oldSpreadsheet');
  if (startsWith(bytes, 'ID;P')) throw new UndecodableText('oldSpreadsheet');
  if (WEB_PAGE.test(latin1(bytes.subarray(0, 1024)))) throw new UndecodableText('webPage');
  const utf16 = findUtf16(file);
  if (utf16) return { text: decodeUtf16(file, utf16), encoding: 'utf-16' };
  const start = bytes.subarray(0, 4096);
  if (start.filter((byte) => byte === 0).length > start.length * MANY_ZEROS)
    throw new UndecodableText('binary');
  const iso = ISO_2022_JP.test(latin1(start)) ? tryDecode(bytes, 'iso-2022-jp') : undefined;
  if (iso !== undefined) return { text: iso, encoding: 'iso-2022-jp' };
  const utf8 = tryDecode(bytes, 'utf-8');
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8' };
  const shiftJis = tryDecode(bytes, 'shift_jis');
  const eucJp = tryDecode(bytes, 'euc-jp');
  if (eucJp !== undefined && (shiftJis === undefined || isLikelier(eucJp, shiftJis)))
    return { text: eucJp, encoding: 'euc-jp' };
  if (shiftJis !== undefined) return { text: shiftJis, encoding: 'shift_jis' };
  throw new UndecodableText('brokenCharacter', findBrokenLine(bytes));
}

/** What the headings of lists, names of companies and addresses are full of. */
const OF_LISTS = /[会社企業名称株式有限住所電話番号市町村県郡字丁目種従員数金額青森]/g;
const HALF_WIDTH = /[\uff61-\uff9f]/g;

/**
 * Whether a text is rather what was written than another reading of the same bytes: short texts may be readable both
 * in EUC-JP and in Shift_JIS, whose half-width kana then stand for kanji or the other way round.
 */
function isLikelier(text: string, other: string): boolean {
  const count = (read: string, pattern: RegExp): number => read.match(pattern)?.length ?? 0;
  const ahead = count(text, OF_LISTS) - count(other, OF_LISTS);
  return ahead === 0 ? count(text, HALF_WIDTH) < count(other, HALF_WIDTH) : ahead > 0;
}

function withoutFilling(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (AT_END.has(bytes[end - 1])) end -= 1;
  // A file that is no text may end with zeros as well.
  const isEndOfLine = bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d;
  return isEndOfLine ? bytes.subarray(0, end) : bytes;
}

/** The byte order of a text in UTF-16: its mark says it, or the side on which the letters of ASCII have their zeros. */
function findUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (startsWith(bytes, '\u00ff\u00fe\0\0')) return undefined;
  if (startsWith(bytes, '\u00ff\u00fe')) return 'utf-16le';
  if (startsWith(bytes, '\u00fe\u00ff')) return 'utf-16be';
  const start = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (const [at, byte] of start.entries()) if (byte === 0) zeros[at % 2]! += 1;
  const [even = 0, odd = 0] = zeros;
  // 一 and the wide space have one on the other side.
  const isOneSided = Math.max(even, odd) > 4 * Math.min(even, odd);
  if (even + odd <= start.length * MANY_ZEROS || !isOneSided) return undefined;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  // Numbers of a program may have their zeros on one side as well.
  // eslint-disable-next-line no-control-regex
  return /[\0-\x08\x0e-\x1f]/.test(tryDecode(bytes, encoding) ?? '\0') ? undefined : encoding;
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
  const text = tryDecode(bytes, encoding);
  if (text !== undefined) return text;
  // What cannot be read stands as a replacement character in the lenient reading.
  const [before = ''] = new TextDecoder(encoding).decode(bytes).split('\ufffd');
  throw new UndecodableText('brokenCharacter', before.split('\n').length);
}

/** The first line that is broken in the encoding that fits most lines. A line feed is never part of a character in any. */
function findBrokenLine(bytes: Uint8Array): number {
  const lines = splitLines(bytes);
  const broken = (['utf-8', 'shift_jis', 'euc-jp'] as const).map((encoding) =>
    lines.flatMap((line, index) => (tryDecode(line, encoding) === undefined ? [index + 1] : [])),
  );
  return broken.reduce((best, each) => (each.length < best.length ? each : best))[0] ?? lines.length;
}

function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  lines.push(bytes.subarray(start));
  return lines;
}

function tryDecode(
  bytes: Uint8Array,
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'shift_jis' | 'euc-jp' | 'iso-2022-jp',
): string | undefined {
  if (encoding === 'euc-jp') return decodeEucJp(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** Whether these letters stand somewhere in the bytes. */
function contains(bytes: Uint8Array, letters: string): boolean {
  const codes = Array.from(letters, (letter) => letter.charCodeAt(0));
  for (let at = bytes.indexOf(codes[0]!); at >= 0; at = bytes.indexOf(codes[0]!, at + 1)) {
    if (codes.every((code, index) => bytes[at + index] === code)) return true;
  }
  return false;
}

function startsWith(bytes: Uint8Array, signature: string): boolean {
  return [...signature].every((character, index) => bytes[index] === character.charCodeAt(0));
}
