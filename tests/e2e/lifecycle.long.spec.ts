import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { startServer, type RunningServer } from './server.ts';
import { expectAccessible, expectAllSent, expectHeading, signIn, PHONE, press } from './steps.ts';

/*
 * What befalls an app that lives for months on a phone: its files come only in part, the browser
 * takes something away from it.
 */
const PASSWORD = 'natsu-no-rokuji-han';

let dataDir: string;
/** The built app, of which the test makes another version. */
let appDir: string;
let server: RunningServer;
let browser: Browser;

test.beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'banso-lifecycle-'));
  appDir = join(dataDir, 'app');
  await cp('dist/app', appDir, { recursive: true });
  server = await startServer({ dataDir, appDir });
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] });
});
test.afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function becomeAdministrator(page: Page): Promise<void> {
  await page.goto(server.adminLink!);
  await page.getByLabel('支援センターの名前').fill('あおもり支援センター');
  await page.getByLabel('あなたの氏名').fill('管理 花子');
  await page.getByLabel('メールアドレス').fill('kanri@example.jp');
  await page.getByRole('textbox', { name: /パスワード/ }).fill(PASSWORD);
  await press(page.getByRole('button', { name: '利用を始める' }));
  await expectHeading(page, '今日');
}

/** Lets so many of the files through that the service worker asks for; gives the way to let all through. */
async function limitFiles(context: BrowserContext, most: number): Promise<() => void> {
  let left = most;
  await context.route(/\/app\/(assets|icons|index\.html)/, async (route) => {
    if (!route.request().serviceWorker()) return route.continue();
    left -= 1;
    return left < 0 ? route.abort('internetdisconnected') : route.continue();
  });
  return () => (left = Infinity);
}

/** Puts another version of the service worker on the server, and has the page find it. */
async function release(page: Page, version: string): Promise<void> {
  const worker = join(appDir, 'app-worker.js');
  await Promise.all([rm(`${worker}.gz`, { force: true }), rm(`${worker}.br`, { force: true })]);
  await appendFile(worker, `\n// ${version}`);
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
}

/** Whether the page was loaded anew since it was marked. */
const mark = (page: Page): Promise<void> => page.evaluate(() => void (document.title = 'before'));
const expectReloaded = (page: Page): Promise<void> => expect(page).not.toHaveTitle('before');

test('the app says how far it is on the device, and goes on by itself with what broke off', async () => {
  const context = await browser.newContext(PHONE);
  const letAllThrough = await limitFiles(context, 61);
  const page = await context.newPage();
  await becomeAdministrator(page);
  await expect(page.getByText(/途中で止まっています/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('link', { name: /^電波のない所で使う準備 \d+\/\d+$/ })).toBeVisible();
  await expectAccessible(page);
  letAllThrough();
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expectAllSent(page);
  await expect(page.getByText(/途中で止まっています/)).toBeHidden();
  await page.getByRole('link', { name: '同期', exact: true }).click();
  await expect(page.getByText('電波のない所でもアプリが開きます。')).toBeVisible();
  // A device that takes itself for connected learns it from the server's silence alone.
  await page.evaluate(() => Object.defineProperty(navigator, 'onLine', { get: () => true }));
  await context.setOffline(true);
  await expect(page.getByText(/^オフライン/).first()).toBeVisible({ timeout: 3_000 });
  await page.goto(`${server.url}/app/programmes`);
  await expectHeading(page, '施策');
  await context.close();
});

test('an update ends in a reload, on a page that was open since the first visit and on one beside it', async () => {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await signIn(page, server.url, 'kanri@example.jp', PASSWORD);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const beside = await context.newPage();
  await beside.goto(`${server.url}/app/programmes`);
  await release(page, 'the second');
  const update = (of: Page) => of.getByRole('button', { name: '更新する' });
  await expect(update(beside)).toBeVisible();
  await mark(page);
  await update(page).click();
  await expectReloaded(page);
  await expectHeading(page, '今日');
  await expect(update(page)).toBeHidden();
  await mark(beside);
  await update(beside).click();
  await expectReloaded(beside);
  await expectHeading(beside, '施策');
  await context.close();
});

test('sync that gives no sign of life is started again, and says so', async () => {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await page.clock.install();
  await signIn(page, server.url, 'kanri@example.jp', PASSWORD);
  await expectAllSent(page);
  await page.getByRole('link', { name: '同期', exact: true }).click();
  const [worker] = page.workers().filter((each) => each.url().includes('sync-worker'));
  // It never comes back from this.
  void worker!
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined);
  await page.getByRole('button', { name: '今すぐ同期する' }).click();
  await expect(page.getByRole('button', { name: '今すぐ同期する' })).toHaveAttribute('aria-busy', 'true');
  await page.clock.runFor(61_000);
  await expect(
    page.getByRole('status').filter({ hasText: '同期が止まったため、やり直します' }),
  ).toBeVisible();
  await expectAccessible(page);
  await page.clock.runFor(6_000);
  await expectAllSent(page);
  await expect(page.getByRole('button', { name: '今すぐ同期する' })).not.toHaveAttribute('aria-busy');
  await context.close();
});
