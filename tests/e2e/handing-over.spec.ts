import { expect, test, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { signInAndSync, startProduct, type Product } from '#tests/support/product.ts';
import { expectAccessible, expectHeading, press } from './steps.ts';

/*
 * A coordinator on a phone without a network: from a company's problem to a programme that is shown and
 * handed over; then what the company reads, and what the office does about it.
 */
let product: Product;
test.beforeAll(async () => void (product = await startProduct()));
test.afterAll(() => product?.stop());

async function openAs(role: string): Promise<{ page: Page; context: BrowserContext }> {
  const { page, context } = await product.newPage(1);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signInAndSync(
    page,
    product.server.url,
    product.people.find((person) => person.role === role)!,
  );
  return { page, context };
}

/** Under the care of the service worker, as after a day of use. */
async function goOffline(page: Page, context: BrowserContext): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.getByText('送信済み').first().waitFor();
  await context.setOffline(true);
}

/** The address that a QR code stands for is written beneath it. */
async function readAddress(within: Locator): Promise<string> {
  return within.getByText(/^http.+\/p\/[0-9a-f]{10}\//).innerText();
}

test(
  'a programme goes from a problem to the company, without a network and in six taps',
  { tag: '@long' },
  async () => {
    const { page, context } = await openAs('coordinator');
    let address = '';

    await test.step('she is at a company', async () => {
      await goOffline(page, context);
      await page
        .getByRole('link', { name: /社|商|所|店|館|会/ })
        .first()
        .click();
      await press(page.getByRole('button', { name: '訪問を始める' }));
      await expect(page.getByRole('heading', { name: '合いそうな施策' })).toBeVisible();
    });

    await test.step('problem, programme, handed over', async () => {
      let taps = 0;
      const tap = async (control: Locator): Promise<void> => {
        taps += 1;
        await press(control);
      };
      await tap(page.getByLabel('販路開拓・市場設定').first().locator('xpath=ancestor-or-self::label'));
      const suggestions = page.getByRole('list', { name: '合いそうな施策の一覧' });
      await tap(suggestions.getByRole('link').first());
      await tap(page.getByRole('button', { name: '渡す', exact: true }));
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByRole('img', { name: /の案内ページのQRコード$/ })).toBeVisible();
      await expect(dialog.getByText(/への訪問に「紹介した」と記録しました/)).toBeVisible();
      address = await readAddress(dialog);
      expect(taps).toBeLessThanOrEqual(6);
      await expectAccessible(page);
      const code = await dialog.getByRole('img', { name: /QRコード$/ }).boundingBox();
      expect(code!.width).toBeGreaterThan(250);
    });

    await test.step('a second one, of a chamber that is invented and says so', async () => {
      await page.keyboard.press('Escape');
      await page.getByRole('navigation', { name: '主な画面' }).getByRole('link', { name: '施策' }).click();
      await page.getByRole('searchbox').fill('架空 販路開拓');
      await page.getByRole('link', { name: /【架空】小さな店の販路開拓補助/ }).click();
      await expectHeading(page, /^【架空】/);
      await expect(page.getByText('補助限度額（1社が受け取る額）: 50万円')).toBeVisible();
      await expectAccessible(page);
      await press(page.getByRole('button', { name: '渡す', exact: true }));
      await press(page.getByRole('dialog').getByRole('link', { name: 'この訪問の2件をまとめて1枚に' }));
    });

    await test.step('both are on one sheet for the company, with whom to ask', async () => {
      await expectHeading(page, '会社への説明書');
      await expect(page.getByRole('img', { name: /の案内ページ$/ })).toHaveCount(2);
      await expect(page.getByText(/御中$/)).toBeVisible();
      await expect(page.getByText('電話 000-000-0000（架空の連絡先です）')).toBeVisible();
      await expect(page.getByRole('heading', { name: /^【架空】小さな店の販路開拓補助/ })).toBeVisible();
      await expectAccessible(page);
      const pdf = await page.pdf({ format: 'A4' });
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
      expect(pages.length).toBeLessThanOrEqual(2);
    });

    await test.step('what the company opens needs no sign-in and no script', async () => {
      const company = await product.browser.newContext({
        javaScriptEnabled: false,
        viewport: { width: 390, height: 844 },
        locale: 'ja-JP',
      });
      const visitor = await company.newPage();
      const answer = await visitor.goto(address);
      expect(answer!.status()).toBe(200);
      await expect(visitor.getByRole('term').filter({ hasText: '窓口' })).toBeVisible();
      await expect(visitor.locator('script')).toHaveCount(0);
      expect((await answer!.body()).byteLength).toBeLessThan(10 * 1024);
      await visitor.getByRole('link', { name: 'English' }).click();
      await expect(visitor.getByRole('term').filter({ hasText: 'Contact' })).toBeVisible();
      expect(await visitor.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await company.close();
      const { page: checked } = await product.newPage(1);
      for (const colorScheme of ['light', 'dark'] as const) {
        await checked.emulateMedia({ colorScheme });
        await checked.goto(address);
        await expectAccessible(checked);
      }
    });

    await test.step('the office takes it back; the address says so, and the phone draws no code', async () => {
      const office = await openAs('office');
      const key = address.split('/').at(-1)!;
      await office.page.goto(`${product.server.url}/app/upkeep/2013/programmes/${key}`);
      await expectHeading(office.page, '施策の編集');
      await expectAccessible(office.page);
      await press(office.page.getByRole('button', { name: '公開を取りやめる' }));
      await press(office.page.getByRole('button', { name: /もう一度押すと/ }));
      await expect(office.page.getByText('公開を取りやめています')).toBeVisible();
      const { page: visitor } = await product.newPage(1);
      expect((await visitor.goto(address))!.status()).toBe(410);
      await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(visitor);

      await context.setOffline(false);
      await page.goto(`${product.server.url}/app/sync`);
      await press(page.getByRole('button', { name: /同期/ }).first());
      await page.goto(`${product.server.url}/app/programmes/${key}`);
      await expect(async () => {
        await press(page.getByRole('button', { name: '渡す', exact: true }));
        await expect(page.getByText('この案内は取り下げられています')).toBeVisible({ timeout: 2000 });
      }).toPass();
      await expect(page.getByRole('dialog').getByRole('img', { name: /QRコード$/ })).toHaveCount(0);
    });
  },
);

test(
  'the office copies an edition, settles it from the worklist, and publishing names what is open',
  { tag: '@long' },
  async () => {
    const { page } = await openAs('office');
    await page.goto(`${product.server.url}/app/upkeep`);
    await press(page.getByRole('button', { name: /年度版をつくる/ }));
    await press(page.getByRole('dialog').getByRole('button', { name: 'つくる', exact: true }));
    await expectHeading(page, /平成26年度/);
    const lists = page.getByRole('navigation', { name: 'やり残しで絞り込む' });
    await expect(lists.getByRole('link', { name: '未確認 119件' })).toBeVisible();
    await press(lists.getByRole('link', { name: '未確認 119件' }));
    // axe takes long for all of them.
    await page.getByRole('searchbox').fill('就職');
    await expectAccessible(page);
    await page.getByRole('searchbox').fill('');
    await press(page.getByRole('button', { name: /は今年度も続いている$/ }).first());
    await expect(lists.getByRole('link', { name: '未確認 118件' })).toBeVisible();
    await press(page.getByRole('button', { name: /は終わった$/ }).first());
    await expect(lists.getByRole('link', { name: '未確認 117件' })).toBeVisible();
    await press(page.getByRole('button', { name: /^元に戻す/ }).last());
    await expect(lists.getByRole('link', { name: '未確認 118件' })).toBeVisible();

    await press(page.getByRole('button', { name: '公開する', exact: true }));
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText('公開前に残っていること')).toBeVisible();
    await expect(dialog.getByRole('link', { name: '未確認 118件' })).toBeVisible();
    await expectAccessible(page);
    await press(dialog.getByRole('link', { name: /^窓口なし/ }));
    await expect(lists.getByRole('link', { name: /^窓口なし/ })).toHaveAttribute('aria-current', 'true');
  },
);
