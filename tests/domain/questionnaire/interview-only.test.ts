import { expect, it } from 'vitest';
import { makeKeyingForm } from '#domain/fieldwork/keying/key-fields.ts';
import { computeCorrection } from '#domain/casework/response-correction.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { listItems } from '#domain/questionnaire/model.ts';
import { answersBesideInterview, withoutInterviewOnly } from '#domain/questionnaire/interview-only.ts';
import { layOutPaper } from '#domain/questionnaire/paper/paper-questionnaire.ts';
import { validateQuestionnaire } from '#domain/questionnaire/validate.ts';
import { codebookOf, datasetFromResponses } from '#domain/tabulation/dataset/survey-dataset.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { questionnaireOf } from './survey.ts';

const PHOTO = { code: 'photo', kind: 'image', required: false } as const;
const questionnaire = questionnaireOf({ code: 'words' }, PHOTO);

it('is left out of the page, the paper and keying, and concerns nobody there', () => {
  expect(listItems(withoutInterviewOnly(questionnaire)).map(({ code }) => code)).toEqual(['words']);
  const onPaper = layOutPaper(questionnaire).flatMap(({ items }) => items.map(({ item }) => item.code));
  expect(onPaper).toEqual(['words']);
  expect(makeKeyingForm(questionnaire, '2026-11-30').fields.map(({ key }) => key)).toEqual(['words']);
  expect(answersBesideInterview(questionnaire)).toEqual({ photo: { missing: 'notApplicable' } });
  // A questionnaire without photos is the same as it was.
  const other = questionnaireOf({ code: 'words' });
  expect(withoutInterviewOnly(other)).toBe(other);
});

it('stays so when something else of such an answer is corrected', () => {
  const answers = { words: 'before', photo: { missing: 'notApplicable' } as const };
  const corrected = computeCorrection(startInterview(questionnaire, answers), 'words', 'after');
  expect(corrected).toEqual([{ code: 'words', oldValue: 'before', newValue: 'after' }]);
});

it('may hold up nobody, and nothing else may depend on it', () => {
  const judge = (...items: Parameters<typeof questionnaireOf>) => {
    const found = validateQuestionnaire(JSON.parse(JSON.stringify(questionnaireOf(...items))));
    return found.ok ? [] : found.problems.map(({ code }) => code);
  };
  expect(judge(PHOTO)).toEqual([]);
  expect(judge({ ...PHOTO, required: true })).toEqual(['notForImage']);
  expect(judge(PHOTO, { code: 'why', relevant: "${photo} != ''" })).not.toEqual([]);
});

it('counts in tables whether there is a photo, among those who were asked for one', () => {
  const response = (id: string, photo: unknown) => ({
    id,
    fields: {
      surveyId: 's',
      questionnaireId: 'test',
      questionnaireRevision: 1,
      submittedAt: '2026-11-30T01:00:00.000Z',
      disposition: 'complete',
      answers: { photo },
    } as Partial<SurveyResponse>,
  });
  const { dataset, unknownAnswers } = datasetFromResponses(questionnaire, 's', [
    response('1', ['p', 'q']),
    response('2', { missing: 'unanswered' }),
    response('3', { missing: 'notApplicable' }),
  ]);
  expect(unknownAnswers).toEqual({});
  const [taken, count] = [dataset.columns.get('photo.taken'), dataset.columns.get('photo.count')];
  // One has some, of one it is not known, one was never asked.
  expect(taken).toMatchObject({ categories: [{ code: 'taken', label: '写真あり' }] });
  expect([...taken!.missing]).toEqual([0, 1, 5]);
  expect([...count!.missing]).toEqual([0, 1, 5]);
  expect(count!.values[0]).toBe(2);
  for (const { label } of codebookOf(questionnaire, 'ja').columns)
    expect(label).toContain('聞き取りでだけ尋ねる');
});
