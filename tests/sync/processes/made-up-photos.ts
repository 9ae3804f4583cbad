import type { Page } from '@playwright/test';
import { BrowserProcess } from './browser-process.ts';

/** How a camera was held: the values of Exif's orientation for 0, 180, 90 and 270 degrees. */
const ORIENTATIONS = [1, 3, 6, 8] as const;

/** Whether a photo stands upright once it is turned as its camera says. */
export function standsUpright(index: number): boolean {
  return orientationOf(index) >= 6;
}

const orientationOf = (index: number): number => ORIENTATIONS[index % ORIENTATIONS.length]!;

/** Draws photos as a phone's camera makes them, in a browser of its own. */
export class PhotoMaker {
  private constructor(
    private readonly browser: BrowserProcess,
    private readonly page: Page,
  ) {}

  static async start(program: string, profileDir: string): Promise<PhotoMaker> {
    const browser = await BrowserProcess.start(program, profileDir);
    // What tsx puts around functions with a name, also those that run in the page.
    await browser.page.evaluate('globalThis.__name = (named) => named');
    await browser.page.evaluate(drawBase);
    return new PhotoMaker(browser, browser.page);
  }

  /** A JPEG of 12 megapixels and some 4 MB, unlike every other, that says where it was taken and how it was held. */
  async make(index: number): Promise<Buffer> {
    const jpeg = Buffer.from(await this.page.evaluate(drawAnother, index), 'base64');
    return Buffer.concat([jpeg.subarray(0, 2), makeExif(index), jpeg.subarray(2)]);
  }

  stop(): Promise<void> {
    return this.browser.quit();
  }
}

/** In the page: what all photos have in common, surfaces with edges and some noise. */
function drawBase(): void {
  const canvas = document.createElement('canvas');
  canvas.id = 'photo';
  [canvas.width, canvas.height] = [4000, 3000];
  document.body.replaceChildren(canvas);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  let state = 7;
  const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  for (let count = 0; count < 3000; count += 1) {
    context.fillStyle = `hsl(${random() * 360} 40% ${20 + random() * 60}%)`;
    context.fillRect(random() * 4000, random() * 3000, 20 + random() * 300, 20 + random() * 200);
  }
  const image = context.getImageData(0, 0, 4000, 3000);
  for (let at = 0; at < image.data.length; at += 4) {
    const noise = (random() - 0.5) * 34;
    for (let channel = 0; channel < 3; channel += 1) image.data[at + channel]! += noise;
  }
  context.putImageData(image, 0, 0);
}

/** In the page: one more photo of the same place, as base64. */
async function drawAnother(index: number): Promise<string> {
  const canvas = document.querySelector<HTMLCanvasElement>('#photo')!;
  const context = canvas.getContext('2d')!;
  for (let count = 0; count < 12; count += 1) {
    context.fillStyle = `hsl(${(index * 47 + count * 30) % 360} 60% 50%)`;
    context.fillRect((index * 397 + count * 811) % 3800, (index * 211 + count * 577) % 2800, 200, 160);
  }
  context.fillStyle = '#fff';
  context.fillRect(100, 100, 700, 300);
  context.fillStyle = '#000';
  context.font = '240px sans-serif';
  context.fillText(String(index), 150, 340);
  const blob = await new Promise<Blob>((resolve) =>
    canvas.toBlob((drawn) => resolve(drawn!), 'image/jpeg', 0.9),
  );
  const url = await new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.readAsDataURL(blob);
  });
  return url.slice(url.indexOf(',') + 1);
}

/** Exif 2.32: the orientation, and 40°30'… north, 141°29'… east with seconds of its own. */
function makeExif(index: number): Buffer {
  const segment = Buffer.alloc(160);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(segment.length - 2, 2);
  segment.write('Exif\0\0', 4, 'latin1');
  const tiff = segment.subarray(10);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  const entry = (at: number, tag: number, type: number, count: number): number => {
    tiff.writeUInt16BE(tag, at);
    tiff.writeUInt16BE(type, at + 2);
    tiff.writeUInt32BE(count, at + 4);
    return at + 8;
  };
  tiff.writeUInt16BE(2, 8);
  tiff.writeUInt16BE(orientationOf(index), entry(10, 0x0112, 3, 1));
  tiff.writeUInt32BE(38, entry(22, 0x8825, 4, 1));
  tiff.writeUInt16BE(4, 38);
  tiff.write('N\0', entry(40, 1, 2, 2), 'latin1');
  tiff.writeUInt32BE(94, entry(52, 2, 5, 3));
  tiff.write('E\0', entry(64, 3, 2, 2), 'latin1');
  tiff.writeUInt32BE(118, entry(76, 4, 5, 3));
  [40, 1, 30, 1, index, 10, 141, 1, 29, 1, index, 10].forEach((value, at) =>
    tiff.writeUInt32BE(value, 94 + at * 4),
  );
  return segment;
}
