import { expect, test, type Browser, type Page } from '@playwright/test';
import { readSeeds } from '#tests/support/fieldwork.ts';
import { startEmptyProduct, type EmptyProduct, type RunningServer } from './server.ts';
import { beginCentre, expectAccessible, expectHeading, press } from './steps.ts';

/* From a bought list of 7,500 companies to codes for a sample of them, in a real browser. */
const DESK = {
  locale: 'ja-JP',
  timezoneId: 'Asia/Tokyo',
  reducedMotion: 'reduce',
  viewport: { width: 1180, height: 820 },
} as const;
const ROWS = 7_500;
const INDUSTRIES = ['製造業', '建設業', '卸売業', '小売業', '宿泊業'];
const TOWNS = ['八戸市', '青森市', '弘前市', '十和田市'];

let server: RunningServer;
let browser: Browser;
let stop: EmptyProduct['stop'] | undefined;

test.beforeAll(async () => {
  ({ server, browser, stop } = await startEmptyProduct());
});
test.afterAll(() => stop?.());

test('a list is imported, a sample drawn from it, and its companies get codes', async () => {
  const page = await (await browser.newContext(DESK)).newPage();
  const { survey } = await readSeeds();
  await beginCentre(page, server);

  await test.step('the list is read, tried out and taken in whole', async () => {
    await page.goto(`${server.url}/app/frames/new`);
    await choose(page, makeList());
    await press(page.getByRole('button', { name: '試しに読み込む' }));
    await expect(page.getByText('試し読みの結果です')).toBeVisible({ timeout: 60_000 });
    await page.getByLabel('名簿の名前').fill('県内企業名簿 2026');
    await page.getByLabel('入手先').fill('信用調査会社');
    await page.getByLabel('利用期限').fill('2026-12-20');
    await expectAccessible(page);
    await press(page.getByRole('button', { name: '名簿をつくる（7,500社）' }));
    await expect(page.getByText('名簿を取り込みました')).toBeVisible({ timeout: 60_000 });
    await page.getByRole('link', { name: '名簿を開く' }).click();
    await expectHeading(page, '県内企業名簿 2026');
    await expect(page.getByText('会社1番', { exact: false }).first()).toBeVisible();
    await page.getByLabel('企業名でさがす').fill('会社7499番');
    await expect(page.getByRole('listitem').filter({ hasText: '会社7499番' })).toHaveCount(1);
    await expectAccessible(page);
  });

  await test.step('the same file again changes nothing', async () => {
    await page.getByRole('link', { name: '新しい版を取り込む' }).click();
    await choose(page, makeList());
    await press(page.getByRole('button', { name: '試しに読み込む' }));
    await expect(page.getByText('変わるところがありません')).toBeVisible({ timeout: 60_000 });
  });

  await test.step('a sample is drawn from it', async () => {
    await page.goto(`${server.url}/app/surveys/${survey.id}`);
    await page.getByRole('link', { name: /標本の抽出/ }).click();
    await page.getByLabel('選ぶ企業の数').fill('600');
    await expect(page.getByText(/7,500社から600社を選びます/)).toBeVisible();
    await expectAccessible(page);
    await press(page.getByRole('button', { name: '600社を選ぶ' }));
    await expect(page.getByText('標本を選びました')).toBeVisible();
  });

  await test.step('and its companies get codes, after which the sample stays', async () => {
    await page.goto(`${server.url}/app/surveys/${survey.id}/units`);
    await expect(page.getByText('600社', { exact: true }).first()).toBeVisible();
    await page.getByRole('button', { name: 'この600社に依頼コードを出す' }).click();
    await press(page.getByRole('dialog').getByRole('button', { name: '600社に出す' }));
    await expect(page.getByText('600社に依頼コードを出しました。')).toBeVisible({ timeout: 30_000 });
    await page
      .getByRole('button', { name: /会社\d+番/ })
      .first()
      .click();
    await expect(page.getByRole('radio', { name: /名簿の内容で新しく登録する/ })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('radio', { name: /名簿の内容で新しく登録する/ }).check();
    await press(page.getByRole('button', { name: 'つなぐ' }));
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.goto(`${server.url}/app/surveys/${survey.id}/sample`);
    await expect(page.getByText('依頼コードを発行したあとは選び直せません')).toBeVisible();
    await expect(page.getByRole('button', { name: /選ぶ|選び直す/ })).toHaveCount(0);
  });

  await test.step('at the end of the licence the names go', async () => {
    await page.goto(`${server.url}/app/frames`);
    await page.getByRole('link', { name: /県内企業名簿/ }).click();
    await press(page.getByRole('button', { name: '利用を終える' }));
    await press(page.getByRole('button', { name: '名前と住所を完全に消す' }));
    await expect(page.getByText('利用を終えた名簿').first()).toBeVisible();
    await expect(page.getByText('会社1番')).toHaveCount(0);
  });
});

async function choose(page: Page, text: string): Promise<void> {
  const file = { name: '名簿.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText('それぞれの列が何かを確かめてください')).toBeVisible({ timeout: 30_000 });
}

function makeList(): string {
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const [industry, town] = [INDUSTRIES[index % 5]!, TOWNS[index % 4]!];
    return [
      `株式会社会社${index}番`,
      industry,
      (index * 7) % 120,
      town,
      `青森県${town}本町${index}`,
      '030-0801',
    ].join(',');
  });
  return ['企業名,業種,従業員数,市町村,住所,郵便番号', ...rows].join('\n');
}
