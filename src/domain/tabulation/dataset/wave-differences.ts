import { listCategories, type Codebook, type CodebookColumn } from './codebook.ts';

/** How another wave's columns differ from those of the one that a table is made for. */
export interface WaveDifferences {
  /** Columns that it has not, or with other codes: shares of them are not compared. */
  incomparable: string[];
  /** Columns with the same codes, whose question or options are worded otherwise: whoever compares has to know. */
  reworded: string[];
}

/** Compares the columns of two waves, by their names. */
export function compareWaves(main: Codebook, other: Codebook): WaveDifferences {
  const others = new Map(other.columns.map((column) => [column.name, column]));
  const differing = (say: (column: CodebookColumn) => string): string[] =>
    main.columns.flatMap((column) => {
      const own = others.get(column.name);
      return own && say(own) === say(column) ? [] : [column.name];
    });
  const incomparable = differing(codesOf);
  return { incomparable, reworded: differing(wordsOf).filter((name) => !incomparable.includes(name)) };
}

/**
 * The rows of two waves that are of the same company. Of one that answered a wave several times each is: the covariance of two
 * sums is that of all their pairs.
 *
 * @param later the company of each row, where it is known
 */
export function pairRows(
  later: readonly (string | undefined)[],
  earlier: readonly (string | undefined)[],
): [number, number][] {
  const rowsOf = new Map<string, number[]>();
  earlier.forEach((company, row) => {
    if (company !== undefined) rowsOf.set(company, [...(rowsOf.get(company) ?? []), row]);
  });
  return later.flatMap((company, row) =>
    company === undefined ? [] : (rowsOf.get(company) ?? []).map((before): [number, number] => [row, before]),
  );
}

function codesOf(column: CodebookColumn): string {
  const codes = 'codes' in column ? listCategories(column).map(({ code }) => code) : [];
  return JSON.stringify([column.kind, ...codes]);
}

function wordsOf(column: CodebookColumn): string {
  const labels = 'codes' in column ? listCategories(column).map(({ label }) => label) : [];
  return JSON.stringify([column.label ?? '', ...labels]);
}
