import { expect, it } from 'vitest';
import { extendDataset, type Additions } from '#client/workers/tabulation/extend-dataset.ts';
import { textHashOf } from '#domain/tabulation/coding/text-hash.ts';
import { datasetFromResponses, listCounted } from '#domain/tabulation/dataset/survey-dataset.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const survey = readSurvey();
const of = { surveyId: 's', questionnaireId: survey.id };
const responses = ['人手が足りない', '資材が高い'].map((text, index) => ({
  id: `r${index}`,
  fields: {
    surveyId: 's',
    questionnaireId: survey.id,
    questionnaireRevision: survey.revision,
    submittedAt: '2026-11-20T00:00:00.000Z',
    disposition: 'complete' as const,
    answers: { industry: index === 0 ? 'manufacturing' : 'construction', issues_detail: text },
  },
}));
const counted = listCounted(survey, 's', responses);
const { dataset } = datasetFromResponses(survey, 's', responses);
const record = <F extends object>(id: string, fields: F) => ({
  id,
  revision: 1,
  fields,
  deletedAt: null,
  conflicts: [],
  warnings: [],
});

it('has a column for each weighting of the survey that comes out and each frame of its questionnaire', () => {
  const weighting = (id: string, targets: Record<string, number>, surveyId = 's') =>
    record(id, { surveyId, title: id, margins: [{ column: 'industry', targets }] });
  const frame = (id: string, questionnaireId: string) =>
    record(id, {
      questionnaireId,
      item: 'issues_detail',
      title: '困りごと',
      categories: [{ code: 'a', label: '人手' }],
    });
  const additions: Additions = {
    weightings: [
      weighting('good', { manufacturing: 3, construction: 1 }),
      weighting('empty', { manufacturing: 3, transport: 1 }),
      weighting('other', { manufacturing: 1 }, 'another'),
    ],
    frames: [frame('f', survey.id), frame('g', 'another')],
    codings: [
      {
        id: '1',
        fields: { frameId: 'f', textHash: textHashOf('人手が足りない'), coder: 'sato', categories: ['a'] },
      },
    ],
  };
  const { dataset: extended, weightings, codedTexts } = extendDataset(dataset, of, counted, additions);
  const names = extended.codebook.columns.map(({ name }) => name);
  expect(names.filter((name) => name.includes(':'))).toEqual(['coded:f', 'weight:good']);
  expect([...extended.columns.get('weight:good')!.values]).toEqual([
    expect.closeTo(1.5, 8),
    expect.closeTo(0.5, 8),
  ]);
  expect([...extended.columns.get('coded:f')!.values]).toEqual([1, 0]);
  expect(
    weightings.map(({ id, ...state }) => [id, 'failure' in state ? state.failure.fault : state.column]),
  ).toEqual([
    ['good', 'weight:good'],
    ['empty', 'emptyCategory'],
  ]);
  expect(codedTexts).toMatchObject([{ column: 'coded:f', item: 'issues_detail', title: '困りごと' }]);
  expect(extended.hash).not.toBe(dataset.hash);
});

it('leaves the data as they are where people have added nothing', () => {
  const extended = extendDataset(dataset, of, counted, { weightings: [], frames: [], codings: [] });
  expect(extended).toEqual({ dataset, weightings: [], codedTexts: [] });
});
