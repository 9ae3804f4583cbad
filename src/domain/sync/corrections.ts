import type { ChangeFields } from './change.ts';
import type { Closing } from './merge-rules.ts';

/** Whether a change writes a correction under a code: that of an answer, or of what else is corrected. */
export function writesCorrection(
  { corrections }: Pick<Closing, 'corrections'>,
  fields: ChangeFields,
  code: string,
): boolean {
  return Object.entries(fields).some(
    ([path, value]) =>
      path.startsWith(`${corrections}/`) &&
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      value['code'] === code,
  );
}
