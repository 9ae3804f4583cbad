import { expect, test } from '@playwright/test';
import { signInAndSync, startProduct, type Product } from '#tests/support/product.ts';
import { expectAccessible, expectHeading, press } from './steps.ts';

let product: Product;
test.beforeAll(async () => void (product = await startProduct()));
test.afterAll(() => product?.stop());

test('a manager without a network: whom the centre serves, whom to visit, what was decided, and the pack', async () => {
  const context = await product.browser.newContext({
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1180, height: 820 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const open = (path: string) => page.goto(`${product.server.url}/app${path}`);
  await signInAndSync(
    page,
    product.server.url,
    product.people.find(({ role }) => role === 'manager')!,
  );
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);

  await test.step('the clients of the year add up, and lead to their companies', async () => {
    await open('/management');
    await expectHeading(page, '支援の状況');
    const figure = (kind: string) => page.locator(`[data-figure="${kind}"]`);
    await expect(figure('unique')).not.toHaveText('0');
    const read = async (kind: string) => Number((await figure(kind).innerText()).replaceAll(',', ''));
    const unique = await read('unique');
    expect((await read('new')) + (await read('returning')) + (await read('continuing'))).toBe(unique);
    await expect(page.getByRole('table').first()).toBeVisible();
    await expectAccessible(page);
    await figure('unique').click();
    await expect(page.getByText(new RegExp(`^${unique}社。接触は`))).toBeVisible();
  });

  await test.step('whom to visit becomes next steps of a person', async () => {
    await open('/management/reach');
    await page.getByRole('button', { name: /^先頭の\d+件を選ぶ/ }).click();
    await page.getByLabel('担当する職員').selectOption({ index: 1 });
    await press(page.getByRole('button', { name: /担当者の「約束」に入れる/ }));
    await expect(page.getByText(/さんの約束に10社を入れました/)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('a number of a table becomes a decision', async () => {
    await open('/tables?item=issues&by=region');
    await page.locator('[data-cell="1/1"]').click();
    await press(page.getByRole('button', { name: 'この数字から決める' }));
    const dialog = page.getByRole('dialog', { name: '決めたことを書く' });
    await expect(dialog.getByText(/％|% \(|%（/)).toBeVisible();
    await dialog.getByLabel('決めたこと').fill('東青の企業に専門家派遣を案内する');
    await press(dialog.getByRole('button', { name: '決めたこととして残す' }));
    await expect(page.getByText('残しました')).toBeVisible();
  });

  await test.step('decisions say which of their numbers have changed since', async () => {
    await open('/decisions');
    const changed = page.getByRole('link', { name: /架空/ }).filter({ hasText: '数字が変わりました' });
    await expect(changed.first()).toContainText(/\d+\.\d → \d+\.\d %/);
    const own = page.getByRole('link', { name: /東青の企業に専門家派遣を案内する/ });
    await expect(own).toBeVisible();
    await expect(own).not.toContainText('数字が変わりました');
    await expectAccessible(page);
    await changed.first().click();
    await expect(page.locator('[data-now="changed"]').first()).toBeVisible();
  });

  await test.step('the pack of the meeting is there after a restart, with all its parts', async () => {
    await open('/meetings');
    await page.getByRole('link', { name: /支援策検討会議（架空）/ }).click();
    await page.waitForURL(/\/meetings\/[0-9a-f-]{36}/);
    await page.reload();
    for (const part of ['ニーズと支援のギャップ', '決めたことと、その後', '勉強会のテーマ'])
      await expect(page.getByRole('region', { name: part })).toBeVisible();
    await expect(page.getByRole('table').first()).toBeVisible();
    await expectAccessible(page);
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('button', { name: '資料を組む' })).toBeHidden();
    await expect(page.getByText('東青の企業に専門家派遣を案内する')).toBeVisible();
  });
});
