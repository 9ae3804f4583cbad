import { expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import {
  codebookOf,
  datasetFromResponses,
  type ResponseRecord,
} from '#domain/tabulation/dataset/survey-dataset.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const survey = readSurvey();

function response(
  id: string,
  answers: Record<string, Json>,
  fields: Partial<SurveyResponse> = {},
): ResponseRecord {
  return {
    id,
    fields: {
      surveyId: 'wave',
      questionnaireId: survey.id,
      questionnaireRevision: 1,
      submittedAt: '2026-11-20T05:30:00.000Z',
      disposition: 'complete',
      answers,
      ...fields,
    },
  };
}

it('counts complete and partial responses and nothing else', () => {
  const responses = [
    response('1', { industry: 'manufacturing' }),
    response(
      '2',
      { industry: 'trade' },
      { disposition: 'partial', submittedAt: '2026-11-18T05:30:00.000Z', invented: true },
    ),
    response('3', { industry: 'trade' }, { disposition: 'duplicate' }),
    response('4', { industry: 'trade' }, { disposition: 'breakOff' }),
    response('5', { industry: 'trade' }, { submittedAt: undefined, disposition: undefined }),
    response('6', { industry: 'trade' }, { questionnaireId: 'another' }),
  ];
  expect(datasetFromResponses(survey, 'wave', responses)).toMatchObject({
    responseCount: 2,
    inventedCount: 1,
    firstSubmittedAt: '2026-11-18T05:30:00.000Z',
    lastSubmittedAt: '2026-11-20T05:30:00.000Z',
    unknownAnswers: {},
  });
});

it('never counts the responses of two surveys together', () => {
  const responses = [
    response('1', { industry: 'trade' }),
    response('2', { industry: 'trade' }, { surveyId: 'another wave' }),
    response('3', { industry: 'trade' }, { surveyId: undefined }),
  ];
  expect(datasetFromResponses(survey, 'wave', responses).responseCount).toBe(1);
  expect(datasetFromResponses(survey, 'another wave', responses).responseCount).toBe(1);
  expect(datasetFromResponses(survey, '', responses).responseCount).toBe(0);
});

it('counts responses of another revision of the questionnaire with those of their survey', () => {
  const former = response('1', { industry: 'trade' }, { questionnaireRevision: survey.revision - 1 });
  expect(datasetFromResponses(survey, 'wave', [former]).responseCount).toBe(1);
});

it('tabulates issues by what follows from the municipality', () => {
  const { dataset } = datasetFromResponses(survey, 'wave', [
    response('1', { municipality: 'hachinohe', issues: ['labour', 'sales'] }),
    response('2', { municipality: 'nanbu', issues: ['none'] }),
    response('3', { municipality: { missing: 'refused' }, issues: ['sales'] }),
    response('4', { issues: { missing: 'unanswered' } }),
  ]);
  const [byRegion, byUrban] = computeTable(dataset, {
    stub: [['region'], ['urban']],
    banner: ['issues'],
    base: 'asked',
  }).blocks;
  const sanpachi = byRegion!.rows.findIndex(({ key }) => key[0] === 'sanpachi');
  expect(byRegion!.rows[sanpachi]!.unweightedBase).toBe(2);
  expect(byUrban!.rows.map(({ key, unweightedBase }) => [key[0], unweightedBase])).toEqual([
    ['city', 1],
    ['county', 1],
  ]);
  expect(byUrban!.total).toMatchObject({ unweightedBase: 4, missing: { unanswered: 1 } });
  expect(byUrban!.total.count[byUrban!.columns.indexOf('sales')]).toBe(2);
});

it('makes a column of each row of a grid, and keeps why an answer is missing', () => {
  const { dataset } = datasetFromResponses(survey, 'wave', [
    response('1', {
      directions: { iot_ai: 'necessary' },
      satisfaction: { missing: 'notApplicable' },
      sales: { missing: 'dontKnow' },
    }),
    response('2', { directions: { iot_ai: 'not' }, satisfaction: 'satisfied', sales: 'under_10m' }),
  ]);
  const blocks = computeTable(dataset, {
    stub: [[]],
    banner: ['directions.iot_ai', 'satisfaction', 'sales'],
    base: 'asked',
  }).blocks;
  expect(blocks[0]!.total).toMatchObject({ count: [1, 0, 0, 1, 0], unweightedBase: 2 });
  expect(blocks[1]!.total).toMatchObject({ count: [1, 0, 0, 0], unweightedBase: 1 });
  expect(blocks[2]!.total.missing).toEqual({ unanswered: 0, refused: 0, dontKnow: 1, notShown: 0 });
});

it('says of each column which answers of another revision count as unanswered, or in part', () => {
  const { dataset, unknownAnswers } = datasetFromResponses(survey, 'wave', [
    response('1', { industry: 'mining_old', issues: ['labour', 'pandemic'] }),
  ]);
  expect(unknownAnswers).toEqual({ industry: { whole: 1, partial: 0 }, issues: { whole: 0, partial: 1 } });
  const [industry, issues] = computeTable(dataset, {
    stub: [[]],
    banner: ['industry', 'issues'],
    base: 'asked',
  }).blocks;
  expect(industry!.total.missing.unanswered).toBe(1);
  expect(issues!.total.count.reduce((sum, count) => sum + count)).toBe(1);
});

it('has the same version wherever the same responses are, in whatever order they came', () => {
  const responses = [response('1', { industry: 'trade' }), response('2', { industry: 'fisheries' })];
  const { hash } = datasetFromResponses(survey, 'wave', responses).dataset;
  expect(datasetFromResponses(survey, 'wave', responses.toReversed()).dataset.hash).toBe(hash);
});

it('names its columns in both languages', () => {
  const labels = (language: 'ja' | 'en') => codebookOf(survey, language).columns.map(({ label }) => label);
  expect(labels('ja')).toContain('都市部・郡部');
  expect(labels('en')).toContain('Cities and counties');
});

it('asks which institution should help only those who have the issue', () => {
  const { dataset } = datasetFromResponses(survey, 'wave', [
    response('1', { issues: ['labour', 'sales'], institutions: { labour: ['foundation', 'chamber'] } }),
    response('2', { issues: ['sales'], institutions: { sales: ['bank'] } }),
    // Broke off before the question, and one who has no issue.
    response('3', { issues: ['labour'] }, { disposition: 'partial' }),
    response('4', { issues: ['none'], institutions: { missing: 'notApplicable' } }),
    // What was answered before the issue was unticked.
    response('5', { issues: ['sales'], institutions: { labour: ['bank'], sales: ['bank'] } }),
  ]);
  const [labour, sales] = computeTable(dataset, {
    stub: [[]],
    banner: ['institutions.labour', 'institutions.sales'],
    base: 'asked',
  }).blocks;
  const countOf = (block: typeof labour, code: string) => block!.total.count[block!.columns.indexOf(code)];
  expect(labour!.total).toMatchObject({ unweightedBase: 2, missing: { unanswered: 1 } });
  expect([countOf(labour, 'foundation'), countOf(labour, 'bank')]).toEqual([1, 0]);
  expect(sales!.total).toMatchObject({ unweightedBase: 3, missing: { unanswered: 1 } });
  expect(countOf(sales, 'bank')).toBe(2);
});

it('counts a ranking by its first place, by all that are ranked, and by mean rank and points', () => {
  const { dataset } = datasetFromResponses(survey, 'wave', [
    response('1', { issues_top: ['sales', 'labour', 'costs'] }),
    response('2', { issues_top: ['labour'] }),
    response('3', {}),
  ]);
  const blocks = computeTable(dataset, {
    stub: [[]],
    banner: ['issues_top.first', 'issues_top.top', 'issues_top.rank.labour', 'issues_top.score.labour'],
    base: 'answered',
  }).blocks;
  const labour = blocks[0]!.columns.indexOf('labour');
  expect(blocks[0]!.total.count[labour]).toBe(1);
  expect(blocks[1]!.total.count[labour]).toBe(2);
  expect(blocks[2]!.total).toMatchObject({ mean: 1.5, unweightedBase: 2 });
  expect(blocks[3]!.total).toMatchObject({ mean: 2.5, unweightedBase: 2 });
});

it('takes numbers as numbers, and what was typed and is none as no answer', () => {
  const { dataset } = datasetFromResponses(survey, 'wave', [
    response('1', { founded: 1985 }),
    response('2', { founded: '昭和60年' }),
    response('3', { founded: 1e200 }),
  ]);
  const [block] = computeTable(dataset, { stub: [[]], banner: ['founded'], base: 'asked' }).blocks;
  expect(block!.total).toMatchObject({ mean: 1985, unweightedBase: 3, missing: { unanswered: 2 } });
});
