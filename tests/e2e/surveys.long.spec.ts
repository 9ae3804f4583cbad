import { readFile } from 'node:fs/promises';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { readSeeds } from '#tests/support/fieldwork.ts';
import { startEmptyProduct, type EmptyProduct, type RunningServer } from './server.ts';
import { beginCentre, expectAccessible, expectAllSent, expectHeading, press } from './steps.ts';
import { answerByCode, issueCode } from './survey-steps.ts';

/*
 * The office's side of a survey: a company gets its code, answers twice, others are asked
 * together, and the office settles which answers count.
 */
const JAPAN = { locale: 'ja-JP', timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce' } as const;
const PHONE = { ...JAPAN, viewport: { width: 390, height: 844 } };
const TABLET = { width: 1180, height: 820 };
const COMPANY = '株式会社八戸水産加工';
const OTHERS = ['三沢商店', '弘前木工', '十和田農園'];

let server: RunningServer;
let browser: Browser;
let stop: EmptyProduct['stop'] | undefined;

test.beforeAll(async () => {
  ({ server, browser, stop } = await startEmptyProduct());
});
test.afterAll(() => stop?.());

test('a company is asked, answers twice, and one response counts', async () => {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await beginCentre(page, server);
  const accountId = await registerCompany(page, COMPANY);
  let code = '';

  await test.step('its page issues a code', async () => {
    await page.getByRole('button', { name: '依頼を確かめる' }).click();
    await press(page.getByRole('button', { name: 'コードを発行する' }));
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
    await answerByCode(server.url, await issueCode(page, server.url, accountId), {
      employees: 'e51_100',
      consent_record: 'yes',
    });
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

  await test.step('its companies are listed by how far they have come, and the office asks those who were not', async () => {
    for (const name of OTHERS) await addCompany(page, name);
    await page.goto(`${server.url}/app/sync`);
    await page.getByRole('button', { name: '今すぐ同期する' }).click();
    await expectAllSent(page);
    const { survey } = await readSeeds();
    await page.goto(`${server.url}/app/surveys/${survey.id}`);
    await page.getByRole('link', { name: /対象企業/ }).click();
    await expectHeading(page, '対象企業');
    await expect(page.getByRole('link', { name: COMPANY })).toContainText(/回答済み\s*今日/);
    await expectAccessible(page);
    await page.getByRole('radio', { name: '未依頼 3' }).check();
    await expect(page.getByRole('link', { name: COMPANY })).toHaveCount(0);
    await page.getByRole('searchbox').fill('弘前');
    await page.getByRole('button', { name: 'この1社に依頼コードを出す' }).click();
    await expectAccessible(page);
    await press(page.getByRole('dialog').getByRole('button', { name: '1社に出す' }));
    await expect(page.getByText('1社に依頼コードを出しました。')).toBeVisible();
    await page.getByRole('searchbox').fill('');
    await expect(page.getByRole('radio', { name: '依頼済み（未開封） 1' })).toBeVisible();
    await page.getByRole('button', { name: 'この2社に依頼コードを出す' }).click();
    await press(page.getByRole('dialog').getByRole('button', { name: '2社に出す' }));
    await expect(page.getByText('2社に依頼コードを出しました。')).toBeVisible();
    await page.getByRole('radio', { name: '依頼済み（未開封） 3' }).check();
    for (const name of OTHERS)
      await expect(page.getByRole('link', { name })).toContainText(/依頼済み\s*今日/);
    await expect(page).toHaveURL(/state=asked/);
    // Drawn anew in the dark: axe must not look while colours are still fading over.
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.reload();
    await expect(page.getByRole('radio', { name: '依頼済み（未開封） 3' })).toBeChecked();
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'light' });
  });

  await test.step('and learns who cannot be written to, and saves codes as a file that lead to the page', async () => {
    const asked = page.url();
    await page.getByRole('link', { name: '手紙の発送へ' }).click();
    await expectHeading(page, '手紙の発送');
    await expect(page.getByText('束に入れる企業はありません')).toBeVisible();
    await expectAccessible(page);
    await page.goto(asked);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSVで保存' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines[0]).toContain('企業名,市町村,状態,コード,リンク');
    expect(lines).toHaveLength(1 + OTHERS.length);
    const [, link] = /,(http[^,]+),/.exec(lines[1]!)!;
    const company = await browser.newPage();
    // The code is typed on a phone that has the page already: its service worker passes the tap on.
    await company.goto(new URL('/s/', link!).href);
    await company.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await company.reload();
    await company.getByLabel('お手紙に書かれたコード').fill(link!.split('/').pop()!);
    await company.getByRole('button', { name: '調査票を開く' }).click();
    await expect(company.getByRole('button', { name: '始める' })).toBeVisible();
    await company.close();
    await page.reload();
    await expect(page.getByRole('radio', { name: '開いた 1' })).toBeVisible();
  });

  await test.step('and learns that all this needs a network', async () => {
    await context.setOffline(true);
    await page.reload();
    await expect(page.getByText('サーバーにつながりません')).toBeVisible();
    await expectAccessible(page);
    await context.setOffline(false);
    await page.getByRole('button', { name: 'もう一度試す' }).click();
    await expect(page.getByRole('radio', { name: '依頼済み（未開封） 2' })).toBeChecked();
    const { survey } = await readSeeds();
    await page.getByRole('link', { name: survey.title.ja }).click();
    await expectHeading(page, survey.title.ja);
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
    await press(page.getByRole('button', { name: 'この内容で決める' }));
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
    await page.getByRole('article').filter({ hasText: '重複の可能性' }).getByRole('link').click();
    await expect(page.getByRole('link', { name: '先の相談を開く' })).toBeVisible();
    await expectAccessible(page);
    await press(page.getByRole('button', { name: '重複として終了する' }));
    await expect(page.getByText('先に登録された相談と重複しているため終了しました。')).toBeVisible();
  });
});

/** Gives the company's id, once the server has it. */
async function registerCompany(page: Page, name: string): Promise<string> {
  await addCompany(page, name);
  await expectAllSent(page);
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

async function addCompany(page: Page, name: string): Promise<void> {
  await page.goto(`${server.url}/app/accounts/new`);
  await page.getByLabel('会社名').fill(name);
  await page
    .getByRole('link', { name: '企業のページへ' })
    .or(page.getByRole('button', { name: '企業のページへ' }))
    .click();
  await expectHeading(page, name);
}
