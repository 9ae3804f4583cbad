import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { Workbook } from '#client/workers/sheet/read-workbook.ts';
import { signInAndSync, startProduct, type Product } from '#tests/support/product.ts';
import { expectAccessible, expectHeading } from './steps.ts';

let product: Product;
test.beforeAll(async () => void (product = await startProduct()));
test.afterAll(() => product?.stop());

test('a manager’s meeting: a table by touch and by keys, kept, and opened again without a network', async () => {
  const context = await product.browser.newContext({
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1180, height: 820 },
    hasTouch: true,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await signInAndSync(
    page,
    product.server.url,
    product.people.find(({ role }) => role === 'manager')!,
  );
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const total = page.getByRole('row', { name: /^全体/ }).first();

  await test.step('she makes a cross table and filters it', async () => {
    await page.goto(`${product.server.url}/app/tables`);
    await expectHeading(page, '集計');
    await page.getByLabel('分類（表側）').selectOption({ label: 'F2 従業員は何名ですか' });
    await expect(page.getByRole('heading', { name: /経営課題.* × F2 従業員/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /^0～5名/ })).toBeVisible();
    const everybody = await total.locator('td').first().innerText();
    await page.getByRole('button', { name: '絞り込み', exact: true }).tap();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('設問で絞り込む').selectOption({ label: '地域' });
    await dialog.getByText('東青', { exact: true }).tap();
    await dialog.getByRole('button', { name: '表を見る' }).tap();
    await expect(page.getByText('絞り込み：地域＝東青')).toBeVisible();
    await expect(total.locator('td').first()).not.toHaveText(everybody);
    await expectAccessible(page);
  });

  await test.step('eight of the answers stand beside the questions, more where these are closed', async () => {
    expect(await countWholeColumns()).toBeGreaterThanOrEqual(8);
    await page.getByRole('button', { name: '一覧を閉じる' }).tap();
    expect(await countWholeColumns()).toBeGreaterThanOrEqual(13);
    await page.getByRole('button', { name: '設問一覧' }).tap();
  });

  await test.step('she asks by keys how a figure came about', async () => {
    const first = page.locator('[data-cell="0/0"]');
    await first.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'この数字の求め方' });
    await expect(dialog.getByText(/^\d+ ÷ \d+ = [\d.]+％$/)).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-cell="1/1"]')).toBeFocused();
  });

  await test.step('she keeps it; after a restart without a network table and chart are there again', async () => {
    const figures = await total.innerText();
    await page.getByRole('button', { name: '保存した表' }).tap();
    await page.getByRole('dialog').getByLabel('名前').fill('東青の課題');
    await page.getByRole('button', { name: 'いまの表を保存' }).tap();
    await expect(page.getByText('「東青の課題」を保存しました')).toBeVisible();
    await context.setOffline(true);
    await page.goto(`${product.server.url}/app/tables`);
    await page.reload();
    await expectHeading(page, '集計');
    await page.getByRole('button', { name: '保存した表' }).tap();
    await expectAccessible(page);
    await page.getByRole('link', { name: '東青の課題' }).tap();
    await expect(page.getByText('絞り込み：地域＝東青')).toBeVisible();
    await expect.poll(() => total.innerText()).toBe(figures);
    await expect(page.getByRole('img', { name: /グラフ/ })).toBeVisible();
    await expect(page.getByText('使えないものを外しました')).toBeHidden();
  });

  await test.step('the gap map leads to companies, on a phone too within the screen', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${product.server.url}/app/tables/gap`);
    await expectHeading(page, 'ニーズと支援のギャップ');
    await page.locator('main table').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await expectAccessible(page);
    await page.locator('main table button').first().tap();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(/この機関に解決を求める回答は[\d,]+件です/)).toBeVisible();
    await expect(dialog.getByRole('link').first()).toBeVisible();
    await expectAccessible(page);
  });

  /** Answers whose columns lie wholly within the table's box. */
  function countWholeColumns(): Promise<number> {
    return page.getByRole('region', { name: /^集計表/ }).evaluate((box) => {
      const { right } = box.getBoundingClientRect();
      return [...box.querySelectorAll('[data-cell^="0/"]')].filter(
        (cell) => cell.getBoundingClientRect().right <= right + 1,
      ).length;
    });
  }
});

test(
  'a manager makes the book of the report’s findings without a network and opens what was saved',
  { tag: '@long' },
  async () => {
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
  },
);
