import { expect, request, type Page } from '@playwright/test';
import type { Json } from '#domain/canonical/json.ts';
import { SUBMISSION_PATH } from '#protocol/respondent.ts';
import type { Invitation, SurveyList, SurveyUnitList } from '#protocol/surveys.ts';
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

/** A company that was given a code, and by whose survey. */
export interface InvitedCompany {
  survey: SurveyList['surveys'][number];
  name: string;
  invitation: Invitation;
}

/**
 * Gives a code to the first company of the list that the open survey knows nothing of yet, neither as itself nor as an
 * address of its sample: one that has answered gets none, and which company is the first depends on the day.
 */
export async function inviteUnaskedCompany(page: Page, url: string): Promise<InvitedCompany> {
  const read = async (path: string): Promise<unknown> => (await page.request.get(`${url}${path}`)).json();
  const { surveys } = (await read('/api/surveys')) as SurveyList;
  const survey = surveys.find(({ state }) => state === 'open')!;
  const path = `/api/surveys/${survey.id}/invitations`;
  const { units } = (await read(path)) as SurveyUnitList;
  const known = new Set(units.flatMap(({ accountId, address }) => [accountId, address?.accountId]));
  await page.goto(`${url}/app/accounts`);
  const links = page.locator('main a[href*="/app/accounts/"]:not([href$="new"])');
  let unasked: { id: string; name: string } | undefined;
  await expect(async () => {
    const listed = await links.evaluateAll((all) =>
      all.map((link) => ({
        id: /[0-9a-f-]{36}/.exec(link.getAttribute('href')!)?.[0] ?? '',
        name: (link as HTMLElement).innerText.split('\n')[0]!,
      })),
    );
    unasked = listed.find(({ id }) => id !== '' && !known.has(id));
    expect(unasked).toBeDefined();
  }).toPass({ timeout: 15_000 });
  const { id, name } = unasked!;
  const issued = await page.request.post(`${url}${path}/${id}`, { data: {} });
  expect(issued.status(), await issued.text()).toBe(201);
  return { survey, name, invitation: (await issued.json()) as Invitation };
}
