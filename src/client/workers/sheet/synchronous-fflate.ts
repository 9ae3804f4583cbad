import { unzipSync, zipSync, type FlateCallback, type UnzipCallback, type Zippable } from 'fflate/browser';

/**
 * fflate as the packages that read and write workbooks get it (the alias in `vite.config.ts`). The
 * real `unzip` and `zip` leave entries of some size (512 KiB, 160,000 bytes) to a worker made of a
 * blob; our content security policy forbids that, and the packages would wait for it for ever. All
 * of this runs in a worker of ours: here both do their work at once. What they throw rejects the
 * promise that the packages put around them.
 */
export * from 'fflate/browser';

export function unzip(data: Uint8Array, callback: UnzipCallback): void {
  callback(null, unzipSync(data));
}

export function zip(data: Zippable, callback: FlateCallback): void {
  callback(null, zipSync(data));
}
