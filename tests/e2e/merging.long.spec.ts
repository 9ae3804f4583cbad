import { expect, test } from '@playwright/test';
import { signInAndSync, startProduct, type Product } from '#tests/support/product.ts';
import { expectAccessible, expectHeading, press } from './steps.ts';

/*
 * Records of one company are joined and parted again.
 */
let product: Product;
test.beforeAll(async () => void (product = await startProduct()));
test.afterAll(() => product?.stop());

test('two records of one company are joined, stand as one, and are parted as they were', async () => {
  const { page } = await product.newPage(1);
  const { url } = product.server;
  await page.setViewportSize({ width: 1180, height: 820 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signInAndSync(
    page,
    url,
    product.people.find(({ role }) => role === 'office')!,
  );
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
});
