import type { SurveyTables } from '#client/workers/tabulation/tabulation-contract.ts';
import type { Question } from './questions.ts';
import type { TableSelection } from './table-selection.ts';
import { computeView, withoutMarks, type TableView, type ViewWords } from './table-view.ts';
import { computeWaveView } from './wave-view.ts';

/** The tables of one survey, or of several below each other; `undefined` while they are those of another selection. */
export function viewTables(
  [first, ...others]: readonly SurveyTables[],
  selection: TableSelection,
  questions: readonly Question[],
  titleOf: (surveyId: string) => string,
  words: ViewWords,
): TableView | undefined {
  const viewOf = ({ tables }: SurveyTables) => computeView(tables, selection, questions, words);
  const view = first && viewOf(first);
  if (!view) return undefined;
  if (selection.waves.length === 0) return selection.comparison === 'groups' ? withoutMarks(view) : view;
  const waves = others.flatMap((wave) => {
    const own = viewOf(wave);
    return own ? [{ wave, view: own }] : [];
  });
  return computeWaveView(
    [
      { title: titleOf(first.surveyId), view },
      ...waves.map((each) => ({ title: titleOf(each.wave.surveyId), view: each.view })),
    ],
    (section, index) => {
      const question = view.sections[section]!.question;
      return index === 0 || isComparable(question, waves[index - 1]!.wave);
    },
  );
}

function isComparable({ columns }: Question, { incomparable }: SurveyTables): boolean {
  return !columns.some((column) => incomparable.includes(column));
}

/** Which surveys are not there, and which questions had other options in one. */
export function sayWaves(
  [, ...others]: readonly SurveyTables[],
  { items, by }: TableSelection,
  questions: readonly Question[],
  titleOf: (surveyId: string) => string,
  t: (key: 'waveNotAsked' | 'waveIncomparable', values: Record<string, string>) => string,
): string[] {
  const named = questions.filter(({ code }) => items.includes(code) || by.flat().includes(code));
  return others.flatMap((wave) => {
    const survey = titleOf(wave.surveyId);
    if (wave.tables.length === 0) return [t('waveNotAsked', { survey })];
    return named
      .filter((question) => !isComparable(question, wave))
      .map((question) => t('waveIncomparable', { survey, question: question.shortLabel }));
  });
}
