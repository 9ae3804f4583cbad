import type { Language } from '#domain/canonical/language.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import type { BookColumn, BookTable } from '#domain/tabulation/book/book-spec.ts';
import { BOOK_TESTS } from '#domain/tabulation/book/book-spec.ts';
import type { BookOrder } from '#client/workers/book/book-contract.ts';
import { openBookLink } from '#client/workers/book/book-link.ts';
import type { Question } from './questions.ts';
import { describeOwn } from './table-origin.ts';
import { toTableSpecs, type TableSelection } from './table-selection.ts';

/** What a workbook of the table that is shown is called and says of itself beside the table's own notes. */
export interface WorkbookWords {
  title: string;
  /** The name of the weights. */
  weight: string | undefined;
  /** What groups of one's own are called in a file. */
  own: string;
  language: Language;
  madeAt: Instant;
}

/** The tables that are chosen as a small report book: each question by each attribute is a sheet. */
export function toBookOrder(
  selection: TableSelection,
  questions: readonly Question[],
  { title, weight, own, language, madeAt }: WorkbookWords,
): BookOrder {
  const columns = questions.flatMap(toColumns);
  const labelOf = (code: string) => columns.find((column) => column.code === code)?.label ?? code;
  const tables = toTableSpecs(selection, questions).flatMap((spec) =>
    spec.banner.flatMap((column) =>
      spec.stub.map((names): BookTable => {
        const isSimple = names.length === 0;
        const label = labelOf(column);
        return {
          heading: isSimple ? label : `${label} × ${names.map(labelOf).join(' › ')}`,
          layout: isSimple ? 'simple' : 'cross',
          spec: {
            ...spec,
            stub: [names],
            banner: [column],
            tests: isSimple ? { interval: 'wilson' } : BOOK_TESTS,
          },
        };
      }),
    ),
  );
  return {
    book: { title, chapters: [{ heading: title, tables }], omitted: [] },
    settings: {
      base: selection.base,
      weight: selection.weight === undefined ? null : { column: selection.weight, name: weight ?? '' },
      filter: selection.filter.length > 0 ? { all: selection.filter } : null,
      tests: true,
      remarks: selection.own.map(
        (column) => [own, `${column.label} (${describeOwn(column, questions)})`] as const,
      ),
    },
    columns,
    language,
    madeAt,
  };
}

function toColumns({ code, kind, columns, label, categories }: Question): BookColumn[] {
  if (kind !== 'numbers') return [{ code, kind, label, categories }];
  return columns.map((column, index) => ({
    code: column,
    kind: 'number',
    label: `${label} ― ${categories[index]!.label}`,
    categories: [],
  }));
}

/** The workbook of an order, counted and written in a worker of its own, from what the device holds now. */
export async function writeTableWorkbook(
  order: BookOrder,
  from: { centreId: string; userId: string; surveyId: string },
): Promise<ArrayBuffer> {
  const link = openBookLink();
  try {
    // It has no end of its own; what ends it is the closing below.
    link.ask('follow', from, { patienceMs: Infinity }).catch(() => undefined);
    await link.ask('make', order);
    return await link.ask('write', { file: 'workbook' });
  } finally {
    link.close();
  }
}
