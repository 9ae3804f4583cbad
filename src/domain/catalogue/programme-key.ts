import { hashText } from '../canonical/hash.ts';

/**
 * A key for a new programme, `2014-` and eight hex digits. It comes from an id instead of a count,
 * so that neither a programme that was removed nor one that somebody else begins has the same.
 */
export function composeProgrammeKey(fiscalYear: number, id: string): string {
  return `${fiscalYear}-${hashText(id).slice(0, 8)}`;
}
