import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test';
import { startServer, type RunningServer } from './server.ts';
import {
  beginCentre,
  expectAccessible,
  expectAllSent,
  expectHeading,
  PHONE,
  press,
  signIn,
} from './steps.ts';

/*
 * Photos on a visit: taken without a network, the browser killed, sent when there is one again, byte for byte, and seen by
 * a colleague.
 */
let folder: string;
let server: RunningServer;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banso-photos-'));
  server = await startServer({ dataDir: join(folder, 'data') });
});
test.afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A phone with its own profile, which outlives the browser. */
function openPhone(): Promise<BrowserContext> {
  return chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: process.env['CHROMIUM'],
    ...PHONE,
  });
}

/** A photo as a camera makes it, drawn by the browser. */
async function drawPhoto(page: Page, words: string): Promise<Buffer> {
  const url = await page.evaluate((text) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [3000, 2000];
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#246';
    context.fillRect(0, 0, 3000, 2000);
    for (let index = 0; index < 4000; index += 1) {
      context.fillStyle = `hsl(${(index * 37) % 360} 60% 50%)`;
      context.fillRect((index * 97) % 3000, (index * 61) % 2000, 40, 30);
    }
    context.fillStyle = '#fff';
    context.font = '200px sans-serif';
    context.fillText(text, 200, 1000);
    return canvas.toDataURL('image/jpeg', 0.9);
  }, words);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** What the server has stored, by the hash of its content. */
async function listStored(): Promise<string[]> {
  const content = join(folder, 'data', 'files', 'content');
  const names = await readdir(content, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = names.filter((each) => each.isFile());
  return Promise.all(
    files.map(async ({ parentPath, name }) => {
      expect(
        createHash('sha256')
          .update(await readFile(join(parentPath, name)))
          .digest('hex'),
      ).toBe(name);
      return name;
    }),
  );
}

const hashesOnDevice = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find((each) => each.name?.startsWith('banso-'))!;
    const db = await new Promise<IDBDatabase>((resolve) => {
      const asked = indexedDB.open(name!);
      asked.onsuccess = () => resolve(asked.result);
    });
    const rows = await new Promise<{ sha256: string }[]>((resolve) => {
      const asked = db.transaction('files').objectStore('files').getAll();
      asked.onsuccess = () => resolve(asked.result as { sha256: string }[]);
    });
    db.close();
    return rows.map(({ sha256 }) => sha256);
  });

test('two photos taken without a network outlive the browser, arrive whole, and are seen by a colleague', async () => {
  let phone = await openPhone();
  let page = phone.pages()[0] ?? (await phone.newPage());
  await beginCentre(page, server);
  await page.getByRole('button', { name: '訪問を記録' }).click();
  await page.getByRole('searchbox').fill('八戸精機');
  await page.getByRole('button', { name: /新しく登録して訪問を記録/ }).click();
  await expectHeading(page, /八戸精機/);
  await expect(page).toHaveURL(/\/visits\//);
  const address = page.url();
  await expectAllSent(page);
  const photos = [await drawPhoto(page, '旋盤'), await drawPhoto(page, '看板')];

  await server.stop();
  const strip = page.getByRole('region', { name: '写真・ファイル' });
  await strip
    .locator('input[multiple]')
    .setInputFiles(
      photos.map((buffer, index) => ({ name: `IMG_${index}.jpg`, mimeType: 'image/jpeg', buffer })),
    );
  await expect(strip.getByRole('button', { name: /端末に保存済み/ })).toHaveCount(2, { timeout: 30_000 });
  await strip.getByRole('button', { name: /写真 1/ }).click();
  await page.getByLabel('説明').fill('導入した旋盤');
  await expect(page.getByRole('dialog').getByText('端末に保存済み')).toBeVisible();
  await press(page.getByRole('dialog').getByRole('button', { name: '閉じる' }).last());
  await expectAccessible(page);
  const hashes = await hashesOnDevice(page);
  expect(hashes).toHaveLength(4);
  await phone.close();

  server = await startServer({ dataDir: join(folder, 'data'), port: server.port });
  phone = await openPhone();
  page = phone.pages()[0] ?? (await phone.newPage());
  await page.goto(address);
  const again = page.getByRole('region', { name: '写真・ファイル' });
  await expect(again.getByRole('button', { name: /導入した旋盤/ })).toBeVisible();
  await expect(again.getByRole('button', { name: /（送信済み）/ })).toHaveCount(2, { timeout: 60_000 });
  expect((await listStored()).sort()).toEqual(hashes.sort());

  // Another device, which has nothing of it.
  await phone.close();
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] });
  const seen = await (await browser.newContext(PHONE)).newPage();
  await signIn(seen, server.url, 'kanri@example.jp', 'natsu-no-rokuji-han');
  await seen.goto(address);
  const picture = seen.getByRole('region', { name: '写真・ファイル' }).locator('img').first();
  await expect(picture).toBeVisible({ timeout: 60_000 });
  const width = await picture.evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    return image.naturalWidth;
  });
  expect(width).toBe(320);
  await seen.getByRole('button', { name: /導入した旋盤/ }).click();
  await expect
    .poll(() =>
      seen
        .getByRole('dialog')
        .locator('img')
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    )
    .toBe(2048);
  await browser.close();
});
