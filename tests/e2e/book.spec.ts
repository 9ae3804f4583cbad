import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { Workbook } from '#client/workers/sheet/read-workbook.ts';
import { signInAndSync, startProduct, type Product } from '#tests/support/product.ts';
import { expectAccessible, expectHeading } from './steps.ts';

let product: Product;
test.beforeAll(async () => void (product = await startProduct()));
test.afterAll(() => product?.stop());

test('a manager makes the book of the report’s findings without a network and opens what was saved', async () => {
  const { page } = await product.newPage(1);
  await signInAndSync(
    page,
    product.server.url,
    product.people.find(({ role }) => role === 'manager')!,
  );
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.context().setOffline(true);
  await page.goto(`${product.server.url}/app/tables/book`);
  await expectHeading(page, '報告書をつくる');
  await page.getByRole('button', { name: /^報告書をつくる（\d+表）/ }).click();
  await expect(page.getByRole('heading', { name: '表1 認知度' })).toBeVisible();
  await expect(page.getByRole('img', { name: /^グラフ: 認知度。/ })).toBeVisible();
  await expectAccessible(page);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Excelで保存' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/主な結果.*\.xlsx$/);
  const workbook = new Workbook(await readFile((await file.path())!));
  expect(workbook.sheets.slice(0, 3).map(({ name }) => name)).toEqual(['調査概要', '目次', '1 認知度']);
  const shown = await page.getByRole('row', { name: /^全体/ }).first().locator('td').allInnerTexts();
  const total = workbook.readRows(2).find(({ cells }) => cells[0] === '全体')!.cells;
  expect(Number(shown[0]!.replaceAll(',', ''))).toBe(Number(total[1]));
});
