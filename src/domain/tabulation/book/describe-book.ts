import { tokyoDate, tokyoTime, type Instant } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import { READING } from '#domain/tabulation/engine/figures.ts';
import type { BlockTests } from '#domain/tabulation/table.ts';
import { listTables, type BookSettings, type BookSpec } from './book-spec.ts';
import { wordsOfBook, type SayWord } from './book-words.ts';
import type { ColumnIndex, LaidTable } from './lay-out-table.ts';

/** Where the figures of a book come from. */
export interface BookOrigin {
  surveyId: string;
  surveyTitle: string;
  questionnaireRevision: number;
  dataHash: string;
  responseCount: number;
  inventedCount: number;
  firstSubmittedAt: Instant | null;
  lastSubmittedAt: Instant | null;
  madeAt: Instant;
  language: Language;
}

/** One thing that has to be known of a table or book: `['母数', '無回答を含む …']`. */
export type BookLine = [label: string, value: string];

/** What stands on the first sheet of a book (調査概要). */
export function describeSurvey(
  book: BookSpec,
  settings: BookSettings,
  columns: ColumnIndex,
  origin: BookOrigin,
): BookLine[] {
  const say = wordsOfBook(origin.language);
  return [
    ...describeOrigin(settings, columns, origin, say),
    [say('testing'), say(settings.tests ? 'withTests' : 'noTests')],
    [say('tables'), say('tablesValue', { n: listTables(book).length })],
    [say('madeAt'), `${tokyoDate(origin.madeAt)} ${tokyoTime(origin.madeAt)}`],
    ...book.omitted.map(({ heading, lacks }): BookLine => [
      say('omitted'),
      say('lacks', { heading, names: lacks.join(say('comma')) }),
    ]),
  ];
}

/** What holds for the table as for all of its book, then how it is read and what its tests say. */
export function describeTable(
  table: LaidTable,
  settings: BookSettings,
  columns: ColumnIndex,
  origin: BookOrigin,
): { lines: BookLine[]; notes: string[] } {
  const say = wordsOfBook(origin.language);
  const [base] = table.rows;
  const survey = describeOrigin(settings, columns, origin, say);
  return {
    lines: [
      [say('question'), table.questions.join(say('comma'))],
      [say('by'), table.by ?? say('simple')],
      ...(base && table.layout !== 'grid' ? [[say('n'), String(base.base)] satisfies BookLine] : []),
      ...survey,
      [say('testing'), settings.tests ? listTests(table, say).join(say('comma')) : say('noTests')],
    ],
    notes: listNotes(table, settings, say),
  };
}

function describeOrigin(
  { base, weight, filter, remarks = [] }: BookSettings,
  columns: ColumnIndex,
  origin: BookOrigin,
  say: SayWord,
): BookLine[] {
  const day = (instant: Instant | null) => (instant === null ? '－' : tokyoDate(instant));
  const conditions = (filter?.all ?? []).map((condition) => {
    const column = columns.get(condition.column);
    const wanted = condition.in.map(
      (code) => column?.categories.find((category) => category.code === code)?.label ?? code,
    );
    return `${column?.label ?? condition.column} = ${wanted.join(say('comma'))}`;
  });
  return [
    [say('survey'), origin.surveyTitle],
    [
      say('period'),
      say('periodValue', { from: day(origin.firstSubmittedAt), to: day(origin.lastSubmittedAt) }),
    ],
    [say('responses'), say('responsesValue', { n: origin.responseCount })],
    [say('base'), say(base)],
    [say('filter'), conditions.length > 0 ? conditions.join(' / ') : say('noFilter')],
    ...remarks.map(([label, text]): BookLine => [label, text]),
    [say('weighting'), weight ? say('weighted', { name: weight.name }) : say('unweighted')],
    [
      say('dataVersion'),
      say('dataVersionValue', {
        hash: origin.dataHash.slice(0, 8),
        revision: String(origin.questionnaireRevision),
      }),
    ],
    ...(origin.inventedCount > 0
      ? [[say('caution'), say('invented', { n: origin.inventedCount })] satisfies BookLine]
      : []),
  ];
}

function listNotes(table: LaidTable, settings: BookSettings, say: SayWord): string[] {
  const limits = {
    small: READING.flagBelow,
    hidden: READING.hideBelow,
    notable: READING.notablePoints,
    large: READING.largePoints,
  };
  const ranks = Math.max(0, ...table.rows.flatMap(({ cells }) => cells.map(({ rank }) => rank ?? 0)));
  return [
    table.layout === 'cross' && say('totalRule'),
    table.kind === 'multiple' && say('several'),
    ranks > 0 && say('ranks', { n: ranks }),
    table.layout === 'cross' && settings.tests && table.kind !== 'number' && say('marks', limits),
    table.hasLetters && say('lettersRule'),
    table.layout !== 'simple' && say('smallRule', limits),
    table.emptyGroups.length > 0 && say('emptyGroups', { names: table.emptyGroups.join(say('comma')) }),
    table.kind !== 'number' && say('rounding'),
  ].filter((note) => note !== false);
}

/** The results of the table's tests; of a simple table that it has intervals. */
function listTests({ blocks, layout, kind }: LaidTable, say: SayWord): string[] {
  if (kind === 'number' || layout === 'simple') return [say(kind === 'number' ? 'noTests' : 'intervals')];
  if (layout === 'grid') return [say('noTests')];
  const results = blocks.flatMap(({ tests }) => (tests ? sayTests(tests, say) : []));
  return results.length > 0 ? results : [say('notTested')];
}

function sayTests(tests: BlockTests, say: SayWord): string[] {
  const { chiSquare, cramersV, monteCarlo, multipleAnswer, raoScott, valid, expectedBelow5 } = tests;
  const lines: string[] = [];
  if (chiSquare) {
    const { statistic, df, p } = chiSquare;
    const v = cramersV === null || cramersV === undefined ? '－' : cramersV.toFixed(3);
    const line = say('chiSquare', { statistic: statistic.toFixed(2), df, p: sayP(p), v });
    lines.push(valid === false ? `${line}${say('notValid', { n: expectedBelow5 ?? 0 })}` : line);
  }
  if (monteCarlo) lines.push(say('monteCarlo', { n: monteCarlo.replicates, p: sayP(monteCarlo.p) }));
  if (multipleAnswer)
    lines.push(
      say('multipleAnswer', {
        statistic: multipleAnswer.adjusted.toFixed(2),
        df: multipleAnswer.df.toFixed(1),
        p: sayP(multipleAnswer.p),
      }),
    );
  if (raoScott)
    lines.push(
      say('raoScott', {
        statistic: raoScott.f.toFixed(2),
        df1: raoScott.df1.toFixed(1),
        df2: raoScott.df2.toFixed(1),
        p: sayP(raoScott.p),
      }),
    );
  return lines;
}

function sayP(p: number): string {
  return p < 0.001 ? 'p<0.001' : `p=${p.toFixed(3)}`;
}
