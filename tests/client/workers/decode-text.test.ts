import { expect, it } from 'vitest';
import { decodeText, UndecodableText } from '#client/workers/decode-text.ts';

const TEXT = '企業名,住所\r\n八戸水産,八戸市\r\n';

/** UTF-16 with a byte order mark, in the byte order that is asked for. */
function utf16(text: string, littleEndian: boolean, mark = '\ufeff'): Uint8Array {
  const view = new DataView(new ArrayBuffer((mark.length + text.length) * 2));
  [...(mark + text)].forEach((character, index) =>
    view.setUint16(index * 2, character.charCodeAt(0), littleEndian),
  );
  return new Uint8Array(view.buffer);
}

function faultOf(bytes: Uint8Array): Pick<UndecodableText, 'reason' | 'line'> {
  try {
    decodeText(bytes);
  } catch (error) {
    if (error instanceof UndecodableText) return { reason: error.reason, line: error.line! };
    throw error;
  }
  throw new Error('it was decoded');
}

it.each([true, false])('reads UTF-16 with a byte order mark, little-endian: %s', (littleEndian) => {
  expect(decodeText(utf16(TEXT, littleEndian))).toEqual({ text: TEXT, encoding: 'utf-16' });
});

it.each([true, false])(
  'names the line of a broken character in UTF-16, little-endian: %s',
  (littleEndian) => {
    expect(faultOf(utf16('一行目\n二\ud800行目\n', littleEndian))).toEqual({
      reason: 'brokenCharacter',
      line: 2,
    });
  },
);

it.each([true, false])(
  'knows UTF-16 by the zeros of its letters without a byte order mark, little-endian: %s',
  (littleEndian) => {
    expect(decodeText(utf16(TEXT, littleEndian, ''))).toEqual({ text: TEXT, encoding: 'utf-16' });
    expect(faultOf(utf16('name\u0001,city\r\n', littleEndian, '')).reason).toBe('binary');
  },
);

it('takes UTF-32 for no text', () => {
  const bytes = [...`\ufeff${TEXT}`].flatMap((letter) => [
    letter.charCodeAt(0) & 0xff,
    letter.charCodeAt(0) >> 8,
    0,
    0,
  ]);
  expect(faultOf(new Uint8Array(bytes)).reason).toBe('binary');
});

it.each([
  ['characters of IBM', [0x8f, 0xf4, 0xfb, 0x8f, 0xf4, 0xbd, 0xad, 0xea], '髙﨑㈱'],
  ['half-width kana', [0xcc, 0xbe, 0xbe, 0xce, 0x2c, 0x8e, 0xcc, 0x8e, 0xd8], '名称,ﾌﾘ'],
])('reads EUC-JP with %s', (_, bytes, text) => {
  expect(decodeText(new Uint8Array(bytes))).toEqual({ text, encoding: 'euc-jp' });
});

it('names the broken line of a text in EUC-JP', () => {
  // ◇ in the first and third line, a third of a character in the second.
  const bytes = [0xa1, 0xfe, 0x0a, 0x8f, 0x0a, 0xa1, 0xfe];
  expect(faultOf(new Uint8Array(bytes))).toEqual({ reason: 'brokenCharacter', line: 2 });
});

it.each([0, 0x1a])('leaves out what fills the end of a file: %s', (filling) => {
  const bytes = [...new TextEncoder().encode(TEXT), ...Array<number>(20).fill(filling)];
  expect(decodeText(new Uint8Array(bytes))).toEqual({ text: TEXT, encoding: 'utf-8' });
});

it('says of a symbolic link sheet that it is an old spreadsheet', () => {
  expect(faultOf(new TextEncoder().encode('ID;PWXL;N;E\nC;Y1;X1;K"x"')).reason).toBe('oldSpreadsheet');
});

it.each(['utf-8', 'shift_jis'] as const)('reads %s', (encoding) => {
  // 日本 in both.
  const bytes = encoding === 'utf-8' ? [0xe6, 0x97, 0xa5, 0xe6, 0x9c, 0xac] : [0x93, 0xfa, 0x96, 0x7b];
  expect(decodeText(new Uint8Array(bytes))).toEqual({ text: '日本', encoding });
});
