import type { ChangeFields } from './change.ts';
import type { Closing } from './merge-rules.ts';

/** What a change corrects, by the codes of its corrections: that of an answer, or of what else is corrected. */
export function correctedCodes(
  { corrections }: Pick<Closing, 'corrections'>,
  fields: ChangeFields,
): ReadonlySet<unknown> {
  const codes = Object.entries(fields).flatMap(([path, value]) =>
    path.startsWith(`${corrections}/`) && typeof value === 'object' && value !== null && !Array.isArray(value)
      ? [value['code']]
      : [],
  );
  return new Set(codes);
}

/** Whether a change writes a correction under a code. */
export function writesCorrection(
  closing: Pick<Closing, 'corrections'>,
  fields: ChangeFields,
  code: string,
): boolean {
  return correctedCodes(closing, fields).has(code);
}
