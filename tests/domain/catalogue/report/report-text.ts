import { readFileSync } from 'node:fs';
import type { Catalogue, ListRow, Programme } from '#domain/catalogue/model.ts';

/** The FY2013 report as it was handed over. */
export const REPORT_TEXT = readFileSync(
  new URL('../../../../seeds/003_a42f7362741e37e4.txt', import.meta.url),
  'utf8',
);

/** The programme whose home sheet is on a page. */
export function programmeOn(catalogue: Catalogue, page: number): Programme {
  const programme = catalogue.programmes.find((candidate) => candidate.page === page);
  if (!programme) throw new Error(`no programme on page ${page}`);
  return programme;
}

/** The row of the list that names a page. */
export function rowOf(catalogue: Catalogue, page: number): ListRow {
  const row = catalogue.rows.find((candidate) => candidate.page === page);
  if (!row) throw new Error(`no row for page ${page}`);
  return row;
}

/** The codes of the warnings on a page. */
export function warningsOn(catalogue: Catalogue, page: number): string[] {
  return catalogue.warnings.filter((warning) => warning.page === page).map(({ code }) => code);
}

/** The report with one piece of its text exchanged; fails when the piece is not there. */
export function reportWith(piece: string, replacement: string): string {
  if (!REPORT_TEXT.includes(piece)) throw new Error(`the report does not contain ${piece}`);
  return REPORT_TEXT.replace(piece, replacement);
}
