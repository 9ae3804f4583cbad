import { expect, test, type Page } from '@playwright/test';
import { signInAndSync, startProduct, type Product } from '#tests/support/product.ts';
import { expectAccessible, expectHeading, press } from './steps.ts';

/*
 * The pile of leads gets worked, and records of one company are joined and parted again.
 */
let product: Product;
test.beforeAll(async () => void (product = await startProduct()));
test.afterAll(() => product?.stop());

async function openAs(role: string, width: number): Promise<Page> {
  const { page } = await product.newPage(1);
  await page.setViewportSize({ width, height: 820 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signInAndSync(
    page,
    product.server.url,
    product.people.find((person) => person.role === role)!,
  );
  return page;
}

test('a manager gives a lead to somebody and sees why, and what was left undone stands on the first screen', async () => {
  const page = await openAs('manager', 1180);
  await page.getByRole('link', { name: '新規相談' }).first().click();
  const column = page.getByRole('region', { name: /^新規（/ });
  await expect(column).toBeVisible();
  await expectAccessible(page);
  const card = column.getByRole('article').first();
  const company = await card.getByRole('link').innerText();
  await press(card.getByRole('button'));
  const dialog = page.getByRole('dialog', { name: `${company}の担当` });
  await expect(dialog.getByText(/対応中/).first()).toBeVisible();
  await expectAccessible(page);
  await press(dialog.getByRole('button', { name: /にする$/ }).first());
  const assigned = page.getByRole('region', { name: /^担当決定（/ });
  await expect(assigned.getByRole('link', { name: company, exact: true })).toBeVisible();

  await page.goto(`${product.server.url}/app/leads/assign`);
  await expectHeading(page, 'まとめて担当を決める');
  await expect(page.getByRole('combobox', { name: '担当者' }).first()).toBeVisible();
  await expectAccessible(page);

  const coordinator = await openAs('coordinator', 390);
  const tasks = coordinator.getByRole('region', { name: 'やること' });
  await expect(tasks.getByText('記録のない訪問').first()).toBeVisible();
  await expectAccessible(coordinator);
});

test(
  'two records of one company are joined, stand as one, and are parted as they were',
  { tag: '@long' },
  async () => {
    const page = await openAs('office', 1180);
    const { url } = product.server;
    await page.goto(`${url}/app/accounts`);
    const known = page
      .getByRole('list')
      .getByRole('link', { name: /社|所|店|会/ })
      .first();
    const name = (await known.innerText()).split('\n')[0]!;

    await page.goto(`${url}/app/accounts/new`);
    await page.getByRole('textbox', { name: '会社名' }).fill(name);
    await press(
      page
        .getByRole('link', { name: '企業のページへ' })
        .or(page.getByRole('button', { name: '企業のページへ' })),
    );
    await expectHeading(page, name);
    await press(page.getByRole('link', { name: /この会社は同じ会社ですか/ }).first());
    await expectHeading(page, '同じ企業の記録をまとめる');
    await expectAccessible(page);
    await press(page.getByRole('button', { name: '同じ企業としてまとめる' }));
    await press(page.getByRole('button', { name: '本当にまとめる' }));
    await press(page.getByRole('link', { name: /の記録を開く$/ }));
    await expect(page.getByText(/この記録は.*まとめられています/)).toBeVisible();
    await expectAccessible(page);

    await press(page.getByRole('link', { name: '別の企業に戻す' }));
    await expectHeading(page, '別の企業に戻す');
    await expectAccessible(page);
    await press(page.getByRole('button', { name: '別の企業に戻す' }));
    await press(page.getByRole('button', { name: '本当に戻す' }));
    await expect(page.getByText('同じ企業かもしれない記録があります')).toBeVisible();
  },
);
