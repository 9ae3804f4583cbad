/** Sixteen random bytes' source: `crypto.getRandomValues` in a browser and in Node. */
export type RandomBytes = (count: number) => Uint8Array;

/**
 * A UUID version 7 (RFC 9562 §5.7): 48 bits of Unix time in milliseconds, then
 * random bits, so that ids sort by the time of their making.
 *
 * @param nowMs Unix time in milliseconds.
 */
export function uuidV7(nowMs: number, randomBytes: RandomBytes): string {
  const bytes = new Uint8Array(16);
  bytes.set(randomBytes(10), 6);
  let time = Math.floor(nowMs);
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Whether a text is a UUID version 7 in its lower-case form. */
export function isUuidV7(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
}
