import { findExif, isLittleEndian, listSegments, readFirstDirectory } from './read-exif.ts';

/* What has to be known of a JPEG before it is decoded: how large it is and how the camera was held. */

const ORIENTATION = 0x0112;

/** How a camera was held: 1 upright, 3 upside down, 6 and 8 on its sides; the others are mirrored (Exif 2.32, 4.6.4). */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface JpegHead {
  /** In pixels as they are stored, before it is turned. */
  width: number;
  height: number;
  orientation: Orientation;
  /** The same beginning, saying that nothing is to be turned. */
  upright: ArrayBuffer;
}

/** Reads a JPEG's beginning; undefined where it is cut off before it has said how large it is, or is no JPEG. */
export function readJpegHead(bytes: ArrayBuffer): JpegHead | undefined {
  try {
    const size = findSize(new DataView(bytes));
    if (!size) return undefined;
    const upright = bytes.slice(0);
    const exif = findExif(new DataView(upright));
    const at = exif && readFirstDirectory(exif).get(ORIENTATION);
    if (!exif || at === undefined) return { ...size, orientation: 1, upright };
    const isLittle = isLittleEndian(exif);
    const said = exif.getUint16(at, isLittle);
    exif.setUint16(at, 1, isLittle);
    return { ...size, orientation: isOrientation(said) ? said : 1, upright };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** From the start of the frame, whichever way it is coded (ISO/IEC 10918-1, B.2.2). */
function findSize(view: DataView): { width: number; height: number } | undefined {
  for (const { marker, from } of listSegments(view)) {
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { width: view.getUint16(from + 3), height: view.getUint16(from + 1) };
  }
  return undefined;
}

function isOrientation(said: number): said is Orientation {
  return Number.isInteger(said) && said >= 1 && said <= 8;
}
