import { expect, it } from 'vitest';
import { proposeThemes } from '#domain/casework/management/study-themes.ts';
import { indexRoles } from '#domain/questionnaire/find-by-role.ts';
import type { ResponseRecord } from '#domain/tabulation/dataset/survey-dataset.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const questionnaire = readSurvey();

function response(id: string, issues: string[], topics: string[] = []): ResponseRecord {
  return {
    id,
    fields: {
      surveyId: 's',
      questionnaireId: questionnaire.id,
      questionnaireRevision: questionnaire.revision,
      accountId: `company-${id}`,
      channel: 'visit',
      submittedAt: '2026-11-20T05:30:00.000Z',
      disposition: 'complete',
      answers: { issues, ...(topics.length > 0 && { consultation: 'now', consultation_topics: topics }) },
    },
  };
}

const propose = (responses: ResponseRecord[], hidden: string[] = []) =>
  proposeThemes(
    responses,
    { questionnaire, surveyId: 's' },
    indexRoles([questionnaire]),
    ({ id }) => !hidden.includes(id),
  );

it('puts first what most companies wish to consult on, with whom to invite', () => {
  const responses = [
    response('1', ['labour', 'sales']),
    response('2', ['labour'], ['sales']),
    response('3', ['labour']),
    response('4', ['none']),
  ];
  expect(propose(responses)).toEqual([
    { issue: 'sales', having: 1, wishing: 1, companyIds: ['company-1', 'company-2'], isWithheld: false },
    {
      issue: 'labour',
      having: 3,
      wishing: 0,
      companyIds: ['company-1', 'company-2', 'company-3'],
      isWithheld: false,
    },
  ]);
});

it('lists nobody where the one or two that may not be named could be guessed, and the others where they are more', () => {
  const responses = ['1', '2', '3', '4', '5'].map((id) => response(id, ['labour']));
  expect(propose(responses, ['5'])[0]).toMatchObject({ having: 5, companyIds: [], isWithheld: true });
  expect(propose(responses, ['3', '4', '5'])[0]).toMatchObject({
    companyIds: ['company-1', 'company-2'],
    isWithheld: false,
  });
});
