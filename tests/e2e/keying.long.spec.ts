import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { makeKeyingForm } from '#domain/fieldwork/keying/key-fields.ts';
import type { Answers } from '#domain/questionnaire/model.ts';
import { answerEverything, readSeeds } from '#tests/support/fieldwork.ts';
import { keysOf, onPaper } from '#tests/support/keyer.ts';
import { startEmptyProduct, type EmptyProduct, type RunningServer } from './server.ts';
import { beginCentre, expectAccessible, expectAllSent, expectHeading, press, setPassword } from './steps.ts';

/*
 * Paper from the printer to the tables, by the keyboard alone: printed with its code, keyed twice by two
 * people, settled by a third.
 */
const DESK = {
  locale: 'ja-JP',
  timezoneId: 'Asia/Tokyo',
  reducedMotion: 'reduce',
  viewport: { width: 1180, height: 820 },
} as const;
const KEYS: Record<string, string> = {
  enter: 'Enter',
  backspace: 'Backspace',
  up: 'ArrowUp',
  down: 'ArrowDown',
};

let server: RunningServer;
let browser: Browser;
let stop: EmptyProduct['stop'] | undefined;

test.beforeAll(async () => {
  ({ server, browser, stop } = await startEmptyProduct());
});
test.afterAll(() => stop?.());

test('a sheet is printed, keyed by two people, settled by a third, and counts', async () => {
  const { survey, questionnaire } = await readSeeds();
  const keying = `${server.url}/app/surveys/${survey.id}/keying`;
  const admin = await newPage();
  await beginCentre(admin, server);
  const { accountId, code } = await addCompanyWithCode(admin, survey.id);
  const [one, two] = [await addKeyer(admin, '一人目'), await addKeyer(admin, '二人目')];

  await test.step('the questionnaire is printed with the code on each sheet', async () => {
    await admin.goto(`${server.url}/app/surveys/${survey.id}/paper?units=${accountId}`);
    await expectHeading(admin, '紙の調査票');
    await expect(admin.getByRole('img', { name: '紙の調査票の見本' })).toContainText('問1');
    await expectAccessible(admin);
    await admin.evaluate(() => (window.print = () => undefined));
    await admin.getByRole('button', { name: '印刷する' }).click();
    const sheets = admin.locator('.print-sheet .paper-page');
    await expect(sheets.first()).toContainText(code, { timeout: 15_000 });
    await admin.emulateMedia({ media: 'print' });
    const count = await sheets.count();
    expect(await admin.locator('.print-sheet .paper-page .qr').count()).toBe(count);
    const paper = await admin.pdf({ preferCSSPageSize: true });
    expect(paper.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(count);
    // No question is cut off at the edge of its sheet.
    const cut = await sheets.evaluateAll((pages) =>
      pages.filter((page) => page.scrollHeight > page.clientHeight + 1).map((page) => page.textContent),
    );
    expect(cut).toEqual([]);
    await admin.emulateMedia({ media: 'screen' });
    await admin.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  });

  const answers = answerEverything(questionnaire, {
    industry: 'manufacturing',
    issues: ['labour', 'sales', 'costs'],
    founded: 1985,
  });

  await test.step('one person keys it', async () => {
    await one.goto(keying);
    await openSheet(one, code);
    await expect(one.getByText('1回目の入力')).toBeVisible();
    await expectAccessible(one);
    await keyAnswers(one, answers);
    await expect(one.getByText('送信しました。ほかの人がもう一度入力します')).toBeVisible();
    await openCode(one, code);
    await expect(one.getByText(/1回目は、あなたが入力しました/)).toBeVisible();
    await expectAccessible(one);
  });

  await test.step('another keys it without seeing that, hears of the difference, and stays with theirs', async () => {
    await two.goto(keying);
    await openSheet(two, code);
    await expect(two.getByText(/2回目の入力（1回目の値は表示されません）/)).toBeVisible();
    await two.keyboard.press('9');
    await expect(two.getByText(/1回目の入力と違います/)).toBeVisible();
    // A tab that is closed in the middle loses nothing.
    await two.reload();
    await expect(two.getByRole('heading', { name: /主な業種/ })).toBeVisible();
    await two.keyboard.press('9');
    await expect(two.getByRole('heading', { name: /従業員/ })).toBeVisible();
    await keyAnswers(two, answers, { second: true });
    await expect(two.getByText(/違うところは3人目が紙で決めます/)).toBeVisible();
  });

  await test.step('a third settles it from the paper', async () => {
    await admin.goto(`${keying}/settle`);
    await expect(admin.getByText(`票 ${code}`)).toBeVisible();
    await expect(admin.getByLabel('1回目: 5（製造業）')).toBeVisible();
    await expectAccessible(admin);
    await admin.getByLabel('2回目: 9（卸売業・小売業）').check();
    await press(admin.getByRole('button', { name: 'この票を決める' }));
    await expect(admin.getByText('決めました。回答になりました')).toBeVisible();
    await admin.goto(`${keying}/quality`);
    await expect(admin.getByText(/1件 \/ \d+項目/)).toBeVisible();
    await expectAccessible(admin);
  });

  await test.step('and it is a response like any other', async () => {
    await admin.goto(`${server.url}/app/surveys/${survey.id}/units`);
    await expect(admin.getByText(/回答済み/).first()).toBeVisible();
    await expectAllSent(admin);
    const response = await admin.request.get(`${server.url}/api/surveys/${survey.id}/returns`);
    expect((await response.json()).counts.complete).toBe(1);
  });

  /** Types what stands on paper into each field that is shown, and Enter at the end. */
  async function keyAnswers(page: Page, said: Answers, { second = false } = {}): Promise<void> {
    const form = makeKeyingForm(questionnaire, '2026-11-20');
    for (let turn = 0; turn < form.fields.length; turn += 1) {
      const label = page.locator('section[aria-labelledby^="label-"]');
      const shown = await label.or(page.getByRole('heading', { name: 'この票の最後です' })).first();
      const key = (await shown.getAttribute('aria-labelledby'))?.slice('label-'.length);
      if (key === undefined) break;
      const field = form.fields.find((each) => each.key === key)!;
      expect(second && !field.isVerified, key).toBe(false);
      const written = onPaper(field, said);
      if (field.kind === 'text') await page.keyboard.insertText(typeof written === 'string' ? written : '');
      const keys = field.kind === 'text' ? ['enter'] : keysOf(field, written);
      for (const each of keys) await page.keyboard.press(KEYS[each] ?? each);
      await expect(page.locator(`section[aria-labelledby="label-${key}"]`)).toHaveCount(0);
    }
    await page.keyboard.press('Enter');
  }
});

async function newPage(): Promise<Page> {
  const context: BrowserContext = await browser.newContext(DESK);
  return context.newPage();
}

async function openCode(page: Page, code: string): Promise<void> {
  await expectHeading(page, '紙の回答の入力');
  await expect(page.getByLabel('票のコード')).toBeFocused();
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
}

async function openSheet(page: Page, code: string): Promise<void> {
  await openCode(page, code);
  await expectHeading(page, '票の入力');
}

async function addCompanyWithCode(page: Page, surveyId: string) {
  await page.goto(`${server.url}/app/accounts/new`);
  await page.getByLabel('会社名').fill('株式会社八戸水産加工');
  await page
    .getByRole('link', { name: '企業のページへ' })
    .or(page.getByRole('button', { name: '企業のページへ' }))
    .click();
  await expectHeading(page, '株式会社八戸水産加工');
  await expectAllSent(page);
  const accountId = new URL(page.url()).pathname.split('/').at(-1)!;
  const issued = await page.request.post(`${server.url}/api/surveys/${surveyId}/invitations/${accountId}`, {
    data: {},
  });
  expect(issued.status()).toBe(201);
  return { accountId, code: ((await issued.json()) as { code: string }).code };
}

/** A person of the office, signed in on a device of their own. */
async function addKeyer(admin: Page, name: string): Promise<Page> {
  const email = `${encodeURIComponent(name).replaceAll('%', '').toLowerCase()}@example.jp`;
  const added = await admin.request.post(`${server.url}/api/people`, {
    data: { name, email, role: 'office', expertise: [] },
  });
  expect(added.status(), await added.text()).toBe(201);
  const { link } = (await added.json()) as { link: string };
  const page = await newPage();
  await setPassword(page, link, 'natsu-no-rokuji-han');
  await expectAllSent(page);
  return page;
}
