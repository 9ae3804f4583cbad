import { zipSync, type FlateCallback, type Zippable } from 'fflate/browser';

/**
 * fflate as the package that writes workbooks gets it (the alias in `vite.config.ts`). The real `zip`
 * leaves entries of some size (160,000 bytes) to a worker made of a blob; our content security policy
 * forbids that, and the package would wait for it for ever. All of this runs in a worker of ours: here
 * it does its work at once. What it throws rejects the promise that the package puts around it.
 */
export * from 'fflate/browser';

export function zip(data: Zippable, callback: FlateCallback): void {
  callback(null, zipSync(data));
}
