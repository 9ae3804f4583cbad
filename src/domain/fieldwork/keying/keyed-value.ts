import { hashText } from '#domain/canonical/hash.ts';
import { canonicalJson } from '#domain/canonical/json.ts';
import type { MissingReason } from '#domain/questionnaire/model.ts';

/** Why nothing was keyed: what answers know, and that the mark on paper cannot be read as one answer. */
export type KeyedMissing = Exclude<MissingReason, 'notShown'> | 'illegible';

/**
 * What was keyed into one field: a code, a number or day as it was typed, a text; codes where there may be
 * several, in the order of the paper (of a ranking in the order of the ranks). A number that is no option
 * stands as it is written, with `?` before it. (A type, not an interface: it has to pass as JSON.)
 */
export type KeyedValue = string | string[] | { missing: KeyedMissing };

/** What was keyed of one sheet, by field; a field that nobody came to is absent. */
export type KeyedValues = Readonly<Record<string, KeyedValue>>;

export const UNANSWERED: KeyedValue = { missing: 'unanswered' };
export const ILLEGIBLE: KeyedValue = { missing: 'illegible' };

/** Before a number that is written on paper and is none of the options. */
export const AS_WRITTEN = '?';
/** Before a reason for having no answer that is circled among other options. */
export const REASON_AMONG = '!';

/** Why a keyed value says nothing; `undefined` when it says something. */
export function missingOf(value: KeyedValue | undefined): KeyedMissing | undefined {
  if (value === undefined) return 'unanswered';
  return typeof value === 'object' && !Array.isArray(value) ? value.missing : undefined;
}

/**
 * Whether two people have keyed the same. A field that one did not come to is unanswered; of texts,
 * width and spaces do not count.
 */
export function isSameValue(one: KeyedValue | undefined, other: KeyedValue | undefined): boolean {
  return comparable(one) === comparable(other);
}

/**
 * By what a device finds, without knowing it, whether somebody else has keyed the same: 16 hexadecimal digits
 * of SHA-256 over the sheet's salt, the field and the value. It hides a value from the eye, not from whoever
 * tries all options of a question.
 */
export function hashKeyedValue(salt: string, field: string, value: KeyedValue | undefined): string {
  return hashText(canonicalJson([salt, field, comparable(value)])).slice(0, 16);
}

/** By what a device finds the sheet that bears a code; the code itself is kept nowhere. */
export function hashSheetCode(salt: string, code: string): string {
  return hashText(canonicalJson([salt, code])).slice(0, 32);
}

function comparable(value: KeyedValue = UNANSWERED): string {
  return canonicalJson(typeof value === 'string' ? value.normalize('NFKC').replace(/\s/gu, '') : value);
}
