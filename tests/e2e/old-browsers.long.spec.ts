import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import type { Invitation } from '#protocol/surveys.ts';
import { startProduct, type Product } from '#tests/support/product.ts';
import {
  answerInterview,
  expectHeading,
  giveAnswer,
  PHONE,
  press,
  signIn,
  SURVEY_ANSWERS,
  type InterviewAnswers,
} from './steps.ts';
import { inviteUnaskedCompany } from './survey-steps.ts';

/*
 * The oldest browsers, as far as a new one can stand in for them: what came after Chrome 109 and
 * Safari 16.4 is taken away before the app starts, in its pages and its workers. Also what only
 * paper, or a person's own colours, show.
 */
const ANSWERS: InterviewAnswers = {
  ...SURVEY_ANSWERS,
  // A row is left open.
  directions: { iot_ai: 'necessary', open_innovation: 'not_very' },
};
const OPEN_ROW = 'input[name="directions-outside_demand"]:focus';

const TAKEN_AWAY = `(() => {
  const take = (owner, ...names) => { for (const name of names) if (owner) delete owner[name]; };
  take(Array.prototype, 'toSpliced', 'toReversed', 'toSorted', 'with');
  take(Object.getPrototypeOf(Uint8Array.prototype), 'toReversed', 'toSorted', 'with');
  take(Uint8Array.prototype, 'toHex', 'toBase64'); take(Uint8Array, 'fromHex', 'fromBase64');
  take(Array, 'fromAsync'); take(Object, 'groupBy'); take(Map, 'groupBy');
  take(Promise, 'withResolvers', 'try');
  take(String.prototype, 'isWellFormed', 'toWellFormed');
  take(Set.prototype, 'union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom');
  take(Object.getPrototypeOf(Object.getPrototypeOf([].values())), 'map', 'filter', 'take', 'drop', 'flatMap', 'reduce', 'toArray', 'forEach', 'some', 'every', 'find');
  take(RegExp, 'escape'); take(AbortSignal, 'any'); take(URL, 'canParse', 'parse');
  take(globalThis, 'Iterator', 'scheduler', 'requestIdleCallback', 'cancelIdleCallback');
  take(globalThis.Document?.prototype, 'startViewTransition');
  take(globalThis.HTMLElement?.prototype, 'showPopover', 'hidePopover', 'togglePopover');
  take(globalThis.ReadableStream?.prototype, Symbol.asyncIterator);
})();`;

let product: Product;
let invitation: Invitation;

test.beforeAll(async () => {
  product = await startProduct();
  const page = await openOld();
  await signInAs(page, 'coordinator');
  ({ invitation } = await inviteUnaskedCompany(page, product.server.url));
  await page.context().close();
});
test.afterAll(() => product?.stop());

/** A phone with the oldest browser; its service workers are left out, for nobody can reach into them. */
async function openOld(): Promise<Page> {
  const context: BrowserContext = await product.browser.newContext({ ...PHONE, serviceWorkers: 'block' });
  await context.addInitScript(TAKEN_AWAY);
  await context.route(/worker[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${TAKEN_AWAY}\n${await response.text()}` });
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  return page;
}

async function signInAs(page: Page, role: string): Promise<void> {
  const { email, password } = product.people.find((person) => person.role === role)!;
  await signIn(page, product.server.url, email, password);
}

/** Moves what is ranked second to the first place, and looks whether it went. */
async function rank(page: Page): Promise<void> {
  const order = page.getByRole('list', { name: '順位' }).getByRole('listitem');
  await expect(order).toHaveCount(2);
  const before = await order.allInnerTexts();
  await order
    .nth(1)
    .getByRole('button', { name: /順位を上げる/ })
    .click();
  await expect.poll(() => order.allInnerTexts()).not.toEqual(before);
}

test('a company answers, ranks, and is led to the row of a grid that it left open', async () => {
  const page = await openOld();
  await page.goto(`${product.server.url}/s/${invitation.code}`);
  await press(page.getByRole('button', { name: '始める' }));
  const heading = page.getByRole('heading', { level: 1 });
  for (let screens = 0; screens < 60; screens += 1) {
    const title = await heading.innerText();
    if (title === '回答の確認') break;
    for (const [code, answer] of Object.entries(ANSWERS)) await giveAnswer(page, code, answer);
    if (await page.getByRole('list', { name: '順位' }).isVisible()) await rank(page);
    const isGrid = (await page.locator('input[name="directions-iot_ai"]').count()) > 0;
    await press(page.getByRole('button', { name: /^(次へ|このまま次へ)$/ }));
    if (isGrid) {
      await expect(page.locator(OPEN_ROW)).toBeInViewport();
      await press(page.getByRole('button', { name: 'このまま次へ' }));
    }
    await expect(heading).not.toHaveText(title);
  }
  await press(page.getByRole('button', { name: /次の取組は/ }).first());
  await expect(page.locator(OPEN_ROW)).toBeInViewport();
  await expect(page.getByText('2 / 3').first()).toBeVisible();
  await page.context().close();
});

test('a coordinator signs in, interviews, ranks, and is led to the open row on phone and tablet', async () => {
  const page = await openOld();
  await signInAs(page, 'coordinator');
  await page.getByRole('button', { name: '訪問を記録' }).click();
  await page.getByRole('searchbox').fill('旧式機械製作所');
  await page.getByRole('button', { name: /新しく登録して訪問を記録/ }).click();
  const notes = Array.from({ length: 80 }, (_, index) => `${index + 1} 行目の長い記録`).join('\n');
  await page.getByLabel('メモ').fill(notes);

  await test.step('a long note is whole on paper', async () => {
    await page.emulateMedia({ media: 'print' });
    const copy = page.locator('.print-copy').filter({ hasText: '80 行目' });
    await expect(copy).toBeVisible();
    expect(await copy.evaluate((box) => box.scrollHeight - box.clientHeight)).toBeLessThanOrEqual(0);
    await expect(page.getByLabel('メモ')).toBeHidden();
    await page.emulateMedia({ media: 'screen' });
    await expect(copy).toBeHidden();
  });

  await page.getByRole('link', { name: '聞き取りを始める' }).click();
  await press(page.getByRole('button', { name: '始める', exact: true }));
  await answerInterview(page, ANSWERS, async () => {
    if (await page.getByRole('list', { name: '順位' }).isVisible()) await rank(page);
  }).catch((error: unknown) => {
    // The open row holds the screen up once.
    if (!(error instanceof Error) || !error.message.includes('toHaveText')) throw error;
  });
  await expect(page.locator(OPEN_ROW)).toBeInViewport();
  // From the open row the button goes on row by row, and from the last to the next question.
  const heading = page.getByRole('heading', { level: 1 });
  const grid = await heading.innerText();
  for (let rows = 0; rows < 12 && (await heading.innerText()) === grid; rows += 1)
    await press(page.getByRole('button', { name: /^(次へ|このまま次へ)$/ }));
  await answerInterview(page, ANSWERS);
  await expect(page.getByText('端末に保存済み').first()).toBeVisible();

  for (const viewport of [PHONE.viewport, { width: 1180, height: 820 }]) {
    await page.setViewportSize(viewport);
    await press(page.getByRole('button', { name: /次の取組は/ }).first());
    await expect(page.locator(OPEN_ROW)).toBeInViewport();
    await press(page.getByRole('button', { name: '確認に戻る' }));
    await expectHeading(page, '回答の確認');
  }
  await page.context().close();
});

test('charts have text, lines and bars in a person’s own colours', async () => {
  const context = await product.browser.newContext({
    viewport: { width: 1180, height: 1200 },
    locale: 'ja-JP',
    forcedColors: 'active',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await signInAs(page, 'manager');
  await page.goto(`${product.server.url}/app/trends`);
  const chart = page.locator('canvas').first();
  await expect(chart).toBeVisible();
  // Opaque colours that cover a part of the chart: were all tokens the colour of the text, it would be one.
  const colours = await chart.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const counts = new Map<string, number>();
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] !== 255) continue;
      const colour = data.slice(at, at + 3).join();
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return [...counts].filter(([, count]) => count > data.length / 4 / 400).length;
  });
  expect(colours).toBeGreaterThanOrEqual(3);
  if (process.env['LOOK']) await page.screenshot({ path: `${process.env['LOOK']}/trends.png` });
  await context.close();
});
