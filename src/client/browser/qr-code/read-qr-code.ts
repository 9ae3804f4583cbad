import { findSymbols, toBitmap } from './find-symbol.ts';
import { readModules } from './read-modules.ts';

/**
 * The text of the QR code in a picture; undefined where none is read. For browsers that read none by themselves (Safari,
 * Firefox, Chrome on Windows): one code of version 10 at most, flat or seen at a slight angle, turned however.
 *
 * @param pixels RGBA
 */
export function readQrCode(pixels: Uint8ClampedArray, width: number, height: number): string | undefined {
  for (const { version, modules } of findSymbols(toBitmap(pixels, width, height))) {
    const text = readModules(version, modules);
    if (text !== undefined) return text;
  }
  return undefined;
}
