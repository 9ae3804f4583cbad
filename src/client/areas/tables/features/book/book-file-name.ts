import type { Instant } from '#domain/canonical/dates.ts';
import type { BookFile } from '#client/workers/book/book-contract.ts';
import { nameFile } from '#ui/file-name.ts';
import type { BookChoice } from './book-choice.ts';

/** What is in the name of a book's file beside the choice. */
export interface NamedBook {
  surveyTitle: string;
  dataHash: string;
  madeAt: Instant;
  /** Of the weights, where there are some. */
  weightName: string | null;
}

export type BookNameWords = (
  key: 'part' | 'whole' | 'asked' | 'answered' | 'withTests' | 'withoutTests' | 'data',
) => string;

const ENDINGS: Record<BookFile, string> = { workbook: 'xlsx', csv: 'csv', tripleS: 'zip' };

/**
 * The name of a book's file: another one wherever the content is another. Data depend on no choice.
 */
export function nameBookFile(
  file: BookFile,
  { content, base, tests }: BookChoice,
  { surveyTitle, dataHash, madeAt, weightName }: NamedBook,
  t: BookNameWords,
): string {
  const what =
    file === 'tripleS'
      ? [t('data')]
      : [
          t(content === 'findings' ? 'part' : 'whole'),
          t(base),
          t(tests ? 'withTests' : 'withoutTests'),
          weightName ?? '',
        ];
  return nameFile([surveyTitle, ...what, dataHash.slice(0, 8)], madeAt, ENDINGS[file]);
}
