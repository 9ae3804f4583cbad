/** A seed from 0 to 2³¹ − 1: by it what was drawn can be drawn once more, and comes out the same. */
export function makeSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! >>> 1;
}
