/*
 * What a camera writes at the beginning of a JPEG: Exif 2.32 (CIPA DC-008), in the form of TIFF. Readers throw RangeError
 * where it is cut off or leads out of bounds.
 */

/** The segments of a JPEG up to the picture itself: their marker, and where they begin and end after their length. */
export function* listSegments(view: DataView): Generator<{ marker: number; from: number; to: number }> {
  if (view.getUint16(0) !== 0xffd8) return;
  for (let at = 2; at + 4 <= view.byteLength;) {
    const marker = view.getUint16(at);
    // The picture itself begins.
    if (marker === 0xffda || marker < 0xff00) return;
    const length = view.getUint16(at + 2);
    yield { marker, from: at + 4, to: at + 2 + length };
    at += 2 + length;
  }
}

/** The TIFF part of the Exif segment. */
export function findExif(view: DataView): DataView | undefined {
  for (const { marker, from, to } of listSegments(view))
    if (marker === 0xffe1 && view.getUint32(from) === 0x45786966)
      return new DataView(view.buffer, view.byteOffset + from + 6, to - from - 6);
  return undefined;
}

/** Which way round the numbers of a TIFF stand. */
export function isLittleEndian(tiff: DataView): boolean {
  return tiff.getUint16(0) === 0x4949;
}

/** Where the values of the first directory's entries stand, by their tags. */
export function readFirstDirectory(tiff: DataView): Map<number, number> {
  return readDirectory(tiff, tiff.getUint32(4, isLittleEndian(tiff)));
}

/** Where the values of a directory's entries stand, by their tags. */
export function readDirectory(tiff: DataView, at: number): Map<number, number> {
  const isLittle = isLittleEndian(tiff);
  const count = tiff.getUint16(at, isLittle);
  const entries = new Map<number, number>();
  for (let index = 0; index < count; index += 1) {
    const entry = at + 2 + index * 12;
    entries.set(tiff.getUint16(entry, isLittle), entry + 8);
  }
  return entries;
}
