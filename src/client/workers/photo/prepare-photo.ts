import { sniffFileType } from '#protocol/files.ts';
import type { PhotoRequest, PreparedPhoto } from './photo-contract.ts';
import { readPlace } from './read-place.ts';

/** The longest side of a photo and of its small picture, in pixels. */
const LONGEST = 2048;
const THUMBNAIL_LONGEST = 320;
const QUALITY = 0.82;
const THUMBNAIL_BYTES = 20 * 1024;
const THUMBNAIL_QUALITIES = [0.75, 0.6, 0.45, 0.3];

/** Draws a picture at a size and gives it as JPEG. */
export type DrawJpeg = (
  picture: ImageBitmap,
  size: { width: number; height: number },
  quality: number,
) => Promise<ArrayBuffer>;

/**
 * Makes a photo ready to be kept: upright, at most 2048 pixels, and without what the camera wrote into it (drawing it anew
 * leaves that behind). What cannot be drawn here (HEIC on most devices, PDF) stays as it is. Null for anything else.
 */
export async function preparePhoto(
  { bytes, keepsPlace }: PhotoRequest,
  drawJpeg: DrawJpeg,
): Promise<PreparedPhoto | null> {
  const type = sniffFileType(new Uint8Array(bytes, 0, Math.min(16, bytes.byteLength)));
  if (type === undefined) return null;
  const place = keepsPlace ? readPlace(bytes) : undefined;
  const picture = type === 'application/pdf' ? undefined : await decode(bytes, type);
  if (!picture)
    // A damaged photo as well: it is not for us to throw it away.
    return { bytes, mediaType: type, isAsItWas: true, ...(place !== undefined && { place }) };
  try {
    const size = fit(picture, LONGEST);
    const full = await drawJpeg(picture, size, QUALITY);
    const thumbnail = await drawThumbnail(picture, drawJpeg);
    return {
      bytes: full,
      mediaType: 'image/jpeg',
      ...size,
      ...(thumbnail && { thumbnail }),
      ...(place !== undefined && { place }),
      isAsItWas: false,
    };
  } finally {
    picture.close();
  }
}

async function decode(bytes: ArrayBuffer, type: string): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(new Blob([bytes], { type }), { imageOrientation: 'from-image' });
  } catch {
    // Browsers give no reason but that they cannot.
    return undefined;
  }
}

async function drawThumbnail(picture: ImageBitmap, drawJpeg: DrawJpeg): Promise<ArrayBuffer | undefined> {
  const size = fit(picture, THUMBNAIL_LONGEST);
  for (const quality of THUMBNAIL_QUALITIES) {
    const drawn = await drawJpeg(picture, size, quality);
    if (drawn.byteLength <= THUMBNAIL_BYTES) return drawn;
  }
  return drawJpeg(picture, fit(picture, THUMBNAIL_LONGEST / 2), 0.5);
}

/** A picture's size with its longest side cut down; never larger than it is. */
export function fit(
  { width, height }: { width: number; height: number },
  longest: number,
): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
