import { afterEach, expect, it, vi } from 'vitest';
import { decodePicture, drawUpright } from '#client/workers/photo/decode-picture.ts';
import { readJpegHead, type Orientation } from '#client/workers/photo/read-jpeg-head.ts';

/** The beginning of a JPEG of so many pixels whose camera says how it was held. */
function makeJpegHead(width: number, height: number, orientation?: number): ArrayBuffer {
  const bytes = new Uint8Array(96);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xffd8);
  let at = 2;
  if (orientation !== undefined) {
    view.setUint32(at, 0xffe10022);
    view.setUint32(at + 4, 0x45786966);
    const tiff = at + 10;
    view.setUint32(tiff, 0x4d4d002a);
    view.setUint32(tiff + 4, 8);
    view.setUint16(tiff + 8, 1);
    view.setUint16(tiff + 10, 0x0112);
    view.setUint16(tiff + 12, 3);
    view.setUint32(tiff + 14, 1);
    view.setUint16(tiff + 18, orientation);
    at += 2 + 0x22;
  }
  // A table that looks like the start of a frame, and the start of a progressive one.
  view.setUint32(at, 0xffc40004);
  at += 6;
  view.setUint32(at, 0xffc2000b);
  view.setUint16(at + 5, height);
  view.setUint16(at + 7, width);
  view.setUint16(at + 13, 0xffda);
  return bytes.buffer;
}

/** A browser that decodes smaller; what it was asked for, and what it gives. */
function stubDecoder(give: (desired: { width: number; height: number }) => object): object[] {
  const asked: object[] = [];
  vi.stubGlobal(
    'ImageDecoder',
    class {
      constructor(private readonly init: { desiredWidth: number; desiredHeight: number }) {
        asked.push({ width: init.desiredWidth, height: init.desiredHeight });
      }
      async decode() {
        const { desiredWidth: width, desiredHeight: height } = this.init;
        return { image: { close: () => undefined, given: give({ width, height }) } };
      }
      close() {}
    },
  );
  vi.stubGlobal('createImageBitmap', async (of: { given?: object }) => ({
    close: () => undefined,
    ...(of.given ?? { width: 3000, height: 4000 }),
  }));
  return asked;
}
afterEach(() => vi.unstubAllGlobals());

it('reads how large a JPEG is and how the camera was held, and says of it that it is upright', () => {
  const head = readJpegHead(makeJpegHead(4000, 3000, 6))!;
  expect(head).toMatchObject({ width: 4000, height: 3000, orientation: 6 });
  expect(readJpegHead(head.upright)).toMatchObject({ width: 4000, height: 3000, orientation: 1 });
  expect(readJpegHead(makeJpegHead(640, 480))).toMatchObject({ width: 640, height: 480, orientation: 1 });
  expect(readJpegHead(makeJpegHead(640, 480, 77))?.orientation).toBe(1);
  const whole = makeJpegHead(4000, 3000, 6);
  for (let length = 0; length < 50; length += 1) expect(readJpegHead(whole.slice(0, length))).toBeUndefined();
});

it.each([
  [4000, 2000],
  [4032, 2016],
  [4096, 2048],
  [4624, 2312],
  [3600, 2250],
  [8000, 2000],
])(
  'decodes of a photo of %i pixels for 2048 no more than %i, and never much less',
  async (width, decoded) => {
    const asked = stubDecoder((desired) => desired);
    const photo = await decodePicture(new Blob([makeJpegHead(width, width / 2, 6)]), 'image/jpeg', 2048);
    expect(asked).toEqual([{ width: decoded, height: decoded / 2 }]);
    expect(photo).toMatchObject({ width: decoded / 2, height: decoded, orientation: 6 });
  },
);

it('decodes what is not large as it is', async () => {
  const asked = stubDecoder((desired) => desired);
  await decodePicture(new Blob([makeJpegHead(2100, 1500, 6)]), 'image/jpeg', 2048);
  expect(asked).toEqual([]);
});

it.each([
  ['gives less than was asked for', { width: 1000, height: 750 }],
  ['turns it all the same', { width: 1500, height: 2000 }],
])('decodes the whole where a browser %s', async (_, given) => {
  stubDecoder(() => given);
  const photo = await decodePicture(new Blob([makeJpegHead(4000, 3000, 6)]), 'image/jpeg', 2048);
  expect(photo).toMatchObject({ width: 3000, height: 4000, orientation: 1 });
});

/** Where the corner that the camera has at its upper left comes to stand, and the one at its upper right. */
it.each<[Orientation, string, string]>([
  [1, '0,0', '40,0'],
  [2, '40,0', '0,0'],
  [3, '40,30', '0,30'],
  [4, '0,30', '40,30'],
  [5, '0,0', '0,40'],
  [6, '30,0', '30,40'],
  [7, '30,40', '30,0'],
  [8, '0,40', '0,0'],
])('turns a photo with the orientation %i', (orientation, upperLeft, upperRight) => {
  const isTurned = orientation >= 5;
  const size = isTurned ? { width: 30, height: 40 } : { width: 40, height: 30 };
  let matrix = [1, 0, 0, 1, 0, 0];
  let drawn: number[] = [];
  drawUpright(
    {
      setTransform: ((...given: number[]) => (matrix = given)) as never,
      drawImage: ((_: unknown, ...box: number[]) => (drawn = box)) as never,
    },
    { source: {} as ImageBitmap, ...size, orientation },
    size,
  );
  const place = (x: number, y: number): string => {
    const [a, b, c, d, e, f] = matrix as [number, number, number, number, number, number];
    return `${a * x + c * y + e},${b * x + d * y + f}`;
  };
  const [left, top, width] = drawn as [number, number, number];
  expect([place(left, top), place(left + width, top)]).toEqual([upperLeft, upperRight]);
});
