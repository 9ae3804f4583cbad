import { fiscalYearOf } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import type { TabulatedSurvey } from '#domain/tabulation/dataset/survey-choice.ts';
import {
  testAverageChanges,
  testChanges,
  type AveragePair,
  type Change,
  type SharedAnswers,
  type WaveAverage,
} from '#domain/tabulation/engine/wave-changes.ts';
import type { GroupOverlap, TableOverlap } from '#domain/tabulation/engine/wave-overlap.ts';
import { formatDayOfYear, formatFiscalYear, formatMonth } from '#ui/format.ts';
import {
  UNANSWERED,
  type CellBefore,
  type TableView,
  type ViewCell,
  type ViewPart,
  type ViewRow,
  type ViewSection,
} from './table-view.ts';

/** The tables of one survey among several. */
export interface WaveTables {
  title: string;
  view: TableView;
  /** Of each question across who is also in the survey before, and how they answered. */
  overlaps: readonly TableOverlap[];
}

/** A line's row of a survey, with the survey's place among the waves. */
interface WaveRow {
  wave: number;
  row: ViewRow;
}

/** Stands where a survey did not offer an answer: nobody could give it. */
const NOT_OFFERED: ViewCell = {
  count: 0,
  weight: 0,
  share: null,
  columnShare: null,
  p: null,
  level: 0,
  letters: '',
  isNotOffered: true,
};

/**
 * Tables of several surveys below each other: of everybody and of each group a line for each survey, the newest first.
 * They are never counted together. Marks say what has changed from the survey before, where a test bears it.
 *
 * @param waves the newest first
 * @param main which of them gives the lines and the answers across; those of the others are put under the same answers
 * @param isComparable whether a question, by its place across, was asked alike in a wave and in the main one
 */
export function computeWaveView(
  waves: readonly WaveTables[],
  main: number,
  isComparable: (section: number, wave: number) => boolean,
): TableView {
  const { view, title } = waves[main]!;
  const lines = [view.total, ...view.groups.flatMap(({ rows }) => rows)];
  const groupOf = new Map(
    view.groups.flatMap((group) => group.rows.map((row) => [row, group.title] as const)),
  );
  const rowsOf = (line: ViewRow): WaveRow[] =>
    waves.flatMap((each, wave) => {
      const row = wave === main ? line : findRow(each.view, view, line);
      if (!row) return [];
      const parts = row.parts.map((part, at) => alignPart(part, each.view.sections[at]!, view.sections[at]!));
      return [
        {
          wave,
          row: {
            ...row,
            parts,
            label: each.title,
            letter: undefined,
            isTotal: false,
            isWeighted: each.view.isWeighted,
          },
        },
      ];
    });
  const rows = lines.map(rowsOf);
  const findOverlaps: FindOverlaps = (line, section, wave) => {
    const { key } = lines[line]!;
    const stub = Math.max(
      0,
      view.groups.findIndex((group) => group.rows.includes(lines[line]!)),
    );
    const width = view.sections[section]!.question.columns.length;
    return (waves[wave]!.overlaps[section] ?? [])
      .slice(stub * width, (stub + 1) * width)
      .map((groups) => groups.find((each) => each.key.join('~') === key.join('~')));
  };
  const weighted = waves.filter((wave) => wave.view.isWeighted).map((wave) => wave.title);
  markChanges(rows, view.sections, isComparable, findOverlaps);
  return {
    ...view,
    isTotalGrouped: true,
    isWeighted: weighted.length > 0,
    ...(weighted.length > 0 && weighted.length < waves.length && { weightedAlone: weighted }),
    total: { ...view.total, label: `${view.total.label}（${title}）` },
    groups: lines.map((line, at) => ({
      title: line.isTotal || view.groups.length === 1 ? line.label : `${groupOf.get(line)}: ${line.label}`,
      rows: rows[at]!.map(({ row }) => row),
      emptyGroups: [],
    })),
  };
}

/**
 * What surveys are called beside each other, by when they began: the fiscal year, of several in one the month, of
 * several in that the day; of several on one day their titles. In the order of the surveys.
 */
export function nameWaves(surveys: readonly TabulatedSurvey[], language: Language): Map<string, string> {
  const kinds = [
    ({ startsOn }: TabulatedSurvey) => formatFiscalYear(fiscalYearOf(startsOn), language),
    ({ startsOn }: TabulatedSurvey) => formatMonth(startsOn, language),
    ({ startsOn }: TabulatedSurvey) => formatDayOfYear(startsOn, language),
  ];
  return new Map(
    surveys.map((survey) => {
      const name = kinds.find((kind) => surveys.filter((other) => kind(other) === kind(survey)).length === 1);
      return [survey.id, name ? name(survey) : survey.title[language]];
    }),
  );
}

/** The same group in another wave's tables; those of the same attributes stand in the same order. */
function findRow(other: TableView, main: TableView, line: ViewRow): ViewRow | undefined {
  if (line.isTotal) return other.total;
  const at = main.groups.findIndex(({ rows }) => rows.includes(line));
  return other.groups[at]?.rows.find(({ key }) => key.join('~') === line.key.join('~'));
}

/** Puts cells under the main wave's answers, by their codes: a revised question may have more or fewer, in another order. */
function alignPart(part: ViewPart, own: ViewSection, main: ViewSection): ViewPart {
  const places = new Map(own.columns.map(({ code }, place) => [code, place]));
  return {
    ...part,
    cells: main.columns.map(({ code }) => part.cells[places.get(code) ?? -1] ?? NOT_OFFERED),
  };
}

/** Who is in a line's group in a survey and in the one before: of each column of a question across. */
type FindOverlaps = (line: number, section: number, wave: number) => (GroupOverlap | undefined)[];

/** How those answered who are in a group in both surveys, in the order of the columns. */
function shareCells(group: GroupOverlap | undefined, { columns }: ViewSection): SharedAnswers | undefined {
  return (
    group && {
      pairs: group.pairs,
      cells: columns.map(
        ({ code }) =>
          (code === UNANSWERED ? group.missing : group.answers[code]) ?? { later: 0, earlier: 0, both: 0 },
      ),
    }
  );
}

/** A line's parts of one question in two surveys that follow each other. */
interface PartPair {
  later: ViewPart;
  earlier: ViewPart;
  overlaps: readonly (GroupOverlap | undefined)[];
}

function compareShares(pairs: readonly PartPair[], section: ViewSection): Change[][] {
  return testChanges(
    pairs.map(({ overlaps, ...parts }) => ({ ...parts, shared: shareCells(overlaps[0], section) })),
  );
}

/** Of a number its mean alone is compared, and not what stands beside it. */
function compareAverages(pairs: readonly PartPair[], { question }: ViewSection): Change[][] {
  const columns = question.columns.map((_, column) => column);
  const changes = testAverageChanges(
    pairs.flatMap(({ later, earlier, overlaps }) =>
      columns.map((column): AveragePair => ({
        later: averageIn(later, column),
        earlier: averageIn(earlier, column),
        shared: overlaps[column] && {
          pairs: overlaps[column].pairs,
          correlation: overlaps[column].correlation ?? 0,
        },
      })),
    ),
  );
  return pairs.map((_, index) => changes.slice(index * columns.length, (index + 1) * columns.length));
}

function averageIn({ cells }: ViewPart, column: number): WaveAverage {
  const { mean = null, sd = null, averageBase = 0 } = cells[column]!.average ?? {};
  return { mean, sd, n: averageBase };
}

/** Sets the marks of each row from that of the survey before; others have none. */
function markChanges(
  lines: readonly (readonly WaveRow[])[],
  sections: readonly ViewSection[],
  isComparable: (section: number, wave: number) => boolean,
  findOverlaps: FindOverlaps,
): void {
  for (const [section, own] of sections.entries()) {
    const pairs = lines.flatMap((rows, line) =>
      rows.flatMap(({ row, wave }, index) => {
        const before = rows[index + 1];
        const isAsked = isComparable(section, wave) && isComparable(section, wave + 1);
        return before?.wave === wave + 1 && isAsked
          ? [
              {
                row,
                later: row.parts[section]!,
                earlier: before.row.parts[section]!,
                label: before.row.label,
                overlaps: findOverlaps(line, section, wave),
              },
            ]
          : [];
      }),
    );
    const changes = own.kind === 'number' ? compareAverages(pairs, own) : compareShares(pairs, own);
    const marked = new Map(
      pairs.map(({ row, earlier, label, overlaps }, index) => [
        row,
        {
          changes: changes[index]!,
          before: (column: number): CellBefore => {
            const { weight, average } = earlier.cells[column]!;
            return {
              label,
              weight,
              base: earlier.weightedBase,
              pairs: (overlaps[column] ?? overlaps[0])?.pairs ?? 0,
              ...(average && { mean: average.mean ?? null }),
            };
          },
        },
      ]),
    );
    for (const { row } of lines.flat()) {
      const change = marked.get(row);
      row.parts = row.parts.map((part, at): ViewPart =>
        at !== section
          ? part
          : {
              ...part,
              cells: part.cells.map((cell, column) => ({
                ...cell,
                letters: '',
                p: change?.changes[column]?.p ?? null,
                level: change?.changes[column]?.level ?? 0,
                ...(change && { before: change.before(column) }),
              })),
            },
      );
    }
  }
}
