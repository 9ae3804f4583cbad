/*
 * Where a JPEG says that it was taken: Exif 2.32 (CIPA DC-008), its GPS part. What is not as it should be has no place.
 */

const GPS_POINTER = 0x8825;
const TAGS = { latitudeRef: 1, latitude: 2, longitudeRef: 3, longitude: 4 } as const;

/** The place of a JPEG as `latitude,longitude` in degrees with five decimals (a metre); undefined where it says none. */
export function readPlace(bytes: ArrayBuffer): string | undefined {
  try {
    const exif = findExif(new DataView(bytes));
    return exif && readGps(exif);
  } catch (error) {
    // Cut off or out of bounds: as if there were none.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The TIFF part of the Exif segment. */
function findExif(view: DataView): DataView | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 4 <= view.byteLength;) {
    const marker = view.getUint16(at);
    // The picture itself begins.
    if (marker === 0xffda || marker < 0xff00) return undefined;
    const length = view.getUint16(at + 2);
    if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966)
      return new DataView(view.buffer, view.byteOffset + at + 10, length - 8);
    at += 2 + length;
  }
  return undefined;
}

function readGps(tiff: DataView): string | undefined {
  const isLittle = tiff.getUint16(0) === 0x4949;
  const gpsAt = readEntries(tiff, tiff.getUint32(4, isLittle), isLittle).get(GPS_POINTER);
  if (gpsAt === undefined) return undefined;
  const gps = readEntries(tiff, tiff.getUint32(gpsAt, isLittle), isLittle);
  const degrees = (tag: number, refTag: number, negative: string): number | undefined => {
    const [valueAt, refAt] = [gps.get(tag), gps.get(refTag)];
    if (valueAt === undefined || refAt === undefined) return undefined;
    const from = tiff.getUint32(valueAt, isLittle);
    const part = (index: number): number =>
      tiff.getUint32(from + index * 8, isLittle) / tiff.getUint32(from + index * 8 + 4, isLittle);
    const value = part(0) + part(1) / 60 + part(2) / 3600;
    return String.fromCharCode(tiff.getUint8(refAt)) === negative ? -value : value;
  };
  const latitude = degrees(TAGS.latitude, TAGS.latitudeRef, 'S');
  const longitude = degrees(TAGS.longitude, TAGS.longitudeRef, 'W');
  if (latitude === undefined || longitude === undefined) return undefined;
  // Cameras without a fix write zeros, or divide by them.
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude) || (latitude === 0 && longitude === 0))
    return undefined;
  return `${latitude.toFixed(5)},${longitude.toFixed(5)}`;
}

/** Where the values of a directory's entries stand, by their tags. */
function readEntries(tiff: DataView, at: number, isLittle: boolean): Map<number, number> {
  const count = tiff.getUint16(at, isLittle);
  const entries = new Map<number, number>();
  for (let index = 0; index < count; index += 1) {
    const entry = at + 2 + index * 12;
    entries.set(tiff.getUint16(entry, isLittle), entry + 8);
  }
  return entries;
}
