import { mkdir } from 'node:fs/promises';
import { test, type Page } from '@playwright/test';
import type { InvitationBatch } from '#protocol/surveys.ts';
import { readSeeds } from '#tests/support/fieldwork.ts';
import { signInAndSync, startProduct, type Product } from '#tests/support/product.ts';
import { answerByCode, issueCode } from './survey-steps.ts';
import { press } from './steps.ts';

/* npm run screens: a survey from the office's side, with the invented data set. */
const FOLDER = 'docs/screens';
const PHONE = { width: 390, height: 844 };
const TABLET = { width: 1180, height: 820 };
const COMPANY = /水産加工/;

let product: Product;

test.beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  product = await startProduct();
});
test.afterAll(() => product?.stop());

test('the screens of a survey', async () => {
  const { page } = await product.newPage(1);
  await page.setViewportSize(PHONE);
  await signInAndSync(
    page,
    product.server.url,
    product.people.find(({ role }) => role === 'office')!,
  );

  await page.goto(`${product.server.url}/app/accounts?q=水産`);
  await page.getByRole('link', { name: COMPANY }).first().click();
  await page.getByRole('button', { name: '依頼を確かめる' }).click();
  await page
    .getByRole('button', { name: 'コードを発行する' })
    .or(page.getByText('に回答がありました'))
    .waitFor();
  const accountId = new URL(page.url()).pathname.split('/').at(-1)!;
  await press(page.getByRole('button', { name: 'コードを発行する' }));
  const shown = page.getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  const code = await shown.innerText();
  await page
    .getByRole('heading', { name: '調査の依頼' })
    .evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
  await page.getByRole('button', { name: '閉じる' }).click();
  await save(page, 'phone-invitation');
  await page.getByRole('button', { name: 'QRを大きく見せる' }).click();
  await save(page, 'phone-invitation-qr');
  await page.keyboard.press('Escape');

  const { url } = product.server;
  await answerByCode(url, code, { employees: 'e21_50', consent_record: 'yes' });
  await answerByCode(url, await issueCode(page, url, accountId), {
    employees: 'e51_100',
    founded: 1985,
    consent_record: 'yes',
  });
  await page.goto(`${url}/app/sync`);
  await page.getByRole('button', { name: '今すぐ同期する' }).click();
  await page.getByText('すべて送信済みです').waitFor();
  await page.goto(`${url}/app/surveys`);
  await page.getByRole('link', { name: /重複/ }).click();
  await save(page, 'phone-survey');
  await page.getByRole('link', { name: /決める重複/ }).click();
  await page.getByRole('link', { name: COMPANY }).click();
  await page.getByRole('radio', { name: /回答ごとに選ぶ/ }).check();
  await save(page, 'phone-duplicates');

  await page.setViewportSize(TABLET);
  await page
    .getByRole('heading', { name: '回答の比較' })
    .evaluate((heading) => heading.scrollIntoView({ block: 'center' }));
  await save(page, 'tablet-duplicates');
  await page.getByRole('link', { name: '重複の一覧' }).click();
  await page.getByRole('link', { name: '調査', exact: true }).last().click();
  await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();
  await save(page, 'tablet-survey');
  await askAndAnswer(page, url);
  await page.getByRole('link', { name: /対象企業/ }).click();
  await page.getByRole('radio', { name: 'すべて 7,500' }).waitFor();
  await page.getByRole('searchbox').fill('水産');
  await save(page, 'tablet-survey-units');
  await page.setViewportSize(PHONE);
  await save(page, 'phone-survey-units');
});

/** Some companies are asked; of them some have opened their page, and a few have answered. */
async function askAndAnswer(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/app/accounts?q=水産`);
  await page.getByRole('link', { name: COMPANY }).first().waitFor();
  const hrefs = await page
    .locator('[data-row] a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  const { survey } = await readSeeds();
  const asked = hrefs.slice(0, 6).map((href) => href.split('/').at(-1)!);
  const response = await page.request.post(`${url}/api/surveys/${survey.id}/invitations`, {
    data: { accountIds: asked },
  });
  const { invitations } = (await response.json()) as InvitationBatch;
  for (const { link } of invitations.slice(1, 4)) await page.request.get(link);
  for (const { code } of invitations.slice(2, 4))
    await answerByCode(url, code, { employees: 'e21_50', consent_record: 'yes' });
  await page.goto(`${url}/app/surveys/${survey.id}`);
}

async function save(page: Page, name: string): Promise<void> {
  await page
    .getByText(/^送信済み|^未送信/)
    .first()
    .waitFor();
  await page.screenshot({ path: `${FOLDER}/${name}.png`, animations: 'disabled' });
}
