import type { FileType } from '#protocol/files.ts';
import { readJpegHead, type Orientation } from './read-jpeg-head.ts';

/** A JPEG has said all that is to be known of it by then, also with what other programs put there. */
const HEAD_BYTES = 256 * 1024;
/** JPEGs decode to so many parts of their size in each direction, at a fraction of the memory. */
const PARTS = 8;
/** As good as what is wanted: half of twelve megapixels is 2000 pixels wide, and the next larger part takes half as much again. */
const NEARLY = 0.95;

/** A picture in memory, to be turned while it is drawn. */
export interface DecodedPicture {
  source: ImageBitmap;
  /** In pixels, once it is turned. */
  width: number;
  height: number;
  orientation: Orientation;
}

/**
 * Decodes a photo, no larger than is needed where the browser can: twelve megapixels are 48 MB. Undefined for what it cannot
 * decode.
 *
 * @param longest what its longest side has to have, or nearly, where the photo has it.
 */
export async function decodePicture(
  file: Blob,
  type: FileType,
  longest: number,
): Promise<DecodedPicture | undefined> {
  if (type === 'image/jpeg' && typeof ImageDecoder !== 'undefined') {
    const small = await decodeSmaller(file, longest).catch(() => undefined);
    if (small) return small;
  }
  try {
    const source = await createImageBitmap(file.slice(0, file.size, type), {
      imageOrientation: 'from-image',
    });
    return { source, width: source.width, height: source.height, orientation: 1 };
  } catch {
    // Browsers give no reason but that they cannot.
    return undefined;
  }
}

/** Undefined where nothing would be saved. */
async function decodeSmaller(file: Blob, longest: number): Promise<DecodedPicture | undefined> {
  const head = readJpegHead(await file.slice(0, HEAD_BYTES).arrayBuffer());
  if (!head) return undefined;
  const { orientation, upright } = head;
  const parts = Math.ceil((PARTS * NEARLY * longest) / Math.max(head.width, head.height));
  if (parts >= PARTS) return undefined;
  const decoder = new ImageDecoder({
    // Browsers differ in whether they turn it; told that it is upright, none does.
    data: new Blob([upright, file.slice(HEAD_BYTES)]).stream(),
    type: 'image/jpeg',
    desiredWidth: Math.ceil((head.width * parts) / PARTS),
    desiredHeight: Math.ceil((head.height * parts) / PARTS),
  });
  try {
    const source = await takeBitmap((await decoder.decode()).image);
    const { width, height } = source;
    const isAsked =
      Math.max(width, height) >= NEARLY * longest && width > height === head.width > head.height;
    if (!isAsked) {
      source.close();
      return undefined;
    }
    const isTurned = orientation >= 5;
    return { source, width: isTurned ? height : width, height: isTurned ? width : height, orientation };
  } finally {
    decoder.close();
  }
}

/** What is drawn of a frame itself, Chromium keeps in a cache of its own that nobody empties. */
async function takeBitmap(frame: VideoFrame): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(frame);
  } finally {
    frame.close();
  }
}

/** Draws a picture upright over a whole surface of so many pixels. */
export function drawUpright(
  context: Pick<OffscreenCanvasRenderingContext2D, 'drawImage' | 'setTransform'>,
  { source, orientation }: DecodedPicture,
  { width, height }: { width: number; height: number },
): void {
  const turns: Record<Orientation, [number, number, number, number, number, number]> = {
    1: [1, 0, 0, 1, 0, 0],
    2: [-1, 0, 0, 1, width, 0],
    3: [-1, 0, 0, -1, width, height],
    4: [1, 0, 0, -1, 0, height],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, width, 0],
    7: [0, -1, -1, 0, width, height],
    8: [0, -1, 1, 0, 0, height],
  };
  if (orientation !== 1) context.setTransform(...turns[orientation]);
  const isTurned = orientation >= 5;
  context.drawImage(source, 0, 0, isTurned ? height : width, isTurned ? width : height);
}
