import { fiscalYearOf } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import type { TabulatedSurvey } from '#domain/tabulation/dataset/survey-choice.ts';
import { testChanges } from '#domain/tabulation/engine/wave-changes.ts';
import { formatFiscalYear } from '#ui/format.ts';
import type { TableView, ViewPart, ViewRow } from './table-view.ts';

/** The tables of one survey among several. */
export interface WaveTables {
  title: string;
  view: TableView;
}

/**
 * Tables of several surveys below each other: of everybody and of each group a line for each survey, the newest first.
 * They are never counted together. Marks say what has changed from the survey before, where a test bears it.
 *
 * @param waves the newest first; the first one gives the lines
 * @param isComparable whether a question, by its place across, was asked alike in the first and in the other one
 */
export function computeWaveView(
  waves: readonly WaveTables[],
  isComparable: (section: number, wave: number) => boolean,
): TableView {
  const [first, ...others] = waves;
  const { view } = first!;
  const lines = [view.total, ...view.groups.flatMap(({ rows }) => rows)];
  const groupOf = new Map(view.groups.flatMap(({ title, rows }) => rows.map((row) => [row, title] as const)));
  const rowsOf = (line: ViewRow): ViewRow[] =>
    waves.flatMap((wave, index) => {
      const row = index === 0 ? line : findRow(wave.view, view, line);
      return row ? [{ ...row, label: wave.title, letter: undefined, isTotal: false }] : [];
    });
  const groups = lines.map((line) => ({
    title: line.isTotal || view.groups.length === 1 ? line.label : `${groupOf.get(line)}: ${line.label}`,
    rows: rowsOf(line),
    emptyGroups: [],
  }));
  markChanges(groups, view.sections.length, isComparable, others.length + 1);
  return {
    ...view,
    isTotalGrouped: true,
    total: { ...view.total, label: `${view.total.label}（${first!.title}）` },
    groups,
  };
}

/** What surveys are called beside each other: by their fiscal year, or, where two are of one, by their titles. */
export function nameWaves(surveys: readonly TabulatedSurvey[], language: Language): Map<string, string> {
  const years = surveys.map(({ startsOn }) => fiscalYearOf(startsOn));
  return new Map(
    surveys.map(({ id, title }, index) => {
      const year = years[index]!;
      const isOnly = years.filter((other) => other === year).length === 1;
      return [id, isOnly ? formatFiscalYear(year, language) : title[language]];
    }),
  );
}

/** The same group in another wave's tables; those of the same attributes stand in the same order. */
function findRow(other: TableView, main: TableView, line: ViewRow): ViewRow | undefined {
  if (line.isTotal) return other.total;
  const at = main.groups.findIndex(({ rows }) => rows.includes(line));
  return other.groups[at]?.rows.find(({ key }) => key.join('~') === line.key.join('~'));
}

/** Sets the marks of each line from the line below it, which is the survey before; others have none. */
function markChanges(
  groups: readonly { rows: ViewRow[] }[],
  sections: number,
  isComparable: (section: number, wave: number) => boolean,
  waves: number,
): void {
  for (let section = 0; section < sections; section++) {
    const pairs = groups.flatMap(({ rows }) =>
      rows.flatMap((row, index) => {
        const earlier = rows[index + 1];
        const isAsked = index + 1 < waves && isComparable(section, index) && isComparable(section, index + 1);
        return earlier && isAsked
          ? [{ row, later: row.parts[section]!, earlier: earlier.parts[section]! }]
          : [];
      }),
    );
    const changes = testChanges(pairs);
    const marked = new Map(pairs.map(({ row }, index) => [row, changes[index]!]));
    for (const { rows } of groups)
      for (const row of rows) {
        const own = marked.get(row);
        row.parts = row.parts.map((part, at): ViewPart =>
          at !== section
            ? part
            : {
                ...part,
                cells: part.cells.map((cell, column) => ({
                  ...cell,
                  letters: '',
                  p: own?.[column]?.p ?? null,
                  level: own?.[column]?.level ?? 0,
                })),
              },
        );
      }
  }
}
