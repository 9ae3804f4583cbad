import { describe, expect, it } from 'vitest';
import { encode } from 'uqr';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { correctBlock } from '#client/browser/qr-code/reed-solomon.ts';
import { readQrCode } from '#client/browser/qr-code/read-qr-code.ts';

const LINK = 'https://banso.example.jp/s/#7K3MZ-0Q8XP';

/** How a sheet is held before the camera. */
interface View {
  size?: number;
  scale?: number;
  turn?: number;
  /** How much smaller the far end looks. */
  tilt?: number;
  noise?: number;
  shadow?: number;
  ecc?: 'L' | 'M' | 'Q' | 'H';
  /** Modules that are wrong. */
  stains?: number;
}

/** A photograph of a code, made up. */
function photograph(
  text: string,
  { size = 260, scale = 6, turn = 0, tilt = 0, noise = 0, shadow = 0, ecc = 'M', stains = 0 }: View = {},
): Uint8ClampedArray {
  const { data, size: modules } = encode(text, { ecc, border: 0 });
  const seeded = new SeededRandom(7);
  const random = (): number => seeded.next();
  for (let stain = 0; stain < stains; stain += 1) {
    const [row, column] = [
      9 + Math.floor(random() * (modules - 10)),
      9 + Math.floor(random() * (modules - 10)),
    ];
    data[row]![column] = !data[row]![column];
  }
  const pixels = new Uint8ClampedArray(size * size * 4);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const depth = 1 + (tilt * (y - size / 2)) / size;
      const [dx, dy] = [((x - size / 2) * depth) / scale, ((y - size / 2) * depth) / scale];
      const column = Math.floor(cos * dx + sin * dy + modules / 2);
      const row = Math.floor(-sin * dx + cos * dy + modules / 2);
      const isDark = data[row]?.[column] ?? false;
      const light = (isDark ? 40 : 225) * (1 - (shadow * x) / size) + (random() - 0.5) * noise;
      pixels.fill(light, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  }
  return pixels;
}
const read = (text: string, view: View = {}) =>
  readQrCode(photograph(text, view), view.size ?? 260, view.size ?? 260);

describe('a code before the camera', () => {
  it.each<[string, View]>([
    ['straight', {}],
    ['small', { scale: 3 }],
    ['turned a little', { turn: 0.2 }],
    ['on its side', { turn: Math.PI / 2 }],
    ['upside down', { turn: Math.PI + 0.1 }],
    ['at an angle', { tilt: 0.25 }],
    ['turned and at an angle', { tilt: -0.2, turn: 0.5 }],
    ['with noise', { noise: 90 }],
    ['with a shadow over it', { shadow: 0.6 }],
    ['stained', { ecc: 'Q', stains: 14 }],
  ])('is read %s', (_, view) => {
    expect(read(LINK, view)).toBe(LINK);
  });

  it.each(['L', 'M', 'Q', 'H'] as const)(
    'is read with error correction %s, of each kind and length',
    (ecc) => {
      for (const text of ['0123456789', 'ABCDE-12345', '回答', `${LINK}?${'x'.repeat(30)}`])
        expect(read(text, { ecc, scale: 4 }), text).toBe(text);
    },
  );

  it('is not made up where there is none', () => {
    expect(readQrCode(new Uint8ClampedArray(200 * 200 * 4).fill(200), 200, 200)).toBeUndefined();
    const seeded = new SeededRandom(3);
    const noise = Uint8ClampedArray.from({ length: 200 * 200 * 4 }, () => seeded.next() * 255);
    expect(readQrCode(noise, 200, 200)).toBeUndefined();
  });

  it('is not read wrongly where too much of it is damaged', () => {
    expect(read(LINK, { ecc: 'L', stains: 120 })).toBeUndefined();
  });
});

it('mends as many codewords as a block has for it, and no more', () => {
  // 「01234567」 of ISO/IEC 18004, annex I: version 1-M.
  const whole = [16, 32, 12, 86, 97, 128, 236, 17, 236, 17, 236, 17, 236, 17, 236, 17];
  const block = Uint8Array.from([...whole, 165, 36, 212, 193, 237, 54, 199, 135, 44, 85]);
  const spoil = (count: number) => block.map((byte, at) => (at < count ? byte ^ (at + 1) : byte));
  for (const count of [0, 1, 5]) {
    const spoilt = spoil(count);
    expect(correctBlock(spoilt, 10)).toBe(true);
    expect([...spoilt]).toEqual([...block]);
  }
  expect(correctBlock(spoil(8), 10)).toBe(false);
});
