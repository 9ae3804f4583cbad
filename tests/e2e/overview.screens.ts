import { mkdir, readFile } from 'node:fs/promises';
import { test, type Page } from '@playwright/test';
import { signInAndSync, startProduct, type Product } from '#tests/support/product.ts';
import { press } from './steps.ts';

/*
 * npm run screens: the pictures in docs/screens, of the invented data set, in Japanese,
 * at 390×844 and 1180×820. overview.png puts the first of each together for the README.
 */
const FOLDER = 'docs/screens';
const PHONE = { width: 390, height: 844 };
const TABLET = { width: 1180, height: 820 };

let product: Product;

test.beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  product = await startProduct();
});
test.afterAll(() => product?.stop());

test('the screens of a phone', async () => {
  const { page } = await open('coordinator', PHONE);
  await shoot(page, '/', 'phone-today');
  await shoot(page, '/accounts', 'phone-accounts');
  await page.getByRole('searchbox').fill('水産');
  await page
    .getByRole('link', { name: /水産加工/ })
    .first()
    .click();
  await save(page, 'phone-account');
  await page.goto(`${product.server.url}/app/`);
  await page
    .getByRole('link', { name: /社|商|所|店|館|会/ })
    .first()
    .click();
  await press(page.getByRole('button', { name: '訪問を始める' }));
  await save(page, 'phone-visit');
  await page.getByRole('link', { name: '聞き取りを始める' }).click();
  await press(page.getByRole('button', { name: '始める', exact: true }));
  await page.getByRole('button', { name: '設問一覧' }).click();
  await page.getByRole('button', { name: /いま抱えている経営課題/ }).click();
  await page.getByRole('checkbox', { name: /雇用・労務/ }).check();
  await save(page, 'phone-interview');
  await shoot(page, '/leads/new', 'phone-lead');
  await shoot(page, '/programmes', 'phone-programmes');
  await shoot(page, '/programmes/p079', 'phone-programme');
  await shoot(page, '/sync', 'phone-sync');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, '/', 'phone-today-dark');
});

test('the screens of a tablet', async () => {
  const { page } = await open('manager', TABLET);
  await shoot(page, '/tables?item=issues&by=industry', 'tablet-tables');
  await page.getByRole('grid').scrollIntoViewIfNeeded();
  await save(page, 'tablet-table');
  await shoot(page, '/programmes/p079', 'tablet-programme');
  await shoot(page, '/accounts', 'tablet-accounts');
  await shoot(page, '/', 'tablet-today');
});

test('the picture for the README', async () => {
  const context = await product.browser.newContext({ viewport: { width: 1300, height: 620 } });
  const page = await context.newPage();
  const image = async (name: string): Promise<string> =>
    `data:image/png;base64,${(await readFile(`${FOLDER}/${name}.png`)).toString('base64')}`;
  const [today, interview, tables] = await Promise.all(
    ['phone-today', 'phone-interview', 'tablet-tables'].map(image),
  );
  const style = 'height:560px;border-radius:12px;box-shadow:0 2px 16px rgb(0 0 0/.25)';
  await page.setContent(
    `<body style="margin:0;height:620px;display:flex;gap:20px;align-items:center;justify-content:center;background:#dfe3ec">
      ${[today, interview].map((source) => `<img style="${style}" src="${source}">`).join('')}
      <img style="${style};height:500px" src="${tables}"></body>`,
  );
  await page.screenshot({ path: `${FOLDER}/overview.png` });
  await context.close();
});

async function open(role: string, viewport: { width: number; height: number }): Promise<{ page: Page }> {
  const { page } = await product.newPage(1);
  await page.setViewportSize(viewport);
  await signInAndSync(
    page,
    product.server.url,
    product.people.find((person) => person.role === role)!,
  );
  return { page };
}

async function shoot(page: Page, path: string, name: string): Promise<void> {
  await page.goto(`${product.server.url}/app${path}`);
  await save(page, name);
}

async function save(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page
    .getByText(/^送信済み|^未送信/)
    .first()
    .waitFor();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${FOLDER}/${name}.png`, animations: 'disabled' });
}
