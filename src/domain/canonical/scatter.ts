/**
 * A number from 0 to 2³² − 1 that a text always gives, near texts far apart: FNV-1a,
 * finished as MurmurHash3 finishes (A. Appleby). For orders that look drawn by lot; it
 * keeps no secret and proves nothing.
 */
export function scatterText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
