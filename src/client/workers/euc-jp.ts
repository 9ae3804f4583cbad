/**
 * The characters of IBM that systems of Japan write in EUC-JP (eucJP-ms, eucJP-win) behind those of JIS X 0212, in their
 * order; browsers do not know them there. Source: the conversion EUC-JP-MS of the GNU C library.
 */
const OF_IBM = [
  ...'ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ＇＂㈱№℡炻仼僴凬匇匤\ufa0e咊坙\ufa0f\ufa10增寬峵嵓\ufa11德悅愠敎昻晥\ufa12\uf929栁\ufa13\ufa14橫櫢淸淲瀨\ufa15\ufa16甁皂皞\ufa17礰\ufa18\ufa19\ufa1a\ufa1b竧\ufa1c\ufa1d綠緖\ufa1e荢\ufa1f薰\ufa20\ufa21蠇\ufa22譿賴赶\ufa23\ufa24\ufa25郞\ufa26鄕\ufa27\ufa28閒\uf9dc\ufa29霻靍靑\ufa2a\ufa2b\ufa2c馞髙魲\ufa2d黑',
];
const FIRST = 0xf3f3;
const LAST = 0xf4fe;

/** The text of bytes in EUC-JP, with the characters of IBM; undefined where they are none. */
export function decodeEucJp(bytes: Uint8Array): string | undefined {
  const decoder = new TextDecoder('euc-jp', { fatal: true });
  let text = '';
  let start = 0;
  try {
    for (let at = 0; at < bytes.length; at += widthOf(bytes[at]!)) {
      const character = bytes[at] === 0x8f ? readOfIbm((bytes[at + 1]! << 8) | bytes[at + 2]!) : undefined;
      if (character === undefined) continue;
      text += decoder.decode(bytes.subarray(start, at)) + character;
      start = at + 3;
    }
    return text + decoder.decode(bytes.subarray(start));
  } catch {
    return undefined;
  }
}

/** How many bytes a character takes that begins with this one. */
function widthOf(byte: number): number {
  return byte === 0x8f ? 3 : byte === 0x8e || byte >= 0xa1 ? 2 : 1;
}

/** The rows have 94 characters each, from 0xa1 on. */
function readOfIbm(code: number): string | undefined {
  if (code < FIRST || code > LAST) return undefined;
  const position = ((code >> 8) - (FIRST >> 8)) * 94 + (code & 0xff) - (FIRST & 0xff);
  return OF_IBM[position];
}
