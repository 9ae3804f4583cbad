import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { startServer, type RunningServer } from './server.ts';
import { beginCentre, expectAccessible, expectAllSent, expectHeading, PHONE, press } from './steps.ts';
import { issueCode } from './survey-steps.ts';

/*
 * A question that photos answer: asked on a visit without a network, looked over, submitted, corrected, on the visit's report,
 * and never on the company's page.
 */
let folder: string;
let server: RunningServer;
let browser: Browser;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banso-photo-question-'));
  const seeds = join(folder, 'seeds');
  await cp('seeds', seeds, { recursive: true });
  const file = join(seeds, 'questionnaire.json');
  const questionnaire = JSON.parse(await readFile(file, 'utf8')) as Questionnaire;
  questionnaire.sections[0]!.items.unshift({
    code: 'site_photo',
    kind: 'image',
    label: { ja: '現場の写真', en: 'Photos of the site' },
    hint: { ja: '了承を得て撮ります', en: 'With their consent' },
    required: false,
    source: 'added',
  });
  await writeFile(file, JSON.stringify(questionnaire));
  server = await startServer({ dataDir: join(folder, 'data'), env: { SEEDS_DIR: seeds } });
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] });
});
test.afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A small photo that is unlike every other. */
async function drawPhoto(
  page: Page,
  colour: string,
): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const url = await page.evaluate((fill) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1200, 900];
    const context = canvas.getContext('2d')!;
    context.fillStyle = fill;
    context.fillRect(0, 0, 1200, 900);
    return canvas.toDataURL('image/jpeg');
  }, colour);
  const buffer = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  return { name: `${colour}.jpg`, mimeType: 'image/jpeg', buffer };
}

/** More than a sheet holds. */
const LONG_NOTES = Array.from(
  { length: 60 },
  (_, line) => `${line + 1}：検査工程に時間がかかり、画像検査の導入に関心がある。`,
).join('\n');

test('photos answer a question of an interview, and nobody else is asked for them', async () => {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await beginCentre(page, server);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.getByRole('button', { name: '訪問を記録' }).click();
  await page.getByRole('searchbox').fill('八戸精機');
  await page.getByRole('button', { name: /新しく登録して訪問を記録/ }).click();
  await expectHeading(page, /八戸精機/);
  const visit = page.url();
  await expectAllSent(page);
  const photos = [await drawPhoto(page, 'teal'), await drawPhoto(page, 'maroon')];

  await test.step('it is asked without a network, answered by photos, and goes on after a reload', async () => {
    await context.setOffline(true);
    await page.getByRole('link', { name: '聞き取りを始める' }).click();
    await press(page.getByRole('button', { name: '始める', exact: true }));
    await expect(page.getByRole('group', { name: /現場の写真/ })).toBeVisible();
    await page.locator('input[type=file][multiple]').setInputFiles(photos);
    await expect(page.getByRole('button', { name: /^写真 \d/ })).toHaveCount(2, { timeout: 30_000 });
    await expectAccessible(page);
    await page.reload();
    await expect(page.getByRole('button', { name: /^写真 \d/ })).toHaveCount(2);
    await press(page.getByRole('button', { name: '設問一覧' }));
    await press(page.getByRole('dialog').getByRole('button', { name: '回答の確認' }));
    await expectHeading(page, '回答の確認');
    await expect(page.getByText('写真 2枚')).toBeVisible();
  });

  await test.step('a photo that is taken back is none of the answer any more, with the reason', async () => {
    await press(page.getByRole('button', { name: '提出する' }));
    await expectHeading(page, '聞き取りを終えました');
    await press(page.getByRole('link', { name: '回答を見る・直す' }));
    await press(page.getByRole('button', { name: '訂正する: 現場の写真' }));
    const sheet = page.getByRole('dialog', { name: '回答を訂正する' });
    await sheet.getByRole('button', { name: /^写真 2/ }).click();
    await press(page.getByRole('button', { name: '削除', exact: true }));
    await press(page.getByRole('button', { name: '本当に削除する' }));
    await expect(sheet.getByRole('button', { name: /^写真 \d/ })).toHaveCount(1);
    await sheet.getByLabel(/訂正の理由/).fill('写り込みがあった');
    await press(sheet.getByRole('button', { name: '訂正を記録する' }));
    await expect(page.getByText('写真 1枚')).toBeVisible();
    await expect(page.getByText('訂正前: 写真 2枚')).toBeVisible();
  });

  await test.step('the report of the visit has it, on A4 and without a network', async () => {
    await page.goto(visit);
    await page.getByLabel('メモ').fill(`${LONG_NOTES}\n最後の行`);
    await expect(page.getByText('端末に保存済み').first()).toBeVisible();
    await press(page.getByRole('button', { name: '訪問を終える' }));
    await press(page.getByRole('link', { name: '訪問記録（A4）' }));
    await expectHeading(page, '訪問記録');
    await expect(page.getByRole('article').getByRole('img')).toHaveCount(1, { timeout: 30_000 });
    await expect(page.getByRole('article')).toContainText('八戸精機');
    await expect(page.getByRole('article')).toContainText('最後の行');
    await expectAccessible(page);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const sheets = pdf.toString('latin1').match(/\/MediaBox \[[^\]]*\]/g) ?? [];
    expect(sheets.length).toBeGreaterThan(1);
    // None beside those of the report, which would be of another size or empty.
    expect(sheets.length).toBeLessThan(5);
    for (const sheet of sheets) expect(sheet).toMatch(/594\.9\d+ 841\.9\d+/);
    await context.setOffline(false);
    await expectAllSent(page);
  });

  await test.step('the company is not asked for any', async () => {
    await page.goto(visit);
    await page
      .getByRole('link', { name: /八戸精機/ })
      .first()
      .click();
    await expect(page).toHaveURL(/\/accounts\//);
    const code = await issueCode(page, server.url, page.url().split('/').at(-1)!);
    const shown = await (await page.request.get(`${server.url}/s/${code}`)).text();
    expect(shown).toContain('industry');
    expect(shown).not.toContain('site_photo');
  });
  await context.close();
});
