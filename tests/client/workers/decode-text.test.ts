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

it('does not guess at UTF-16 without a byte order mark', () => {
  expect(faultOf(utf16('name,city\r\n', true, '')).reason).toBe('binary');
  expect(faultOf(utf16('name,city\r\n', false, '')).reason).toBe('binary');
});

it.each(['utf-8', 'shift_jis'] as const)('reads %s', (encoding) => {
  // 日本 in both.
  const bytes = encoding === 'utf-8' ? [0xe6, 0x97, 0xa5, 0xe6, 0x9c, 0xac] : [0x93, 0xfa, 0x96, 0x7b];
  expect(decodeText(new Uint8Array(bytes))).toEqual({ text: '日本', encoding });
});
