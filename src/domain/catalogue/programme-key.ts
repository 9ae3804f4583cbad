import { hashText } from '#domain/canonical/hash.ts';

/**
 * A key for a new programme, `2014-` and eight hex digits. It comes from an id instead of a count,
 * so that neither a programme that was removed nor one that somebody else begins has the same.
 */
export function composeProgrammeKey(fiscalYear: number, id: string): string {
  return `${fiscalYear}-${hashText(id).slice(0, 8)}`;
}

/** The key of the programme whose home sheet is on a page: the only number that the report gives it. */
export function keyOf(page: number): string {
  return `p${String(page).padStart(3, '0')}`;
}

/** Words that stand in an address where a programme's key stands: `/programmes/compare`. */
export const RESERVED_KEYS: readonly string[] = ['compare'];

/**
 * Whether a key can only have come out of a list that was saved: one that `composeProgrammeKey` made, or
 * that a report's reading gave to the programme of this page. The programme itself may be gone from every edition.
 */
export function isMadeKey(key: string, page: number): boolean {
  return /^\d{4}-[0-9a-f]{8}$/.test(key) || key === keyOf(page);
}
