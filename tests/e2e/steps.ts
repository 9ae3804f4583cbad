import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import type { RunningServer } from './server.ts';

/** A coordinator's phone. */
export const PHONE = {
  locale: 'ja-JP',
  timezoneId: 'Asia/Tokyo',
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  reducedMotion: 'reduce',
} as const;

/** As long as a person looks at what is new; it takes no press for half a second (see `guardPresses`). */
const LOOK_MS = 600;

/**
 * Nothing that axe finds against WCAG 2.2 AA may stand on a screen.
 * @param without a part that has its own tests, such as another page in a frame.
 */
export async function expectAccessible(page: Page, without: string[] = []): Promise<void> {
  await placeActions(page, 'static');
  const [{ violations }] = await Promise.all([
    new AxeBuilder({ page })
      // In the page alone; otherwise each call opens a second page for what frames of other origins would say.
      .setLegacyMode(true)
      .exclude(without)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze(),
    // On a fast machine it looks no longer than a control takes to be armed, and what is pressed next would be in vain.
    page.waitForTimeout(LOOK_MS),
  ]);
  await placeActions(page, '');
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
  expect(found, `axe on ${page.url()}`).toEqual([]);
}

/**
 * While axe looks, the main actions lie at the end of the page: it takes what sticks to an
 * edge for what stands there (dequelabs/axe-core#3720), and a row that is scrolled half
 * beneath them for a small one.
 */
async function placeActions(page: Page, position: 'static' | ''): Promise<void> {
  await page.evaluate((value) => {
    const actions = document.getElementById('page-actions');
    if (actions) actions.style.position = value;
  }, position);
}

/** Presses what has come, or come to say something else, a moment ago. */
export async function press(control: Locator): Promise<void> {
  await control.waitFor();
  await control.page().waitForTimeout(LOOK_MS);
  await control.click();
}

/** The page's heading, which says where one is. */
export async function expectHeading(page: Page, name: string | RegExp): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

export async function signIn(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(`${url}/app/sign-in`);
  await expectHeading(page, 'サインイン');
  await page.getByLabel('メールアドレス').fill(email);
  await page.getByRole('textbox', { name: /パスワード/ }).fill(password);
  await page.getByRole('button', { name: 'サインイン', exact: true }).click();
  await expectHeading(page, '今日');
}

/** Opens a one-time link and sets the password; the person is signed in afterwards. */
export async function setPassword(page: Page, link: string, password: string): Promise<void> {
  await page.goto(link);
  await expectHeading(page, 'パスワードの設定');
  await expectAccessible(page);
  await page.getByRole('textbox', { name: /パスワード/ }).fill(password);
  await page.getByRole('button', { name: 'パスワードを決めてサインイン' }).click();
  await expectHeading(page, '今日');
}

/** The app's line says that everything has reached the server. */
export async function expectAllSent(page: Page): Promise<void> {
  await expect(page.getByText(/^送信済み/).first()).toBeVisible({ timeout: 30_000 });
}

/** What a company answers: by item, a code, codes, codes by row, or a text. */
export type InterviewAnswers = Record<
  string,
  string | string[] | Record<string, string | string[]> | { text: string }
>;

/** What a company of 21 to 50 people answers, with nothing left open. */
export const SURVEY_ANSWERS: InterviewAnswers = {
  industry: 'manufacturing',
  employees: 'e21_50',
  sales: 'from_100m',
  municipality: 'hachinohe',
  position: 'president',
  issues: ['labour', 'productivity'],
  issues_top: ['productivity', 'labour'],
  directions: { iot_ai: 'necessary', outside_demand: 'somewhat', open_innovation: 'not_very' },
  underway: ['iot_ai'],
  awareness: 'unknown',
  nonuse_reasons: ['not_known'],
  institutions: { labour: ['chamber', 'foundation'], productivity: ['foundation'] },
  consultation: 'no',
  consent_record: 'yes',
};

/**
 * Goes through the interview from the question that is shown to the review, answering
 * what is asked; says how many screens there were. Questions without an answer given
 * here are passed over.
 */
export async function answerInterview(
  page: Page,
  answers: InterviewAnswers,
  onScreen: (number: number) => Promise<void> = async () => {},
): Promise<number> {
  for (let screens = 0; screens < 60; screens += 1) {
    const heading = page.getByRole('heading', { level: 1 });
    const title = await heading.innerText();
    if (title === '回答の確認') return screens;
    for (const [code, answer] of Object.entries(answers)) await giveAnswer(page, code, answer);
    await onScreen(screens);
    await press(page.getByRole('button', { name: /^(次へ|このまま次へ)$/ }));
    await expect(heading).not.toHaveText(title);
  }
  throw new Error('the interview does not end');
}

/** Gives the answer to an item if it is on the screen. */
export async function giveAnswer(page: Page, code: string, answer: InterviewAnswers[string]): Promise<void> {
  if (typeof answer === 'string') {
    const select = page.locator(`select[id="${code}"]`);
    if (await select.isVisible()) await select.selectOption(answer);
    else await choose(page, `input[type="radio"][name="${code}"][value="${answer}"]`);
  } else if (Array.isArray(answer)) {
    for (const option of answer) await choose(page, `input[type="checkbox"][name="${code}-${option}"]`);
  } else if ('text' in answer && typeof answer.text === 'string') {
    const field = page.locator(`[id="${code}"]`);
    if (await field.isVisible()) await field.pressSequentially(answer.text);
  } else {
    for (const [row, options] of Object.entries(answer as Record<string, string | string[]>)) {
      // The card of the next row comes to lie where the last tap was.
      if (await page.locator(`input[name="${code}-${row}"]`).count()) await page.waitForTimeout(LOOK_MS);
      for (const option of [options].flat())
        await choose(page, `input[name="${code}-${row}"][value="${option}"]`);
    }
  }
}

async function choose(page: Page, selector: string): Promise<void> {
  const input = page.locator(selector);
  if ((await input.count()) > 0 && !(await input.isChecked())) await input.check();
}

/** Begins a fresh centre by the link that its server prints: its first administrator is signed in, and all is sent. */
export async function beginCentre(page: Page, { adminLink }: RunningServer): Promise<void> {
  await page.goto(adminLink!);
  await page.getByLabel('支援センターの名前').fill('あおもり支援センター');
  await page.getByLabel('あなたの氏名').fill('管理 花子');
  await page.getByLabel('メールアドレス').fill('kanri@example.jp');
  await page.getByRole('textbox', { name: /パスワード/ }).fill('natsu-no-rokuji-han');
  await press(page.getByRole('button', { name: '利用を始める' }));
  await expectHeading(page, '今日');
  await expectAllSent(page);
}
