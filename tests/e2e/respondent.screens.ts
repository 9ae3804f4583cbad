import { mkdir } from 'node:fs/promises';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { signInAndSync, startProduct, type Product } from '#tests/support/product.ts';
import { answerInterview, type InterviewAnswers, press } from './steps.ts';
import { issueCode } from './survey-steps.ts';

/* npm run screens: the page on which a company answers, by the code of its letter. */
const FOLDER = 'docs/screens';
const PHONE = { width: 390, height: 844 };
const TABLET = { width: 1180, height: 820 };

const ANSWERS: InterviewAnswers = {
  industry: 'manufacturing',
  employees: 'e21_50',
  sales: 'from_100m',
  municipality: 'hachinohe',
  position: 'president',
  issues: ['labour', 'sales', 'productivity'],
  issues_top: ['productivity', 'labour'],
  directions: { iot_ai: 'necessary', outside_demand: 'somewhat', open_innovation: 'not_very' },
  underway: ['iot_ai'],
  awareness: 'unknown',
  nonuse_reasons: ['not_known'],
  institutions: { labour: ['chamber', 'foundation'], sales: ['foundation'], productivity: ['academic'] },
  consultation: 'no',
  consent_record: 'yes',
};

/** Questions by their heading, as they are saved. */
const PICTURES: readonly [question: RegExp, name: string][] = [
  [/いま抱えている経営課題/, 'company-choice'],
  [/特に深刻なもの/, 'company-ranking'],
  [/それぞれの経営課題の解決/, 'company-institutions'],
];

let product: Product;
test.beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  product = await startProduct();
});
test.afterAll(() => product?.stop());

test('a company’s page, on a phone and on a tablet', async () => {
  const { url } = product.server;
  const { page: office } = await product.newPage(1);
  await signInAndSync(
    office,
    url,
    product.people.find(({ role }) => role === 'office')!,
  );
  await office.goto(`${url}/app/accounts?q=水産`);
  const href = await office
    .getByRole('link', { name: /水産加工/ })
    .first()
    .getAttribute('href');
  const code = await issueCode(office, url, href!.split('/').at(-1)!);

  const tablet = await openPage(product.browser, TABLET, `${url}/s/${code}`);
  await answerInterview(tablet, ANSWERS, () => saveAsked(tablet, 'tablet'));

  const phone = await openPage(product.browser, PHONE, `${url}/s/${code}`, 'phone-company-start');
  await answerInterview(phone, ANSWERS, () => saveAsked(phone, 'phone'));
  await save(phone, 'phone-company-review');
  await press(phone.getByRole('button', { name: '送信する' }));
  await expect(phone.getByText('受付番号')).toBeVisible();
  await save(phone, 'phone-company-receipt');
});

/** Opens the page, saves its beginning where it is asked for, and begins. */
async function openPage(
  browser: Browser,
  viewport: { width: number; height: number },
  address: string,
  name?: string,
): Promise<Page> {
  const context = await browser.newContext({
    viewport,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(address);
  const begin = page.getByRole('button', { name: '始める' });
  await begin.waitFor();
  if (name) await save(page, name);
  await begin.click();
  return page;
}

async function saveAsked(page: Page, device: string): Promise<void> {
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  const name = PICTURES.find(([question]) => question.test(title))?.[1];
  if (name) await save(page, `${device}-${name}`);
}

async function save(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${FOLDER}/${name}.png`, animations: 'disabled' });
}
