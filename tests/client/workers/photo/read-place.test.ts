import { expect, it } from 'vitest';
import { fit } from '#client/workers/photo/prepare-photo.ts';
import { readPlace } from '#client/workers/photo/read-place.ts';

/** A JPEG's beginning with an Exif segment that says where it was taken: 40°30'45.6", 141°29'24". */
function makeExif(isLittle: boolean, latitudeRef = 'N', longitudeRef = 'E'): ArrayBuffer {
  const bytes = new ArrayBuffer(256);
  const view = new DataView(bytes);
  view.setUint16(0, 0xffd8);
  view.setUint16(2, 0xffe1);
  view.setUint16(4, 200);
  view.setUint32(6, 0x45786966);
  const tiff = 12;
  const set16 = (at: number, value: number) => view.setUint16(tiff + at, value, isLittle);
  const set32 = (at: number, value: number) => view.setUint32(tiff + at, value, isLittle);
  view.setUint16(tiff, isLittle ? 0x4949 : 0x4d4d);
  set16(2, 42);
  set32(4, 8);
  set16(8, 1);
  set16(10, 0x8825);
  set16(12, 4);
  set32(14, 1);
  set32(18, 26);
  set16(26, 4);
  const entry = (index: number, tag: number, type: number, count: number) => {
    const at = 28 + index * 12;
    set16(at, tag);
    set16(at + 2, type);
    set32(at + 4, count);
    return at + 8;
  };
  view.setUint8(tiff + entry(0, 1, 2, 2), latitudeRef.charCodeAt(0));
  set32(entry(1, 2, 5, 3), 90);
  view.setUint8(tiff + entry(2, 3, 2, 2), longitudeRef.charCodeAt(0));
  set32(entry(3, 4, 5, 3), 114);
  [
    [40, 1, 30, 1, 456, 10],
    [141, 1, 29, 1, 24, 1],
  ].forEach((numbers, index) => numbers.forEach((value, at) => set32(90 + index * 24 + at * 4, value)));
  return bytes;
}

it.each([true, false])('reads where a photo was taken (little-endian: %s)', (isLittle) => {
  expect(readPlace(makeExif(isLittle))).toBe('40.51267,141.49000');
  expect(readPlace(makeExif(isLittle, 'S', 'W'))).toBe('-40.51267,-141.49000');
});

it('finds no place in what is cut off or no photo', () => {
  const whole = makeExif(true);
  for (let length = 0; length < 150; length += 1) expect(readPlace(whole.slice(0, length)) ?? '').toBe('');
  expect(readPlace(new TextEncoder().encode('%PDF-1.7').buffer)).toBeUndefined();
});

it('makes pictures smaller, never larger, and keeps their shape', () => {
  expect(fit({ width: 4000, height: 3000 }, 2048)).toEqual({ width: 2048, height: 1536 });
  expect(fit({ width: 300, height: 200 }, 2048)).toEqual({ width: 300, height: 200 });
  expect(fit({ width: 10_000, height: 1 }, 2048)).toEqual({ width: 2048, height: 1 });
});
