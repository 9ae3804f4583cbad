import { describe, expect, it } from 'vitest';
import { hashOfResponse, type SurveyWeights } from '#protocol/sample-weights.ts';
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
    sampleWeights: [],
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
  const extended = extendDataset(dataset, of, counted, {
    weightings: [],
    frames: [],
    codings: [],
    sampleWeights: [],
  });
  expect(extended).toEqual({ dataset, weightings: [], codedTexts: [] });
});

describe('a weighting that begins from the sample', () => {
  const weighted = record('w', { surveyId: 's', title: '名簿', margins: [], base: 'sample' });
  const extend = (weights: Record<string, number>) =>
    extendDataset(dataset, of, counted, {
      weightings: [weighted],
      frames: [],
      codings: [],
      sampleWeights: [{ surveyId: 's', version: 3, weights } as SurveyWeights],
    });

  it('gives each answer what its unit stands for, none to one that is not of it, and says which version', () => {
    const [first, second] = counted;
    const both = extend({ [hashOfResponse(first!.id)]: 6, [hashOfResponse(second!.id)]: 2 });
    expect([...both.dataset.columns.get('weight:w')!.values]).toEqual([1.5, 0.5]);
    expect(both.weightings[0]).toMatchObject({
      title: '名簿（標本の重み 第3版）',
      diagnostics: { withoutBase: 0 },
    });
    const one = extend({ [hashOfResponse(second!.id)]: 2 });
    expect([...one.dataset.columns.get('weight:w')!.values]).toEqual([0, 1]);
    expect(one.weightings[0]).toMatchObject({ diagnostics: { withoutBase: 1 } });
    expect(one.dataset.hash).not.toBe(both.dataset.hash);
  });

  it('cannot be used while the sample has no weights for the answers on the device', () => {
    expect(extend({}).weightings[0]).toMatchObject({ failure: { fault: 'noBase' } });
  });
});
