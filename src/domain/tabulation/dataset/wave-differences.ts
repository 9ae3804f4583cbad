import { listCategories, type Codebook, type CodebookColumn } from './codebook.ts';
import type { ResponseRecord } from './survey-dataset.ts';

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
 * How many companies gave some of both; a response of nobody known is of none.
 *
 * @param companyOf the record that stands for a company, of any that were merged
 */
export function countInBoth(
  some: readonly ResponseRecord[],
  others: readonly ResponseRecord[],
  companyOf: (accountId: string) => string,
): number {
  const listCompanies = (responses: readonly ResponseRecord[]): Set<string> =>
    new Set(
      responses.flatMap(({ fields: { accountId } }) =>
        accountId === undefined ? [] : [companyOf(accountId)],
      ),
    );
  const companies = listCompanies(others);
  return [...listCompanies(some)].filter((company) => companies.has(company)).length;
}

function codesOf(column: CodebookColumn): string {
  const codes = 'codes' in column ? listCategories(column).map(({ code }) => code) : [];
  return JSON.stringify([column.kind, ...codes]);
}

function wordsOf(column: CodebookColumn): string {
  const labels = 'codes' in column ? listCategories(column).map(({ label }) => label) : [];
  return JSON.stringify([column.label ?? '', ...labels]);
}
