import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { listKnown } from '#domain/records/collections.ts';
import { startServer, type RunningServer } from './server.ts';
import { expectAccessible, expectAllSent, expectHeading, signIn, PHONE, press } from './steps.ts';

/*
 * A device that does not keep what it is given: it has no room, somebody clears the browser's data
 * while the app is open, or the browser keeps nothing as a matter of principle.
 */
const PASSWORD = 'natsu-no-rokuji-han';

let dataDir: string;
let server: RunningServer;
let browser: Browser;
let context: BrowserContext;

test.beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'banso-storage-'));
  server = await startServer({ dataDir });
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] });
  context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await page.goto(server.adminLink!);
  await page.getByLabel('支援センターの名前').fill('あおもり支援センター');
  await page.getByLabel('あなたの氏名').fill('管理 花子');
  await page.getByLabel('メールアドレス').fill('kanri@example.jp');
  await page.getByRole('textbox', { name: /パスワード/ }).fill(PASSWORD);
  await press(page.getByRole('button', { name: '利用を始める' }));
  await expectHeading(page, '今日');
  await context.close();
});
test.beforeEach(async () => {
  context = await browser.newContext(PHONE);
});
test.afterEach(() => context.close());
test.afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function openLead(id: string): Promise<Page> {
  const page = await context.newPage();
  await signIn(page, server.url, 'kanri@example.jp', PASSWORD);
  await expectAllSent(page);
  await page.goto(`${server.url}/app/leads/new?id=${id}`);
  await expect(page.getByLabel('会社名')).toBeVisible();
  return page;
}

/** Chromium has no disk that a test could fill, and its quota holds however DevTools override it: its answer is planted. */
async function fillDisk(page: Page, isFull: boolean): Promise<void> {
  await page.evaluate((full) => {
    const { put } = IDBObjectStore.prototype;
    const own = window as { realPut?: typeof put };
    const real = (own.realPut ??= put);
    IDBObjectStore.prototype.put = function (...of) {
      if (full) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      return real.apply(this, of);
    };
  }, isFull);
}

/** What the server has of a lead, as another device gets it. */
async function leadOnServer(page: Page, id: string): Promise<Record<string, unknown> | undefined> {
  const { records } = await page.evaluate(
    async (path) => {
      const answer = await fetch(path);
      return (await answer.json()) as { records: { id: string; fields: Record<string, unknown> }[] };
    },
    `/api/sync/pull?cursor=0&collections=${listKnown().join(',')}`,
  );
  return records.find((record) => record.id === id)?.fields;
}

test('without room what was typed waits, comes back with its screen, and is saved when there is room', async () => {
  const id = '019a1c3e-0000-7000-8000-0000000000a1';
  const page = await openLead(id);
  await page.getByLabel('会社名').fill('つがる');
  await expect(page.getByText('端末に保存済み', { exact: true })).toBeVisible();

  await fillDisk(page, true);
  await page.getByLabel('会社名').fill('つがるワイン');
  const said = page.getByText('まだ保存できていません。端末の空き容量がありません');
  await expect(said).toBeVisible();
  await expect(page.getByText('端末の空き容量がありません', { exact: true })).toBeVisible();
  await expect(page.getByText('端末に保存済み', { exact: true })).toBeHidden();
  await expectAccessible(page);
  await page.getByRole('link', { name: '戻る' }).click();
  await expectHeading(page, '今日');
  await page.goBack();
  await expect(page.getByLabel('会社名')).toHaveValue('つがるワイン');
  await expect(said).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '入力をファイルに書き出す' }).click();
  expect((await download).suggestedFilename()).toMatch(/^banso-unsaved_.*\.txt$/);

  await fillDisk(page, false);
  await expect(page.getByText('端末に保存済み', { exact: true })).toBeVisible();
  await expect(said).toBeHidden();
  await expect.poll(() => leadOnServer(page, id)).toMatchObject({ companyName: 'つがるワイン' });
});

test('data of the site that is cleared while the app is open is told, and what it remembers is sent all the same', async () => {
  const id = '019a1c3e-0000-7000-8000-0000000000a2';
  const page = await openLead(id);
  const cdp = await context.newCDPSession(page);
  // What looks after the device comes once the first screen stands.
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/DeviceNotice-')),
  );
  await page.waitForTimeout(500);
  await context.setOffline(true);
  await page.getByLabel('会社名').fill('八戸水産');
  await expect(page.getByText(/^未送信 1件/)).toBeVisible();
  await cdp.send('Storage.clearDataForOrigin', {
    origin: server.url,
    storageTypes: 'indexeddb,local_storage,cache_storage',
  });
  await expect(page.getByText('この端末に保存していたデータが消されました')).toBeVisible();
  await expect(page.getByText('送信前の記録はすべて戻しました')).toBeVisible();
  await expect(page.getByLabel('会社名')).toHaveValue('八戸水産');
  await page.getByLabel('会社名').fill('八戸水産加工');
  await expectAccessible(page);
  await context.setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect
    .poll(() => leadOnServer(page, id), { timeout: 15_000 })
    .toMatchObject({ companyName: '八戸水産加工' });
  await page.reload();
  await expect(page.getByLabel('会社名')).toHaveValue('八戸水産加工');
});

test('a browser that keeps nothing says so before anybody signs in', async () => {
  const page = await context.newPage();
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The user denied permission to access the database.', 'SecurityError');
    };
  });
  await page.goto(`${server.url}/app/sign-in`);
  await expect(page.getByText('このブラウザーでは記録を始められません')).toBeVisible();
  await expect(page.getByLabel('メールアドレス')).toBeHidden();
  await expect(page.getByText('端末に保存済み')).toBeHidden();
  await expectAccessible(page);
});
