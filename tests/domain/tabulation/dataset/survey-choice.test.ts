import { expect, it } from 'vitest';
import { listTabulatedSurveys, type SurveyFrame } from '#domain/tabulation/dataset/survey-choice.ts';
import type { ResponseRecord } from '#domain/tabulation/dataset/survey-dataset.ts';

const frame = (id: string, startsOn: string): SurveyFrame => ({
  id,
  title: { ja: id, en: id },
  questionnaireId: 'q',
  questionnaireRevision: 1,
  startsOn,
});
const response = (id: string, surveyId: string, disposition: 'complete' | 'breakOff'): ResponseRecord => ({
  id,
  fields: { surveyId, submittedAt: '2026-11-20T05:30:00.000Z', disposition },
});
const FRAMES = [frame('2024', '2024-04-01'), frame('2026', '2026-04-01'), frame('2025', '2025-04-01')];

it('offers the surveys that have responses to count, the newest first', () => {
  const responses = [
    response('a', '2024', 'complete'),
    response('b', '2025', 'complete'),
    response('c', '2025', 'complete'),
    response('d', '2026', 'breakOff'),
    response('e', 'unknown', 'complete'),
  ];
  const listed = listTabulatedSurveys(FRAMES, responses);
  expect(listed.map(({ id, responseCount }) => [id, responseCount])).toEqual([
    ['2025', 2],
    ['2024', 1],
  ]);
});

it('names those that the device knows while none has any', () => {
  expect(listTabulatedSurveys(FRAMES, []).map(({ id }) => id)).toEqual(['2026', '2025', '2024']);
});
