import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type Browser } from '@playwright/test';
import { startServer, type RunningServer } from './server.ts';
import { beginCentre, expectAccessible, expectAllSent, expectHeading, PHONE, press } from './steps.ts';

/*
 * A case is handed to an institution without a network; the institution answers and the company says whether it helped,
 * each on a page of its own and without an account.
 */
const PARTNER = '日本政策金融公庫 八戸支店';
let folder: string;
let server: RunningServer;
let browser: Browser;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banso-referral-'));
  server = await startServer({ dataDir: join(folder, 'data') });
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] });
});
test.afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a case goes to a partner from a visit without a network, and partner and company answer apart', async () => {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  // Codes for slips come with a sync, whatever screens were opened.
  const codes = page.waitForResponse((response) => response.url().endsWith('/referral-codes'));
  await beginCentre(page, server);
  expect((await codes).ok()).toBe(true);
  await page.goto(`${server.url}/app/partners`);
  await press(page.getByRole('button', { name: /連携協定の締結先を取り込む/ }));
  await expect(page.getByRole('button', { name: PARTNER })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${server.url}/app/`);
  await press(page.getByRole('button', { name: '訪問を記録' }));
  await page.getByRole('searchbox').fill('八戸精機');
  await press(page.getByRole('button', { name: /新しく登録して訪問を記録/ }));
  await expectHeading(page, /八戸精機/);
  await expectAllSent(page);

  await context.setOffline(true);
  await press(page.getByRole('link', { name: '支援機関へ繋ぐ' }));
  await expectHeading(page, '支援機関へ繋ぐ');
  const refer = page.getByRole('button', { name: '同意を得た。繋ぐ' });
  await press(refer);
  await expect(page.getByText('繋ぐ先をお選びください')).toBeVisible();
  await expect(page.getByRole('radio').first()).toBeFocused();
  await press(page.getByRole('radio', { name: PARTNER }));
  await page.getByRole('textbox', { name: /相談の内容/ }).fill('設備の入れ替え資金を相談したい');
  await page.getByRole('textbox', { name: /同意した人/ }).fill('田中 一郎');
  await page.getByRole('textbox', { name: /連絡先/ }).fill('0178-00-0000');
  const readOut = page.getByRole('region', { name: '読み上げる文' });
  await expect(readOut).toContainText(`次の項目を${PARTNER}へ渡します`);
  const consent = await readOut.getByText(/次の項目を/).innerText();
  await expectAccessible(page);
  await press(refer);

  await expectHeading(page, /八戸精機/);
  await expect(page.getByText('まだ渡していません')).toBeVisible();
  await expect(page.getByText(consent)).toBeVisible();
  const slip = page.getByRole('article');
  await expect(slip.getByText('田中 一郎')).toBeVisible();
  const partnerLink = /http\S+\/r\/\S+/.exec(await slip.innerText())![0];
  await expectAccessible(page);

  const outside = await browser.newContext(PHONE);
  const partner = await outside.newPage();
  await partner.goto(partnerLink);
  await expectHeading(partner, 'まだ何も開けません');
  await expectAccessible(partner);

  await context.setOffline(false);
  await expectAllSent(page);
  await expect(page.getByText('回答待ち', { exact: true })).toBeVisible();
  await expect(page.getByText('まだ渡していません')).toBeHidden();
  const asked = await page.getByRole('region', { name: /会社に聞く/ }).innerText();
  const companyLink = /http\S+\/h\/\S+/.exec(asked)![0];

  await partner.reload();
  await expectHeading(partner, 'ご相談の引き継ぎ');
  await expect(partner.getByText('設備の入れ替え資金を相談したい')).toBeVisible();
  await expectAccessible(partner);
  await partner.getByRole('button', { name: '引き受けます' }).click();
  await expect(partner.getByRole('status')).toContainText('お返事を受け取りました');
  // Without a word of its own a device asks for news every few minutes, and whenever the app is opened.
  await page.reload();
  await expect(page.getByText('引き受け', { exact: true }).first()).toBeVisible({ timeout: 30_000 });

  await partner.getByText('対応が終わりました', { exact: true }).click();
  await partner.getByRole('textbox', { name: /^ひとこと/ }).fill('融資が決まりました');
  await partner.getByRole('button', { name: '送る' }).click();
  await expectHeading(partner, 'この件は終わりました');
  await expect(partner.getByText('設備の入れ替え資金')).toBeHidden();
  await expectAccessible(partner);

  const company = await outside.newPage();
  await company.goto(companyLink);
  await expectHeading(company, 'その後、いかがですか');
  await expectAccessible(company);
  await company.getByRole('textbox').fill('話が早かったです');
  await company.getByRole('button', { name: '役に立った', exact: true }).click();
  await expect(company.getByRole('status')).toContainText('役に立った');
  await expectAccessible(company);

  await page.reload();
  const history = page.getByRole('region', { name: '経過' });
  await expect(history.getByRole('listitem').filter({ hasText: '融資が決まりました' })).toContainText(
    '専用ページ',
    { timeout: 30_000 },
  );
  const word = history.getByRole('listitem').filter({ hasText: '話が早かったです' });
  await expect(word).toContainText('会社のことば：役に立った', { timeout: 30_000 });
  await expect(word).not.toContainText('融資');
  await expectAccessible(page);
  await press(page.getByRole('button', { name: 'この件を締める' }));
  await expect(page.getByText('この件で、することはもうありません。')).toBeVisible();
  await press(page.getByRole('link', { name: '案件の繋ぎ' }));
  await expect(page.getByText('待っている案件はありません')).toBeVisible();
  await expectAccessible(page);

  // What is closed asks the company no more.
  await expectAllSent(page);
  await company.goto(companyLink);
  await expectHeading(company, 'この件は終わりました');
});
