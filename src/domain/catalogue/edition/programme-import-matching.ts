import { matchEditions, type EditionMatching, type MatchingDecisions } from './edition-matching.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';

/** A programme read from a row of a list; `row` counts as a spreadsheet does. */
export interface RowProgramme {
  row: number;
  programme: Programme;
}

/**
 * Recognises the programmes that a list adds to an edition in the other editions, as a report's are
 * recognised; in the answer `page` is the row. What is none of them keeps the key it comes with.
 *
 * @param taken keys of programmes that are in the edition, which no other row can mean
 * @param decisions by row
 */
export function matchAddedRows(
  added: readonly RowProgramme[],
  catalogue: Catalogue,
  taken: ReadonlySet<string>,
  editions: readonly Catalogue[],
  decisions: MatchingDecisions,
): EditionMatching {
  const rows = { ...catalogue, programmes: added.map(({ row, programme }) => ({ ...programme, page: row })) };
  const open = editions.map((edition) => ({
    ...edition,
    programmes: edition.programmes.filter(({ key }) => !taken.has(key)),
  }));
  const matching = matchEditions(rows, open, decisions);
  const keyOfRow = new Map(added.map(({ row, programme }) => [row, programme.key]));
  const asRead = <T extends { page: number; key: string }>(one: T): T => ({
    ...one,
    key: keyOfRow.get(one.page) ?? one.key,
  });
  // What the edition does not have was left out of it by someone; the list says nothing of that.
  return {
    kept: matching.kept,
    uncertain: matching.uncertain.map(asRead),
    added: matching.added.map(asRead),
    gone: [],
    free: matching.free,
  };
}
