import type { SurveyList } from '#protocol/surveys.ts';
import type { Product } from '#tests/support/product.ts';
import type { SurveyPage } from './survey-page.ts';

/** More than all questions take. */
const MOST_PRESSES = 80;

/** The company's page of the demo's survey, by a new link for everyone. */
export async function openOurPage({ server, people }: Product): Promise<SurveyPage> {
  return {
    name: 'Banso',
    url: await makeOpenLink(
      server.url,
      people.find(({ role }) => role === 'office')!,
    ),
    workerUrl: `${server.url}/s/worker.js`,
    firstQuestion: { selector: 'input[name="industry"]', startButton: 'main button' },
    async reach(page, item) {
      const question = page.locator(`#${item}, [name="${item}"], [name^="${item}-"]`).first();
      // A question that is left open is pointed out once: then it takes a second press.
      for (let press = 0; press < MOST_PRESSES && !(await question.isVisible()); press += 1) {
        // By mouse: of quick taps the second is passed over.
        await page.locator('form button[type="submit"]').click();
      }
      await question.waitFor();
    },
    option: (page, item, option) =>
      page.locator(`label:has([name="${item}"][value="${option}"], [name="${item}-${option}"])`),
    textField: (page, item) => page.locator(`#${item}`),
  };
}

async function makeOpenLink(
  url: string,
  { email, password }: { email: string; password: string },
): Promise<string> {
  const call = async (method: string, path: string, body?: object, cookie = ''): Promise<Response> => {
    const headers = { cookie, ...(body && { 'content-type': 'application/json' }) };
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
    return response;
  };
  const signedIn = await call('POST', '/sign-in', { email, password });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((text) => text.split(';', 1)[0])
    .join('; ');
  const list = async (): Promise<SurveyList> =>
    (await call('GET', '/surveys', undefined, cookie)).json() as Promise<SurveyList>;
  const [survey] = (await list()).surveys;
  if (!survey) throw new Error('the demo has no survey');
  await call('PUT', `/surveys/${survey.id}/links/open`, { revision: survey.revision }, cookie);
  return (await list()).surveys.find(({ id }) => id === survey.id)!.openLink!;
}
