import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { encode } from 'uqr';
import { readSeeds } from '#tests/support/fieldwork.ts';
import { startEmptyProduct, type EmptyProduct } from './server.ts';
import { beginCentre, expectAllSent, expectHeading, press } from './steps.ts';

/* A returned letter before the camera of a browser that reads no codes by itself. */

let product: EmptyProduct | undefined;
test.afterAll(() => product?.stop());

const [WIDTH, HEIGHT, MODULE] = [640, 480, 8];

/** A film of a sheet with a code on it. */
function film(text: string): Buffer {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const [left, top] = [(WIDTH - size * MODULE) / 2, (HEIGHT - size * MODULE) / 2];
  const luma = Buffer.alloc(WIDTH * HEIGHT, 230);
  for (let y = 0; y < size * MODULE; y += 1)
    for (let x = 0; x < size * MODULE; x += 1)
      if (data[Math.floor(y / MODULE)]![Math.floor(x / MODULE)]) luma[(y + top) * WIDTH + x + left] = 30;
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  const head = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`;
  return Buffer.concat([Buffer.from(head), frame, frame]);
}

test('a code is read by the camera also where the browser itself reads none', async () => {
  product = await startEmptyProduct();
  const { server } = product;
  const folder = await mkdtemp(join(tmpdir(), 'banso-film-'));
  const path = join(folder, 'sheet.y4m');
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'],
    args: [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${path}`,
    ],
  });
  const context = await browser.newContext({ locale: 'ja-JP', permissions: ['camera'] });
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'BarcodeDetector'));
  const page = await context.newPage();
  const { survey } = await readSeeds();
  await beginCentre(page, server);
  await page.goto(`${server.url}/app/accounts/new`);
  await page.getByLabel('会社名').fill('株式会社撮影');
  await page
    .getByRole('link', { name: '企業のページへ' })
    .or(page.getByRole('button', { name: '企業のページへ' }))
    .click();
  await expectHeading(page, '株式会社撮影');
  await expectAllSent(page);
  await page.goto(`${server.url}/app/surveys/${survey.id}/units`);
  await page.getByRole('button', { name: 'この1社に依頼コードを出す' }).click();
  await press(page.getByRole('dialog').getByRole('button', { name: '1社に出す' }));
  await expect(page.getByText('1社に依頼コードを出しました。')).toBeVisible();
  const link = await page.evaluate(async (id) => {
    const { units } = (await (await fetch(`/api/surveys/${id}/invitations`)).json()) as {
      units: { accountId: string }[];
    };
    const reply = await fetch(`/api/surveys/${id}/invitations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accountIds: units.map(({ accountId }) => accountId), issue: false }),
    });
    return ((await reply.json()) as { invitations: { link: string }[] }).invitations[0]!.link;
  }, survey.id);
  await writeFile(path, film(link));
  await page.goto(`${server.url}/app/surveys/${survey.id}/arrivals`);
  await expectHeading(page, '届いた郵便');
  await page.getByRole('button', { name: 'カメラ' }).click();
  await expect(page.getByText('宛先不明：受け付けました')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('listitem').filter({ hasText: '株式会社撮影' })).toContainText('記録済み');
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});
