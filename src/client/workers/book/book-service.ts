import { strToU8, zipSync } from 'fflate';
import { formatBookCsv } from '#domain/tabulation/book/book-csv.ts';
import { wordsOfBook } from '#domain/tabulation/book/book-words.ts';
import { computeBook } from '#domain/tabulation/book/compute-book.ts';
import type { BookOrigin } from '#domain/tabulation/book/describe-book.ts';
import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { writeTripleS } from '#domain/tabulation/triple-s/write-triple-s.ts';
import type { Desk } from '#client/workers/bridge/serve-requests.ts';
import type { DataSummary } from '#client/workers/tabulation/tabulation-contract.ts';
import { TabulationService } from '#client/workers/tabulation/tabulation-service.ts';
import { writeWorkbook } from '#client/workers/workbook/write-workbook.ts';
import type { BookContract, BookOrder } from './book-contract.ts';
import { layBookSheets } from './book-sheets.ts';
import { bindBook, tablesOf, type MadeBook } from './made-book.ts';

/** How long it counts before it listens whether the book is still wanted. */
const TURN_MS = 40;

/** A book as it was made, and what from. */
interface Shelved {
  made: MadeBook;
  order: BookOrder;
  dataset: Dataset;
}

/** Makes report books from the data set that it keeps, and files from the book that it made last. */
export class BookService extends TabulationService implements Desk<BookContract> {
  private isWanted = false;
  private shelved: Shelved | undefined;

  async make(
    order: BookOrder,
    tell: (progress: { done: number; total: number }) => void,
  ): Promise<MadeBook | null> {
    this.isWanted = true;
    const { dataset, summary } = await this.current();
    let turnEndsMs = performance.now() + TURN_MS;
    const tables = await computeBook(dataset, order.book, {
      report: (done, total) => {
        if (done === total || performance.now() >= turnEndsMs) tell({ done, total });
      },
      rest: () => {
        if (performance.now() < turnEndsMs) return this.isWanted;
        return new Promise((resolve) => {
          // A new task: only between tasks does a worker hear what it is told.
          setTimeout(() => {
            turnEndsMs = performance.now() + TURN_MS;
            resolve(this.isWanted);
          });
        });
      },
    });
    if (!tables) return null;

    const made = bindBook(order.book, tables, { ...order, origin: originOf(order, summary) });
    this.shelved = { made, order, dataset };
    return made;
  }

  cancel(): undefined {
    this.isWanted = false;
  }

  write({ file }: BookContract['write']['request']): ArrayBuffer {
    if (!this.shelved) throw new Error('no book has been made yet');
    const { made, order, dataset } = this.shelved;
    const { origin } = made;
    if (file === 'workbook')
      return bufferOf(
        writeWorkbook(layBookSheets(made), {
          title: `${made.title} ― ${origin.surveyTitle}`,
          madeAt: origin.madeAt,
        }),
      );
    const say = wordsOfBook(origin.language);
    if (file === 'csv')
      return bufferOf(strToU8(formatBookCsv(made.title, made.overview, tablesOf(made), say)));
    return bufferOf(packTripleS(made, order, dataset));
  }
}

function originOf({ language, madeAt }: BookOrder, summary: DataSummary): BookOrigin {
  return {
    surveyId: summary.survey.id,
    surveyTitle: summary.survey.title[language],
    questionnaireRevision: summary.questionnaire.revision,
    dataHash: summary.dataHash,
    responseCount: summary.responseCount,
    inventedCount: summary.inventedCount,
    firstSubmittedAt: summary.firstSubmittedAt,
    lastSubmittedAt: summary.lastSubmittedAt,
    madeAt,
    language,
  };
}

/** Both files of Triple-S belong together and name each other: one archive. */
function packTripleS(
  { origin, overview }: MadeBook,
  { columns, language, settings }: BookOrder,
  dataset: Dataset,
) {
  const say = wordsOfBook(language);
  const name = `survey-${origin.dataHash.slice(0, 8)}`;
  const said = new Set([say('survey'), say('period'), say('responses'), say('dataVersion'), say('caution')]);
  const { definition, data } = writeTripleS(dataset, columns, {
    title: overview
      .filter(([label]) => said.has(label))
      .map(([label, value]) => `${label}: ${value}`)
      .join(' / '),
    madeAt: origin.madeAt,
    weight: settings.weight?.column ?? null,
    dataFile: `${name}.csv`,
    silentWords: {
      unanswered: say('unanswered'),
      refused: say('refused'),
      dontKnow: say('dontKnow'),
      notShown: say('notShown'),
    },
  });
  return zipSync(
    { [`${name}.sss`]: strToU8(definition), [`${name}.csv`]: strToU8(data) },
    { mtime: new Date(origin.madeAt) },
  );
}

/** The bytes alone, to be handed over as they are. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer
    ? bytes.buffer
    : bytes.slice().buffer;
}
