import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { preparePhoto, type Drawing, type Surface } from '#client/workers/photo/prepare-photo.ts';

/* What drawing itself does is seen in a browser (tests/e2e/photos.long.spec.ts). */

const JPEG = new Uint8Array([255, 216, 255, 225, 0, 4, 0, 0, 255, 218, 0, 0]);
const photo = { file: new Blob([JPEG]), keepsPlace: false };

/** What was done, in its order. */
let done: string[];
let sizes: Record<string, number>;
const drawing: Drawing = {
  makeSurface({ width, height }) {
    const surface = {
      width,
      height,
      getContext: () => ({ drawImage: () => done.push(`draw ${width}×${height}`) }),
    };
    surfaces.push(surface as unknown as Surface);
    return surface as unknown as Surface;
  },
  async encode({ width, height }, quality) {
    done.push(`encode ${width}×${height} ${quality}`);
    return new ArrayBuffer(sizes[`${width} ${quality}`] ?? 10);
  },
};
let surfaces: Surface[];

beforeEach(() => {
  done = [];
  sizes = {};
  surfaces = [];
  vi.stubGlobal('createImageBitmap', async () => ({
    width: 4000,
    height: 3000,
    close: () => done.includes('close') || done.push('close'),
  }));
});
afterEach(() => vi.unstubAllGlobals());

it('lets the large picture go before anything is encoded, draws the small one from the drawn one, and gives all memory back', async () => {
  const prepared = await preparePhoto(photo, drawing);
  expect(prepared).toMatchObject({ width: 2048, height: 1536, mediaType: 'image/jpeg', isAsItWas: false });
  expect(done).toEqual([
    'draw 2048×1536',
    'close',
    'draw 320×240',
    'encode 320×240 0.75',
    'encode 2048×1536 0.82',
  ]);
  expect(surfaces.map(({ width, height }) => width + height)).toEqual([0, 0]);
});

it('lowers a small picture’s quality until it is small, and at last its size', async () => {
  sizes = { '320 0.75': 30_000, '320 0.6': 21_000, '320 0.45': 20_000 };
  expect((await preparePhoto(photo, drawing))?.thumbnail?.byteLength).toBe(20_000);
  sizes = { '320 0.75': 9e4, '320 0.6': 9e4, '320 0.45': 9e4, '320 0.3': 9e4, '160 0.5': 7 };
  expect((await preparePhoto(photo, drawing))?.thumbnail?.byteLength).toBe(7);
  expect(surfaces.every(({ width }) => width === 0)).toBe(true);
});

it('gives memory back also where a picture cannot be encoded', async () => {
  const failing = { ...drawing, encode: () => Promise.reject(new Error('no memory')) };
  await expect(preparePhoto(photo, failing)).rejects.toThrow('no memory');
  expect(surfaces.map(({ width }) => width)).toEqual([0, 0]);
});

it('keeps what cannot be decoded as it is, and takes nothing that is no photo', async () => {
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('not decoded')));
  const kept = await preparePhoto(photo, drawing);
  expect(kept).toMatchObject({ isAsItWas: true, mediaType: 'image/jpeg' });
  expect(new Uint8Array(kept!.bytes)).toEqual(JPEG);
  expect(await preparePhoto({ ...photo, file: new Blob(['text']) }, drawing)).toBeNull();
});
