import { expect, test, type Page } from '@playwright/test';
import { startEmptyProduct, type EmptyProduct } from './server.ts';
import {
  beginCentre,
  expectAccessible,
  expectAllSent,
  expectHeading,
  PHONE,
  press,
  setPassword,
} from './steps.ts';

/*
 * The directory of institutions: the office takes in those of the report and enters their windows, a coordinator looks
 * one up on the phone without a network, and chooses among those in use where a case is referred.
 */
const TABLET = {
  locale: 'ja-JP',
  timezoneId: 'Asia/Tokyo',
  viewport: { width: 820, height: 1180 },
  hasTouch: true,
  reducedMotion: 'reduce',
} as const;
const PASSWORD = 'natsu-no-rokuji-han';
const BRANCH = '日本政策金融公庫 八戸支店';

let product: EmptyProduct;
test.beforeAll(async () => void (product = await startEmptyProduct()));
test.afterAll(() => product?.stop());

const entryOf = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: false }) });

test('the directory is taken in, filled by the office, and read and used by a coordinator without a network', async () => {
  const { server, browser } = product;
  const office = await (await browser.newContext(TABLET)).newPage();
  await beginCentre(office, server);

  await test.step('the office adds one by hand, and takes in those of the report', async () => {
    await office.goto(`${server.url}/app/partners`);
    await expectHeading(office, '連携機関');
    await expect(office.getByText('名簿はまだ空です')).toBeVisible();
    await expectAccessible(office);
    await press(office.getByRole('button', { name: '連携機関を加える' }));
    const sheet = office.getByRole('dialog');
    await press(sheet.getByRole('button', { name: '名簿に加える' }));
    await expect(sheet.getByText('ご記入ください')).toBeVisible();
    await expectAccessible(office);
    await sheet.getByRole('textbox', { name: '機関名' }).fill('十和田商工会議所');
    await press(sheet.getByRole('button', { name: '名簿に加える' }));
    await expect(sheet.getByRole('textbox', { name: '電話' })).toBeVisible();
    await press(sheet.getByRole('button', { name: '閉じる' }));
    await expect(entryOf(office, '十和田商工会議所')).toContainText('未確認');
    await press(office.getByRole('button', { name: '報告書にある連携協定の締結先を取り込む' }));
    await expect(office.getByRole('main').getByRole('listitem')).toHaveCount(10);
    await expect(office.getByRole('button', { name: /取り込む$/ })).toBeHidden();
    await expectAccessible(office);
  });

  await test.step('the office enters a window, what it is good at, and that this was checked today', async () => {
    await press(office.getByRole('button', { name: `編集：${BRANCH}` }));
    const sheet = office.getByRole('dialog', { name: '連携機関' });
    await sheet.getByRole('textbox', { name: '担当部署' }).fill('中小企業事業');
    await sheet.getByRole('textbox', { name: '担当者' }).fill('工藤 様');
    await sheet.getByRole('textbox', { name: '電話' }).fill('0178-00-0000');
    await sheet.getByRole('textbox', { name: '受付時間' }).fill('平日 9時〜15時');
    await sheet
      .getByRole('textbox', { name: /ウェブ|URL|ホームページ/i })
      .fill('https://example.jp/hachinohe');
    await press(sheet.getByRole('group', { name: '得意な経営課題' }).getByText('資金繰り').first());
    await press(sheet.getByRole('group', { name: '対応する市町村' }).getByText('八戸市', { exact: true }));
    await expectAccessible(office);
    await press(sheet.getByRole('button', { name: '今日、確認した' }));
    await expect(office.getByText('今日の日付で確認済みにしました')).toBeVisible();
    await expect(entryOf(office, BRANCH)).toContainText(/月\d+日.* 確認/);
    await expect(entryOf(office, '日本政策金融公庫 弘前支店')).toContainText('未確認');
    await press(office.getByRole('button', { name: '編集：みちのく銀行' }));
    await press(office.getByRole('checkbox', { name: '今は使わない' }));
    await press(office.getByRole('dialog').getByRole('button', { name: '閉じる' }));
    await expect(entryOf(office, 'みちのく銀行')).toContainText('今は使わない');
    await expectAllSent(office);
  });

  await test.step('a coordinator calls it from the phone without a network, and changes nothing', async () => {
    const added = await office.request.post(`${server.url}/api/people`, {
      data: { name: '葛西 健', email: 'kasai@example.jp', role: 'coordinator', expertise: [] },
    });
    const { link } = (await added.json()) as { link: string };
    const context = await browser.newContext(PHONE);
    const phone = await context.newPage();
    await setPassword(phone, link, PASSWORD);
    await expectAllSent(phone);
    await phone.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await phone.reload();
    await expectAllSent(phone);
    await context.setOffline(true);
    await phone.goto(`${server.url}/app/partners`);
    const entry = entryOf(phone, BRANCH);
    await expect(entry.getByRole('link', { name: '0178-00-0000' })).toHaveAttribute('href', 'tel:0178000000');
    await expect(entry).toContainText('平日 9時〜15時');
    await expect(entry).toContainText('中小企業事業');
    await expect(entry).toContainText('資金繰り');
    await expect(entry.getByRole('link', { name: 'https://example.jp/hachinohe' })).toBeVisible();
    await expect(phone.getByRole('main').getByRole('button')).toHaveCount(0);
    await expectAccessible(phone);

    await phone.goto(`${server.url}/app/accounts/new`);
    await phone.getByRole('textbox', { name: '会社名' }).fill('株式会社八戸水産加工');
    await press(
      phone
        .getByRole('link', { name: '企業のページへ' })
        .or(phone.getByRole('button', { name: '企業のページへ' })),
    );
    await press(phone.getByRole('link', { name: '支援機関へ繋ぐ' }));
    await expectHeading(phone, '支援機関へ繋ぐ');
    await expect(phone.getByRole('radio', { name: BRANCH })).toBeVisible();
    await expect(phone.getByRole('radio', { name: 'みちのく銀行' })).toBeHidden();
    await expectAccessible(phone);
  });
});
