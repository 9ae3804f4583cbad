import { expect, request, type Page } from '@playwright/test';
import type { Json } from '#domain/canonical/json.ts';
import { SUBMISSION_PATH } from '#protocol/respondent.ts';
import type { Invitation } from '#protocol/surveys.ts';
import { answerEverything, makeSubmission, readSeeds } from '#tests/support/fieldwork.ts';

/** A company answers everything it is asked on a device of its own, without a session; `given` are answers that matter. */
export async function answerByCode(url: string, code: string, given: Record<string, Json>): Promise<void> {
  const { questionnaire } = await readSeeds();
  const now = new Date().toISOString();
  const answers = answerEverything(questionnaire, given);
  const times = {
    startedAt: now,
    submittedAt: now,
    answeredAt: Object.fromEntries(Object.keys(answers).map((item) => [item, now])),
  };
  const device = await request.newContext({ baseURL: url });
  const response = await device.post(SUBMISSION_PATH, {
    data: makeSubmission(questionnaire, { kind: 'code', code }, { answers, ...times }),
  });
  expect(response.status(), await response.text()).toBeLessThan(300);
  await device.dispose();
}

/** Gives a company another code as the person who is signed in on the page. */
export async function issueCode(page: Page, url: string, accountId: string): Promise<string> {
  const { survey } = await readSeeds();
  const response = await page.request.post(`${url}/api/surveys/${survey.id}/invitations/${accountId}`, {
    data: {},
  });
  expect(response.status(), await response.text()).toBe(201);
  return ((await response.json()) as Invitation).code;
}
