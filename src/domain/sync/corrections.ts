import type { ChangeFields } from './change.ts';

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
