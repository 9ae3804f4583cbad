import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { readSeeds } from '#tests/support/fieldwork.ts';
import { startServer, type RunningServer } from './server.ts';
import { expectAccessible, expectAllSent, expectHeading } from './steps.ts';
import { answerByCode, issueCode } from './survey-steps.ts';

/*
 * The office's side of a survey: a company gets its code, answers twice, and the office
 * settles which answers count.
 */
const JAPAN = { locale: 'ja-JP', timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce' } as const;
const PHONE = { ...JAPAN, viewport: { width: 390, height: 844 } };
const TABLET = { width: 1180, height: 820 };
const COMPANY = '株式会社八戸水産加工';

let dataDir: string;
let server: RunningServer;
let browser: Browser;

test.beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'banso-surveys-'));
  server = await startServer({ dataDir });
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] });
});
test.afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test('a company is asked, answers twice, and one response counts', async () => {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await beginCentre(page);
  const accountId = await registerCompany(page);
  let code = '';

  await test.step('its page issues a code', async () => {
    await page.getByRole('button', { name: '依頼を確かめる' }).click();
    await page.getByRole('button', { name: 'コードを発行する' }).click();
    const shown = page.getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    await expect(shown).toBeVisible();
    code = await shown.innerText();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'QRを大きく見せる' }).click();
    await expect(page.getByRole('dialog').getByRole('img', { name: /QRコード/ })).toBeVisible();
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByRole('dialog').getByRole('button', { name: '閉じる' }).click();
  });

  await test.step('and shows it again without a network', async () => {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await expectAllSent(page);
    await context.setOffline(true);
    await page.reload();
    await expectHeading(page, COMPANY);
    await expect(page.getByText(code, { exact: true })).toBeVisible();
    await expect(page.getByText(/この端末に保存したコードです/)).toBeVisible();
    await expectAccessible(page);
    await context.setOffline(false);
  });

  await test.step('the sheet of paper holds the company, the code and the address, and nothing of the app', async () => {
    await page.evaluate(() => (window.print = () => undefined));
    await page.getByRole('button', { name: '印刷する' }).click();
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByText(`${COMPANY} 御中`)).toBeVisible();
    await expect(page.locator('.print-sheet').getByText(code, { exact: true })).toBeVisible();
    await expect(page.locator('#app')).toBeHidden();
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  });

  await test.step('the company answers with two codes', async () => {
    await answerByCode(server.url, code, { employees: 'e21_50', consent_record: 'yes' });
    await answerByCode(server.url, await issueCode(page, server.url, accountId), { employees: 'e51_100', consent_record: 'yes' });
    await page.goto(`${server.url}/app/sync`);
    await page.getByRole('button', { name: '今すぐ同期する' }).click();
    await expectAllSent(page);
  });

  await test.step('the survey counts them, and its page can be tried out on a drawn phone', async () => {
    await page.setViewportSize(TABLET);
    await page.goto(`${server.url}/app/surveys`);
    await expectHeading(page, '調査');
    await expect(page.getByText(/重複 1件/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: /重複 1件/ }).click();
    const { survey } = await readSeeds();
    await expectHeading(page, survey.title.ja);
    await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible();
    // Of a framed page axe takes header and main for second ones of this page.
    await expectAccessible(page, ['iframe']);
    await page.getByRole('button', { name: '公開リンクをつくる' }).click();
    await expect(page.getByText(/\/s\/open\//)).toBeVisible();
    await page.getByRole('button', { name: '内容を変える' }).click();
    await expectAccessible(page, ['iframe']);
    await page.getByRole('dialog').getByRole('button', { name: '閉じる' }).click();
  });

  await test.step('the office settles the duplicate, also without a network', async () => {
    await context.setOffline(true);
    await page.getByRole('link', { name: /決める重複が1件あります/ }).click();
    await expectHeading(page, '重複した回答');
    await expectAccessible(page);
    await page.getByRole('link', { name: COMPANY }).click();
    await expectHeading(page, COMPANY);
    await page.getByRole('radio', { name: /回答ごとに選ぶ/ }).check();
    await page.getByRole('radio', { name: /後の回答.*51/s }).check();
    await expectAccessible(page);
    await page.getByLabel('そう決めた理由').fill('電話で確認');
    await page.getByRole('button', { name: 'この内容で決める' }).click();
    await expect(page.getByText('決定済み 1件')).toBeVisible();
    await context.setOffline(false);
    await page.goto(`${server.url}/app/sync`);
    await page.getByRole('button', { name: '今すぐ同期する' }).click();
    await expectAllSent(page);
  });

  await test.step('the company’s page shows the response with where each answer came from', async () => {
    await page.goto(`${server.url}/app/accounts/${accountId}`);
    const responses = page.getByRole('link', { name: /回答票/ });
    await expect(responses).toHaveCount(2);
    await responses.last().click();
    await expect(page.getByText(/が訂正（理由：電話で確認）/).first()).toBeVisible();
    await expect(page.getByText(/コードの回答ページ · 企業の方/).first()).toBeVisible();
    await expect(page.getByText('が二通りあります')).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step('the second wish for support says that it may be a duplicate', async () => {
    await page.goto(`${server.url}/app/leads`);
    await page.getByRole('link', { name: /重複の可能性/ }).click();
    await expect(page.getByRole('link', { name: '先の相談を開く' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: '重複として終了する' }).click();
    await expect(page.getByText('先に登録された相談と重複しているため終了しました。')).toBeVisible();
  });
});

async function beginCentre(page: Page): Promise<void> {
  await page.goto(server.adminLink!);
  await page.getByLabel('支援センターの名前').fill('あおもり支援センター');
  await page.getByLabel('あなたの氏名').fill('管理 花子');
  await page.getByLabel('メールアドレス').fill('kanri@example.jp');
  await page.getByRole('textbox', { name: /パスワード/ }).fill('natsu-no-rokuji-han');
  await page.getByRole('button', { name: '利用を始める' }).click();
  await expectHeading(page, '今日');
  await expectAllSent(page);
}

/** Gives the company's id, once the server has it. */
async function registerCompany(page: Page): Promise<string> {
  await page.goto(`${server.url}/app/accounts/new`);
  await page.getByLabel('会社名').fill(COMPANY);
  await page.getByRole('link', { name: '企業のページへ' }).or(page.getByRole('button', { name: '企業のページへ' })).click();
  await expectHeading(page, COMPANY);
  await expectAllSent(page);
  return new URL(page.url()).pathname.split('/').at(-1)!;
}
