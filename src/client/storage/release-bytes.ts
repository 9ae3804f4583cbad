/**
 * Gives the memory of some bytes back at once, and not when the browser comes to tidy up, which is some sixty megabytes later;
 * nothing is left in them. Does nothing where it is not known (Chrome 114, Safari 17.4 and Firefox 122 know it).
 */
export function releaseBytes(bytes: ArrayBuffer): void {
  (bytes as { transfer?: (length: number) => ArrayBuffer }).transfer?.(0);
}
