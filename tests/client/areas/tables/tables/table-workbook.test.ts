import { expect, it } from 'vitest';
import { listTables } from '#domain/tabulation/book/book-spec.ts';
import { indexColumns, layOutTable } from '#domain/tabulation/book/lay-out-table.ts';
import { wordsOfBook } from '#domain/tabulation/book/book-words.ts';
import { datasetFromResponses } from '#domain/tabulation/dataset/survey-dataset.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { listQuestions } from '#client/areas/tables/features/tables/questions.ts';
import { parseOwn, parseSelection } from '#client/areas/tables/features/tables/table-selection.ts';
import { toBookOrder } from '#client/areas/tables/features/tables/table-workbook.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const survey = readSurvey();
const own = [
  {
    kind: 'groups',
    name: '.own1',
    label: '規模',
    source: 'employees',
    groups: [{ code: 'g1', label: '中規模', codes: ['e11_20', 'e21_50'] }],
  },
];
const query = {
  item: 'issues,issues_top.score',
  by: 'region~.own1,urban',
  f: 'awareness:work,name',
  own: JSON.stringify(own),
};
const questions = listQuestions(
  survey,
  'manager',
  'ja',
  { derived: '', coded: '', own: '', rank: '平均順位', score: '平均得点' },
  { own: parseOwn(query) },
);
const order = toBookOrder(parseSelection(query, questions)!, questions, {
  title: '会議の表',
  weight: undefined,
  own: '作成した区分',
  language: 'ja',
  madeAt: '2026-11-29T05:30:00.000Z',
});
const tables = listTables(order.book);

it('makes a sheet of each question by each attribute, averages one by one', () => {
  const options = questions.find(({ code }) => code === 'issues_top.score')!.columns.length;
  expect(tables).toHaveLength(2 + 2 * options);
  expect(tables.slice(0, 2).map(({ heading }) => heading)).toEqual([
    '問1 いま抱えている経営課題は何ですか × 地域 › 規模',
    '問1 いま抱えている経営課題は何ですか × 都市部・郡部',
  ]);
  expect(order.settings.remarks).toEqual([['作成した区分', '規模 (中規模 = 11～20名 + 21～50名)']]);
  expect(order.settings.filter).toEqual({ all: [{ column: 'awareness', in: ['work', 'name'] }] });
});

it('holds what the screen shows: groups of one’s own, nested, of those who pass the filter', () => {
  const answer = (id: string, answers: Record<string, string | string[]>) => ({
    id,
    fields: {
      surveyId: 'w',
      questionnaireId: survey.id,
      submittedAt: '2026-11-20T05:30:00.000Z',
      disposition: 'complete' as const,
      answers,
    },
  });
  const who = { municipality: 'aomori', employees: 'e21_50', issues: ['labour'] };
  const { dataset } = datasetFromResponses(survey, 'w', [
    ...Array.from({ length: 12 }, (_, index) => answer(`a${index}`, { ...who, awareness: 'work' })),
    answer('b', { ...who, awareness: 'unknown' }),
  ]);
  const [nested] = tables;
  const laid = layOutTable(
    nested!,
    computeTable(dataset, nested!.spec),
    indexColumns(order.columns),
    wordsOfBook('ja'),
  );
  expect(laid.rows.map(({ label, base }) => [label, base])).toEqual([
    ['全体', 12],
    ['東青 / 中規模', 12],
  ]);
});
