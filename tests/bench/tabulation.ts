import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { crossTable, type BookColumn } from '#domain/tabulation/book/book-spec.ts';
import type { BookOrigin } from '#domain/tabulation/book/describe-book.ts';
import type { CodedData, ColumnData } from '#domain/tabulation/dataset/columns.ts';
import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import type { TableSpec, TableTests } from '#domain/tabulation/table-spec.ts';
import { layBookSheets } from '#client/workers/book/book-sheets.ts';
import { bindBook } from '#client/workers/book/made-book.ts';
import { writeWorkbook } from '#client/workers/workbook/write-workbook.ts';
import { computeSpread, ratioFigure, timeFigure, type Figure } from './figure.ts';
import { C_LOOP, countByPeers, type PeerColumns } from './tabulation-peers.ts';

const ROUNDS = 30;
const MANY_ROWS = 3_400_000;
/** A survey's usual size, and how its report book is made up: 8 groups × 60 items. */
const SURVEY_ROWS = 1_260;
const BOOK_GROUPS = [8, 6, 5, 4, 3, 10, 7, 5];
const BOOK_TESTS: TableTests = {
  chiSquare: true,
  fisher: 'auto',
  residuals: true,
  interval: 'wilson',
  columnProportions: { alpha: [0.05, 0.01], adjust: 'holm' },
};
const BOOK_ORIGIN: BookOrigin = {
  surveyId: 'survey',
  surveyTitle: 'Survey',
  questionnaireRevision: 1,
  dataHash: '0'.repeat(64),
  responseCount: SURVEY_ROWS,
  inventedCount: SURVEY_ROWS,
  firstSubmittedAt: null,
  lastSubmittedAt: null,
  madeAt: '2026-11-20T05:30:00.000Z',
  language: 'ja',
};

/** How many times as long as a peer ours may take, 20 × 9 and 20 × 16 options. */
const PEER_BARS: Record<string, { single?: number; multiple?: number }> = {
  DuckDB: { single: 1, multiple: 1 / 5 },
  [C_LOOP]: { single: 1.5 },
};

/**
 * Times tables over invented answers, beside a plain loop over the same columns and, where wanted, beside DuckDB, Arquero
 * and a loop in C: one cross table of single answers and one of a multiple answer, how time grows with the rows, and a
 * whole report book.
 */
export async function measureTabulation(withPeers: boolean): Promise<Figure[]> {
  const many = inventDataset(MANY_ROWS, { groups: 20, answers: 9, options: 16 });
  return [
    ...(await compareLoops(many, withPeers)),
    ...[3, 4, 5, 6, 7].map((power) => {
      const dataset = inventDataset(10 ** power, { groups: 20, answers: 9 });
      return timeFigure(
        `20 × 9 over 10^${power} rows`,
        timeRounds(() => computeTable(dataset, crossOf('groups', 'answers'))),
      );
    }),
    ...measureBook(),
  ];
}

async function compareLoops(many: Dataset, withPeers: boolean): Promise<Figure[]> {
  const [groups, answers, options] = ['groups', 'answers', 'options'].map(
    (name) => (many.columns.get(name) as CodedData).values,
  );
  const single = crossOf('groups', 'answers');
  const multiple = crossOf('groups', 'options');
  const ours = {
    single: timeRounds(() => computeTable(many, single)),
    multiple: timeRounds(() => computeTable(many, multiple)),
  };
  const countsOf = (spec: TableSpec) => computeTable(many, spec).blocks[0]!.count.flat();
  const columns = { groups, answers, options } as PeerColumns;
  const peers = {
    'plain loop': {
      single: { times: timeRounds(() => loopOverAnswers(groups!, answers!)) },
      multiple: { times: timeRounds(() => loopOverOptions(groups!, options!, 16)) },
    },
    ...(withPeers &&
      (await countByPeers(columns, ROUNDS, { single: countsOf(single), multiple: countsOf(multiple) }))),
  };
  const compare = (name: string, table: 'single' | 'multiple'): Figure[] => [
    {
      ...timeFigure(name, ours[table]),
      peers: Object.fromEntries(
        Object.entries(peers).map(([peer, tables]) => [peer, computeSpread(name, tables[table].times)]),
      ),
    },
    ...Object.entries(peers).map(([peer, tables]) =>
      ratioFigure(`… to ${peer}`, ours[table], tables[table].times, PEER_BARS[peer]?.[table]),
    ),
  ];
  return [
    ...compare('20 × 9 over 3.4 million rows', 'single'),
    ...compare('20 × 16 options over 3.4 million rows', 'multiple'),
  ];
}

function measureBook(): Figure[] {
  const sizes: Record<string, number> = {};
  BOOK_GROUPS.forEach((size, index) => (sizes[`groups${index}`] = size));
  for (let index = 0; index < 40; index++) sizes[`answers${index}`] = 5;
  for (let index = 0; index < 20; index++) sizes[`options${index}`] = 8 + (index % 9);
  const dataset = inventDataset(SURVEY_ROWS, sizes);
  const names = Object.keys(sizes);
  const spec: TableSpec = {
    stub: names.filter((name) => name.startsWith('groups')).map((name) => [name]),
    banner: names.filter((name) => !name.startsWith('groups')),
    base: 'asked',
  };
  return [
    timeFigure(
      'report book of 480 tables at 1,260 rows, counts and shares',
      timeRounds(() => computeTable(dataset, spec)),
      5,
    ),
    timeFigure(
      'report book of 480 tables at 1,260 rows, with tests',
      timeRounds(() => computeTable(dataset, { ...spec, tests: BOOK_TESTS })),
      100,
    ),
    timeFigure(
      'workbook of 480 tables with tests, from the data to the .xlsx',
      timeRounds(() => writeBook(dataset, spec.stub.flat(), spec.banner), 5),
      3_000,
    ),
  ];
}

/** The whole way of a report book, on one thread and without a pause. */
function writeBook(dataset: Dataset, groups: readonly string[], items: readonly string[]): Uint8Array {
  const settings = { base: 'asked', weight: null, filter: null, tests: true } as const;
  const columns = [...dataset.columns].map(([code, data]): BookColumn => {
    const { kind, categories } = data as CodedData;
    const named = categories.map((category) => ({ ...category, label: `answer ${category.code}` }));
    return { code, kind, label: code, categories: named };
  });
  const named = (code: string) => columns.find((column) => column.code === code)!;
  const tables = items.flatMap((item) =>
    groups.map((group) => crossTable(named(item), named(group), settings)),
  );
  const book = { title: 'book', chapters: [{ heading: '', tables }], omitted: [] };
  const made = bindBook(
    book,
    tables.map(({ spec }) => computeTable(dataset, spec)),
    { settings, columns, origin: BOOK_ORIGIN },
  );
  return writeWorkbook(layBookSheets(made), { title: 'book', madeAt: BOOK_ORIGIN.madeAt });
}

function crossOf(stub: string, banner: string): TableSpec {
  return { stub: [[stub]], banner: [banner], base: 'asked' };
}

/** Columns of so many codes with random answers; those called `options…` have several. */
function inventDataset(rowCount: number, sizes: Record<string, number>): Dataset {
  const random = new SeededRandom(2026);
  const columns = new Map<string, ColumnData>();
  for (const [name, size] of Object.entries(sizes)) {
    const isMultiple = name.startsWith('options');
    columns.set(name, {
      kind: isMultiple ? 'multiple' : 'single',
      categories: Array.from({ length: size }, (_, code) => ({ code: `${code}`, label: '', pinned: false })),
      // Of two draws of bits both: a quarter of the options is ticked.
      values: isMultiple
        ? new Uint16Array(rowCount).map(() => random.below(2 ** size) & random.below(2 ** size))
        : new Uint8Array(rowCount).map(() => 1 + random.below(size)),
      missing: new Uint8Array(rowCount),
    });
  }
  return { codebook: { columns: [] }, rowCount, columns, hash: '' };
}

function timeRounds(work: () => unknown, rounds = ROUNDS): number[] {
  for (let round = 0; round < 5; round++) work();
  return Array.from({ length: rounds }, () => {
    const begunMs = performance.now();
    work();
    return performance.now() - begunMs;
  });
}

function loopOverAnswers(groups: ArrayLike<number>, answers: ArrayLike<number>): number[][] {
  const counts = Array.from({ length: 21 }, () => Array.from({ length: 10 }, () => 0));
  for (let row = 0; row < groups.length; row++) counts[groups[row]!]![answers[row]!]!++;
  return counts;
}

function loopOverOptions(groups: ArrayLike<number>, masks: ArrayLike<number>, width: number): number[][] {
  const counts = Array.from({ length: 21 }, () => Array.from({ length: width }, () => 0));
  for (let row = 0; row < groups.length; row++) {
    const cells = counts[groups[row]!]!;
    for (let option = 0; option < width; option++) if ((masks[row]! >>> option) & 1) cells[option]!++;
  }
  return counts;
}
