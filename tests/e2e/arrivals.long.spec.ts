import { expect, test, type Browser, type Page } from '@playwright/test';
import { readSeeds } from '#tests/support/fieldwork.ts';
import { startEmptyProduct, type EmptyProduct, type RunningServer } from './server.ts';
import { beginCentre, expectAccessible, expectAllSent, expectHeading, press } from './steps.ts';

/*
 * What comes in by post, read by a wand that types faster than anybody: without a network, with the
 * page gone in the middle, and noted by the server once each.
 */
const DESK = {
  locale: 'ja-JP',
  timezoneId: 'Asia/Tokyo',
  reducedMotion: 'reduce',
  viewport: { width: 1180, height: 820 },
} as const;
const NAMES = Array.from({ length: 9 }, (_, index) => `企業${String(index + 1).padStart(2, '0')}`);

let server: RunningServer;
let browser: Browser;
let stop: EmptyProduct['stop'] | undefined;

test.beforeAll(async () => {
  ({ server, browser, stop } = await startEmptyProduct());
});
test.afterAll(() => stop?.());

test('a stack of returned letters is read without a network, and nothing of it is lost or doubled', async () => {
  const context = await browser.newContext(DESK);
  const page = await context.newPage();
  const { survey } = await readSeeds();
  await beginCentre(page, server);
  const desk = `${server.url}/app/surveys/${survey.id}/arrivals`;
  const codes = await test.step('nine companies are asked', () => askCompanies(page, survey.id));

  await test.step('the desk stands, and a code is noted with its company', async () => {
    await page.goto(desk);
    await expectHeading(page, '届いた郵便');
    await scan(page, codes[0]!);
    await expect(page.getByText('宛先不明：受け付けました')).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: codes[0]! })).toContainText('記録済み');
    await expect(page.getByRole('listitem').filter({ hasText: codes[0]! })).toContainText('企業');
    await expectAccessible(page);
  });

  await test.step('the rest is read without a network; the page dies, another tab goes on', async () => {
    const other = await context.newPage();
    await other.goto(desk);
    await expectHeading(other, '届いた郵便');
    await context.setOffline(true);
    await page.bringToFront();
    for (const code of codes.slice(1, 6)) await scan(page, code);
    await expect(page.getByText('5件が送信を待っています')).toBeVisible();
    await scan(page, codes[1]!);
    await expect(page.getByText(/もう「宛先不明」として読み取っています/)).toBeVisible();
    await type(page, `${codes[6]!.slice(0, -1)}U`);
    await expect(page.getByText(/読み間違いがあります/)).toBeVisible();
    await type(page, codes[6]!);
    await page.close({ runBeforeUnload: false });
    await other.bringToFront();
    await other.getByText('紙の回答', { exact: true }).click();
    for (const code of codes.slice(7)) await scan(other, code);
    await expect(other.getByText(/\d+件が送信を待っています/)).toBeVisible();
    await context.setOffline(false);
    await expect(other.getByText('送信を待っています')).toHaveCount(0);
    await other
      .getByRole('listitem')
      .filter({ hasText: codes[7]! })
      .getByRole('button', { name: /取り消す/ })
      .click();
    await expect(other.getByRole('listitem').filter({ hasText: codes[7]! })).toContainText('取り消し済み');

    await other.goto(`${server.url}/app/surveys/${survey.id}/returns`);
    await expectHeading(other, '回収の分析');
    const returns = await other.evaluate(
      async (id) => (await fetch(`/api/surveys/${id}/returns`)).json() as Promise<{ counts: object }>,
      survey.id,
    );
    // Six or seven: the last that the first page heard may have been kept as it died.
    const { undeliverable, contacted } = returns.counts as Record<string, number>;
    expect([6, 7]).toContain(undeliverable);
    expect(contacted).toBe(codes.length - 8);
  });
});

/** Types a code as a wand does, then Enter. */
async function scan(page: Page, code: string): Promise<void> {
  await type(page, code);
  await expect(page.getByRole('status').filter({ hasText: code })).toBeVisible();
}

async function type(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code.replace('-', ''), { delay: 1000 / 60 });
  await page.keyboard.press('Enter');
}

async function askCompanies(page: Page, surveyId: string): Promise<string[]> {
  for (const [index, name] of NAMES.entries()) {
    if (index > 0 && index % 4 === 0) await expectAllSent(page);
    await page.goto(`${server.url}/app/accounts/new`);
    await page.getByLabel('会社名').fill(name);
    await page
      .getByRole('link', { name: '企業のページへ' })
      .or(page.getByRole('button', { name: '企業のページへ' }))
      .click();
    await expectHeading(page, name);
  }
  await expectAllSent(page);
  await page.goto(`${server.url}/app/surveys/${surveyId}/units`);
  await page.getByRole('button', { name: 'この9社に依頼コードを出す' }).click();
  await press(page.getByRole('dialog').getByRole('button', { name: '9社に出す' }));
  await expect(page.getByText('9社に依頼コードを出しました。')).toBeVisible();
  return page.evaluate(async (id) => {
    const units = (await (await fetch(`/api/surveys/${id}/invitations`)).json()) as {
      units: { accountId: string }[];
    };
    const reply = await fetch(`/api/surveys/${id}/invitations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accountIds: units.units.map(({ accountId }) => accountId), issue: false }),
    });
    const { invitations } = (await reply.json()) as { invitations: { code: string }[] };
    return invitations.map(({ code }) => code);
  }, surveyId);
}
