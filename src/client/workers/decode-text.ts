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

/**
 * A file's text: UTF-8 with or without byte order mark, UTF-16 with one, ISO-2022-JP, else EUC-JP, else Shift_JIS
 * as Windows writes it. @throws UndecodableText naming the first line that is none of them.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: TextEncoding } {
  if (startsWith(bytes, 'PK\u0003\u0004'))
    throw new UndecodableText(contains(bytes, 'opendocument') ? 'openDocument' : 'spreadsheet');
  if (startsWith(bytes, '\u00d0\u00cf\u0011\u00e0'))
    throw new UndecodableText(contains(bytes, ENCRYPTED) ? 'encrypted' : 'oldSpreadsheet');
  if (WEB_PAGE.test(latin1(bytes.subarray(0, 1024)))) throw new UndecodableText('webPage');
  if (startsWith(bytes, '\u00ff\u00fe')) return { text: decodeUtf16(bytes, 'utf-16le'), encoding: 'utf-16' };
  if (startsWith(bytes, '\u00fe\u00ff')) return { text: decodeUtf16(bytes, 'utf-16be'), encoding: 'utf-16' };
  const start = bytes.subarray(0, 4096);
  if (start.filter((byte) => byte === 0).length > start.length * MANY_ZEROS)
    throw new UndecodableText('binary');
  const iso = ISO_2022_JP.test(latin1(start)) ? tryDecode(bytes, 'iso-2022-jp') : undefined;
  if (iso !== undefined) return { text: iso, encoding: 'iso-2022-jp' };
  const utf8 = tryDecode(bytes, 'utf-8');
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8' };
  const shiftJis = tryDecode(bytes, 'shift_jis');
  const eucJp = tryDecode(bytes, 'euc-jp');
  // Short texts may be readable as either: what is in EUC-JP is half-width kana in Shift_JIS.
  if (eucJp !== undefined && (shiftJis === undefined || countHalfWidth(eucJp) < countHalfWidth(shiftJis)))
    return { text: eucJp, encoding: 'euc-jp' };
  if (shiftJis !== undefined) return { text: shiftJis, encoding: 'shift_jis' };
  throw new UndecodableText('brokenCharacter', findBrokenLine(bytes));
}

function countHalfWidth(text: string): number {
  return text.match(/[\uff61-\uff9f]/g)?.length ?? 0;
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
  const text = tryDecode(bytes, encoding);
  if (text !== undefined) return text;
  // What cannot be read stands as a replacement character in the lenient reading.
  const [before = ''] = new TextDecoder(encoding).decode(bytes).split('\ufffd');
  throw new UndecodableText('brokenCharacter', before.split('\n').length);
}

/** The first line that is broken in the encoding that fits more lines. A line feed is never part of a character in either. */
function findBrokenLine(bytes: Uint8Array): number {
  const lines = splitLines(bytes);
  const [utf8, shiftJis] = (['utf-8', 'shift_jis'] as const).map((encoding) =>
    lines.flatMap((line, index) => (tryDecode(line, encoding) === undefined ? [index + 1] : [])),
  ) as [number[], number[]];
  return (utf8.length <= shiftJis.length ? utf8 : shiftJis)[0] ?? lines.length;
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
