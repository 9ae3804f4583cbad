import type { ChangeFields } from './change.ts';

/** The `code` of a correction that concerns how a response counts, not one of its answers. */
export const DISPOSITION_CORRECTION = 'disposition';

/** Whether a change writes a correction of a response under a code: an item's, or `DISPOSITION_CORRECTION`. */
export function writesCorrection(fields: ChangeFields, code: string): boolean {
  return Object.entries(fields).some(
    ([path, value]) =>
      path.startsWith('corrections/') &&
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      value['code'] === code,
  );
}
