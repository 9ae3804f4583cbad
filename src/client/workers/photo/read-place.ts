import { findExif, isLittleEndian, readDirectory, readFirstDirectory } from './read-exif.ts';

/* Where a JPEG says that it was taken: the GPS part of its Exif. What is not as it should be has no place. */

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

function readGps(tiff: DataView): string | undefined {
  const isLittle = isLittleEndian(tiff);
  const gpsAt = readFirstDirectory(tiff).get(GPS_POINTER);
  if (gpsAt === undefined) return undefined;
  const gps = readDirectory(tiff, tiff.getUint32(gpsAt, isLittle));
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
