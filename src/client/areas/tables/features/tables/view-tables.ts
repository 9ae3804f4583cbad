import type { SurveyTables } from '#client/workers/tabulation/tabulation-contract.ts';
import { formatCount } from '#ui/format.ts';
import type { Question } from './questions.ts';
import type { TableSelection } from './table-selection.ts';
import { computeView, withoutMarks, type TableView, type ViewWords } from './table-view.ts';
import { computeWaveView } from './wave-view.ts';

/**
 * The tables of one survey, or of several below each other; `undefined` while they are those of another selection.
 *
 * @param names what surveys are called beside each other, the newest first
 */
export function viewTables(
  all: readonly SurveyTables[],
  selection: TableSelection,
  questions: readonly Question[],
  names: ReadonlyMap<string, string>,
  words: ViewWords,
): TableView | undefined {
  const viewOf = ({ tables }: SurveyTables) => computeView(tables, selection, questions, words);
  const [first] = all;
  const view = first && viewOf(first);
  if (!view) return undefined;
  if (selection.waves.length === 0) return selection.comparison === 'groups' ? withoutMarks(view) : view;
  const waves = sortWaves(all, names).flatMap((wave) => {
    const own = wave === first ? view : viewOf(wave);
    return own ? [{ wave, title: names.get(wave.surveyId) ?? wave.surveyId, view: own }] : [];
  });
  return computeWaveView(
    waves,
    waves.findIndex(({ wave }) => wave === first),
    (section, at) => {
      const wave = waves[at]?.wave;
      return wave !== undefined && isComparable(view.sections[section]!.question, wave);
    },
  );
}

/** The newest first: a change is one from the survey before, whichever of them the table is made for. */
function sortWaves(waves: readonly SurveyTables[], names: ReadonlyMap<string, string>): SurveyTables[] {
  const order = [...names.keys()];
  return [...waves].sort((one, other) => order.indexOf(one.surveyId) - order.indexOf(other.surveyId));
}

function isComparable({ columns }: Question, { incomparable }: SurveyTables): boolean {
  return !columns.some((column) => incomparable.includes(column));
}

/** What has to be said of each other survey: that it is not there, how its questions differ, and who is in both. */
export function sayWaves(
  [, ...others]: readonly SurveyTables[],
  { items, by }: TableSelection,
  questions: readonly Question[],
  names: ReadonlyMap<string, string>,
  t: (
    key: 'waveNotAsked' | 'waveIncomparable' | 'waveReworded' | 'waveInBoth',
    values: Record<string, string>,
  ) => string,
): string[] {
  const named = questions.filter(({ code }) => items.includes(code) || by.flat().includes(code));
  return others.flatMap((wave) => {
    const survey = names.get(wave.surveyId) ?? wave.surveyId;
    if (wave.tables.length === 0) return [t('waveNotAsked', { survey })];
    const inBoth = wave.beside?.inBoth ?? 0;
    return [
      ...named.flatMap(({ columns, shortLabel: question }) => {
        const isAmong = (differing: readonly string[]) =>
          columns.some((column) => differing.includes(column));
        if (isAmong(wave.incomparable)) return [t('waveIncomparable', { survey, question })];
        return isAmong(wave.reworded) ? [t('waveReworded', { survey, question })] : [];
      }),
      ...(inBoth > 0 ? [t('waveInBoth', { survey, n: formatCount(inBoth, 'company') })] : []),
    ];
  });
}
