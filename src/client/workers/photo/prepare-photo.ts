import { sniffFileType } from '#protocol/files.ts';
import { decodePicture, drawUpright, type DecodedPicture } from './decode-picture.ts';
import type { PhotoRequest, PreparedPhoto } from './photo-contract.ts';
import { readPlace } from './read-place.ts';

/** The longest side of a photo and of its small picture, in pixels. */
const LONGEST = 2048;
const THUMBNAIL_LONGEST = 320;
const QUALITY = 0.82;
const THUMBNAIL_BYTES = 20 * 1024;
const THUMBNAIL_QUALITIES = [0.75, 0.6, 0.45, 0.3];

/** Exif stands at a JPEG's beginning, after what other programs may have put there. */
const PLACE_BYTES = 256 * 1024;

/** A surface that pictures are drawn on. */
export type Surface = OffscreenCanvas | HTMLCanvasElement;

/** What differs between a worker and a page. */
export interface Drawing {
  makeSurface: (size: { width: number; height: number }) => Surface;
  encode: (surface: Surface, quality: number) => Promise<ArrayBuffer>;
}

/**
 * Makes a photo ready to be kept: upright, at most 2048 pixels, and without what the camera wrote into it (drawing it anew
 * leaves that behind). What cannot be drawn here (HEIC on most devices, PDF) stays as it is. Null for anything else.
 */
export async function preparePhoto(
  { file, keepsPlace }: PhotoRequest,
  drawing: Drawing,
): Promise<PreparedPhoto | null> {
  const type = sniffFileType(new Uint8Array(await file.slice(0, 16).arrayBuffer()));
  if (type === undefined) return null;
  const place = keepsPlace ? readPlace(await file.slice(0, PLACE_BYTES).arrayBuffer()) : undefined;
  const picture = type === 'application/pdf' ? undefined : await decodePicture(file, type, LONGEST);
  if (!picture)
    // A damaged photo as well: it is not for us to throw it away.
    return {
      bytes: await file.arrayBuffer(),
      mediaType: type,
      isAsItWas: true,
      ...(place !== undefined && { place }),
    };
  const size = fit(picture, LONGEST);
  let full: Surface | undefined;
  try {
    full = draw(picture, size, drawing);
    // Not held longer than it takes to draw it once.
    picture.source.close();
    const thumbnail = await makeThumbnail(full, drawing);
    return {
      bytes: await drawing.encode(full, QUALITY),
      mediaType: 'image/jpeg',
      ...size,
      thumbnail,
      ...(place !== undefined && { place }),
      isAsItWas: false,
    };
  } finally {
    picture.source.close();
    if (full) release(full);
  }
}

function draw(
  picture: DecodedPicture | Surface,
  size: { width: number; height: number },
  { makeSurface }: Drawing,
): Surface {
  const surface = makeSurface(size);
  // Both kinds of surface have the same context here, but their types share no call.
  const context = (surface as OffscreenCanvas).getContext('2d');
  if (!context) throw new Error('nothing can be drawn here');
  context.imageSmoothingQuality = 'high';
  if ('source' in picture) drawUpright(context, picture, size);
  else context.drawImage(picture, 0, 0, size.width, size.height);
  return surface;
}

/** Its memory is given back at once, and not when the browser comes to tidy up. */
function release(surface: Surface): void {
  surface.width = 0;
  surface.height = 0;
}

async function makeThumbnail(picture: Surface, drawing: Drawing): Promise<ArrayBuffer> {
  const small = draw(picture, fit(picture, THUMBNAIL_LONGEST), drawing);
  try {
    for (const quality of THUMBNAIL_QUALITIES) {
      const encoded = await drawing.encode(small, quality);
      if (encoded.byteLength <= THUMBNAIL_BYTES) return encoded;
    }
  } finally {
    release(small);
  }
  const smallest = draw(picture, fit(picture, THUMBNAIL_LONGEST / 2), drawing);
  try {
    return await drawing.encode(smallest, 0.5);
  } finally {
    release(smallest);
  }
}

/** A picture's size with its longest side cut down; never larger than it is. */
export function fit(
  { width, height }: { width: number; height: number },
  longest: number,
): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
