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
    const title = names.get(wave.surveyId) ?? wave.surveyId;
    return own ? [{ wave, title, view: own, overlaps: wave.before?.overlaps ?? [] }] : [];
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

/** What has to be said of the surveys: that one is not there, how its questions differ, and who is in it and in the one before. */
export function sayWaves(
  all: readonly SurveyTables[],
  { items, by, waves }: TableSelection,
  questions: readonly Question[],
  names: ReadonlyMap<string, string>,
  t: (
    key:
      | 'waveNotAsked'
      | 'waveIncomparable'
      | 'waveReworded'
      | 'waveInBoth'
      | 'waveInBothWeighted'
      | 'waveApart',
    values: Record<string, string>,
  ) => string,
): string[] {
  if (waves.length === 0) return [];
  const named = questions.filter(({ code }) => items.includes(code) || by.flat().includes(code));
  const nameOf = (id: string) => names.get(id) ?? id;
  const differing = all.slice(1).flatMap((wave) => {
    const survey = nameOf(wave.surveyId);
    if (wave.tables.length === 0) return [t('waveNotAsked', { survey })];
    return named.flatMap(({ columns, shortLabel: question }) => {
      const isAmong = (others: readonly string[]) => columns.some((column) => others.includes(column));
      if (isAmong(wave.incomparable)) return [t('waveIncomparable', { survey, question })];
      return isAmong(wave.reworded) ? [t('waveReworded', { survey, question })] : [];
    });
  });
  const paired = sortWaves(all, names).flatMap(({ surveyId, before }) => {
    if (!before) return [];
    const values = { survey: nameOf(surveyId), earlier: nameOf(before.surveyId) };
    if (before.companies === 0) return [t('waveApart', values)];
    const key = before.overlaps.length > 0 ? 'waveInBoth' : 'waveInBothWeighted';
    return [t(key, { ...values, n: formatCount(before.companies, 'company') })];
  });
  return [...differing, ...paired];
}
