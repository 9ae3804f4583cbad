import { crc32, deflateSync } from 'node:zlib';

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** A picture of flat shapes, in pixels from the upper left corner. */
export class Drawing {
  private readonly pixels: Uint8Array;

  constructor(
    readonly width: number,
    readonly height: number,
    background: Colour,
  ) {
    this.pixels = new Uint8Array(width * height * 3);
    this.rectangle(0, 0, width, height, background);
  }

  rectangle(left: number, top: number, width: number, height: number, colour: Colour): this {
    return this.paint({ left, top, width, height }, colour, () => true);
  }

  circle(x: number, y: number, radius: number, colour: Colour): this {
    const box = { left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius };
    return this.paint(box, colour, (px, py) => (px - x) ** 2 + (py - y) ** 2 <= radius ** 2);
  }

  /** The same picture with both sides divided by a whole number. */
  shrink(by: number): Drawing {
    const small = new Drawing(Math.floor(this.width / by), Math.floor(this.height / by), [0, 0, 0]);
    for (let y = 0; y < small.height; y += 1)
      for (let x = 0; x < small.width; x += 1) {
        const from = (y * by * this.width + x * by) * 3;
        small.pixels.set(this.pixels.subarray(from, from + 3), (y * small.width + x) * 3);
      }
    return small;
  }

  /** As a PNG (ISO/IEC 15948): truecolour, eight bits, no filter. */
  toPng(): Buffer {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(this.width, 0);
    header.writeUInt32BE(this.height, 4);
    header.set([8, 2], 8);
    const stride = this.width * 3;
    const rows = Buffer.alloc((stride + 1) * this.height);
    for (let y = 0; y < this.height; y += 1)
      rows.set(this.pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
    return Buffer.concat([
      Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(rows, { level: 9 })),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  }

  private paint(
    box: { left: number; top: number; width: number; height: number },
    colour: Colour,
    isInside: (x: number, y: number) => boolean,
  ): this {
    const [right, bottom] = [
      Math.min(this.width, box.left + box.width),
      Math.min(this.height, box.top + box.height),
    ];
    for (let y = Math.max(0, Math.floor(box.top)); y < bottom; y += 1)
      for (let x = Math.max(0, Math.floor(box.left)); x < right; x += 1)
        if (isInside(x, y)) this.pixels.set(colour, (y * this.width + x) * 3);
    return this;
  }
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
