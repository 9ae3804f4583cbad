// @vitest-environment happy-dom
// Before anything that opens a database.
import 'fake-indexeddb/auto';
import { enableAutoUnmount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import type { Correction, SurveyResponse } from '#domain/records/response.ts';
import InterviewPage from '#client/areas/survey/pages/InterviewPage.vue';
import ResponsePage from '#client/areas/survey/pages/ResponsePage.vue';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import { eventually } from '#tests/support/eventually.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';
import { mountPage, openFieldDay } from '#tests/client/areas/field/visits/field-day.ts';

enableAutoUnmount(afterEach);

const SURVEY = readSurvey();
const AT = '2026-11-20T02:00:00.000Z';
const corrected = (code: string, oldValue: Json): Correction => ({
  code,
  oldValue,
  by: 'colleague',
  at: AT,
  reason: '電話で確認',
});
const FIELDS: Partial<SurveyResponse> = {
  surveyId: 'wave-1',
  questionnaireId: SURVEY.id,
  questionnaireRevision: SURVEY.revision,
  accountId: 'company',
  visitId: 'visit',
  channel: 'visit',
  startedAt: AT,
  submittedAt: AT,
  disposition: 'complete',
  answers: {
    issues: ['labour', 'productivity'],
    issues_top: ['productivity', 'labour'],
    directions: { outside_demand: 'not' },
  },
  corrections: {
    c1: corrected('issues_top', ['labour', 'productivity']),
    c2: corrected('directions', { outside_demand: 'necessary' }),
  },
};

let workspace: Workspace;
beforeEach(async () => {
  setActivePinia(createPinia());
  workspace = await openFieldDay();
  const side = (value: Json) => ({
    fields: { 'answers/issues_top': value },
    madeBy: 'colleague',
    madeAt: AT,
  });
  await workspace.db.responses.put({
    id: 'r',
    revision: 5,
    fields: FIELDS,
    deletedAt: null,
    conflicts: [
      {
        id: 'c',
        unit: 'answers/issues_top',
        kept: side(['productivity', 'labour']),
        other: side({ missing: 'dontKnow' }),
      },
    ],
    warnings: [],
  });
});
afterEach(closeWorkspace);

const label = (code: string): string =>
  SURVEY.sections
    .flatMap(({ items }) => items)
    .flatMap(({ options = [], rows = [] }) => [...options, ...rows])
    .find((option) => option.code === code)!.label.ja;

it.each([
  ['the interview', 'interview', InterviewPage, '/visits/visit/interview?response=r', '訂正前: '],
  ['the office', 'response', ResponsePage, '/responses/r', '訂正前：'],
] as const)('says an answer, a former one and both sides of a conflict alike in %s', async (...given) => {
  const [, name, page, path, before] = given;
  const { view } = await mountPage(name, page, path);
  const [first, second, row] = ['productivity', 'labour', 'outside_demand'].map(label);
  await eventually(() => expect(view.text()).toContain(`1位 ${first}2位 ${second}`));
  expect(view.text()).toContain(`${before}1位 ${second} / 2位 ${first}`);
  expect(view.text()).toContain(`${row}: 必要でない`);
  expect(view.text()).toContain(`${before}${row}: 必要`);
  // Both sides of the conflict.
  await eventually(() => expect(view.text()).toContain(`1位 ${first} / 2位 ${second}`));
  expect(view.text()).toContain('わからない');
});
