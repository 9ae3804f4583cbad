import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test';
import type { Invitation, SurveyList } from '#protocol/surveys.ts';
import { startProduct, type Product } from '#tests/support/product.ts';
import { listSpoken } from '#tests/support/item-gallery/spoken.ts';
import { expectAccessible, expectHeading, giveAnswer, signIn, type InterviewAnswers } from './steps.ts';

/*
 * A company answers on its own phone (issue 4): by the code of the letter, with the page
 * killed in the middle of a word, without a network, to the receipt; then the code is used.
 */
const JAPAN = { locale: 'ja-JP', timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce' } as const;
const PHONE = { ...JAPAN, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

const ANSWERS: InterviewAnswers = {
  industry: 'manufacturing',
  employees: 'e21_50',
  sales: 'from_100m',
  municipality: 'hachinohe',
  position: 'president',
  issues: ['labour', 'productivity'],
  issues_top: ['productivity', 'labour'],
  directions: { iot_ai: 'necessary', outside_demand: 'somewhat', open_innovation: 'not_very' },
  underway: ['iot_ai'],
  awareness: 'unknown',
  nonuse_reasons: ['not_known'],
  institutions: { labour: ['chamber', 'foundation'], productivity: ['foundation'] },
  consultation: 'no',
  consent_record: 'yes',
};

let product: Product;
let profileDir: string;
let invitation: Invitation;
let testLink: string;

test.beforeAll(async () => {
  product = await startProduct();
  profileDir = await mkdtemp(join(tmpdir(), 'banso-company-'));
  const { page, context } = await product.newPage(1);
  const coordinator = product.people.find(({ role }) => role === 'coordinator')!;
  await signIn(page, product.server.url, coordinator.email, coordinator.password);
  await page.goto(`${product.server.url}/app/accounts`);
  await page.locator('main a[href*="/app/accounts/"]:not([href$="new"])').first().click();
  await page.waitForURL(/\/app\/accounts\/[0-9a-f-]{36}/);
  const accountId = /[0-9a-f-]{36}/.exec(page.url())![0];
  const { surveys } = await ask<SurveyList>(page, '/api/surveys', 'GET');
  const survey = surveys.find(({ state }) => state === 'open')!;
  testLink = survey.testLink;
  invitation = await ask<Invitation>(page, `/api/surveys/${survey.id}/invitations/${accountId}`, 'POST');
  await context.close();
});

test.afterAll(async () => {
  await product?.stop();
  await rm(profileDir, { recursive: true, force: true });
});

function ask<Answer>(page: Page, path: string, method: string): Promise<Answer> {
  return page.evaluate(async ([to, how]) => (await (await fetch(to!, { method: how! })).json()) as unknown, [path, method]) as Promise<Answer>;
}

function openPhone(): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profileDir, { ...PHONE, executablePath: process.env['CHROMIUM'] });
}

async function next(page: Page): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 });
  const before = await heading.innerText();
  await page.getByRole('button', { name: /^(次へ|このまま次へ|Next|Go on as it is)$/ }).click();
  await expect(heading).not.toHaveText(before);
}

/** Answers what is asked until a question, or to the review. */
async function answerUntil(page: Page, stop: (title: string) => Promise<boolean>): Promise<void> {
  for (let screens = 0; screens < 60; screens += 1) {
    const title = await page.getByRole('heading', { level: 1 }).innerText();
    if (title === '回答の確認' || (await stop(title))) return;
    for (const [code, answer] of Object.entries(ANSWERS)) await giveAnswer(page, code, answer);
    await next(page);
  }
  throw new Error('the questionnaire does not end');
}

test('a company answers by itself', async () => {
  let phone = await openPhone();
  let page = await phone.newPage();
  const detail = (on: Page) => on.locator('#issues_detail');

  await test.step('it types the code as it likes and finds its own page', async () => {
    await page.goto(`${product.server.url}/s/`);
    await expectHeading(page, '調査への回答');
    await expectAccessible(page);
    const field = page.getByLabel('お手紙に書かれたコード');
    await field.fill('ABCDE');
    await page.getByRole('button', { name: '調査票を開く' }).click();
    await expect(field).toBeFocused();
    await expect(page.getByRole('alert')).toContainText('間違い');
    await expectAccessible(page);
    await field.fill(invitation.code.toLowerCase().replace('-', ' '));
    await page.getByRole('button', { name: '調査票を開く' }).click();
    await expect(page.getByRole('button', { name: '始める' })).toBeVisible();
    await expectAccessible(page);
    expect(await phone.cookies()).toEqual([]);
  });

  await test.step('one question is read out in order: the question, its options, then the ways on', async () => {
    await page.getByRole('button', { name: '始める' }).click();
    await expectHeading(page, /設問 1/);
    await expectAccessible(page);
    const spoken = (await listSpoken(page)).join('\n');
    const order = ['主な業種はどれですか', '農業・林業', '分類できない', '戻る', '次へ'].map((text) => spoken.indexOf(text));
    expect(order).not.toContain(-1);
    expect([...order].sort((a, b) => a - b)).toEqual(order);
  });

  await test.step('what is missing is said once, at its place', async () => {
    await page.getByRole('button', { name: '次へ' }).click();
    await expect(page.getByRole('alert').first()).toContainText('この設問にお答えください');
    await expect(page.getByRole('radio').first()).toBeFocused();
    await expectAccessible(page);
  });

  await test.step('the page is killed in the middle of a word: the word is there again', async () => {
    await answerUntil(page, async () => detail(page).isVisible());
    await detail(page).focus();
    const session = await phone.newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'ひとで', selectionStart: 3, selectionEnd: 3 });
    await expect(page.getByText('この端末に保存済み')).toBeVisible();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await phone.close();

    phone = await openPhone();
    page = await phone.newPage();
    await page.goto(invitation.link);
    await page.getByRole('button', { name: '続きから' }).click();
    await page.getByRole('button', { name: '戻る' }).click();
    await expect(detail(page)).toHaveValue('ひとで');
  });

  await test.step('without a network it goes on, through a reload, forth and back', async () => {
    await phone.setOffline(true);
    await page.reload();
    await expect(detail(page)).toHaveValue('ひとで');
    await next(page);
    await page.goBack();
    await expect(detail(page)).toHaveValue('ひとで');
    await answerUntil(page, async () => false);
    await expectAccessible(page);
  });

  await test.step('an answer is changed from the review', async () => {
    await page.getByRole('button', { name: /直す: F2/ }).click();
    await page.locator('input[value="e6_10"]').check();
    await page.getByRole('button', { name: '確認に戻る' }).click();
    await expectHeading(page, '回答の確認');
    await expect(page.getByText('6～10名')).toBeVisible();
  });

  const colleague = await (await product.browser.newContext(PHONE)).newPage();
  await test.step('a colleague begins on another phone', async () => {
    await colleague.goto(invitation.link);
    await colleague.getByRole('button', { name: '始める' }).click();
    await giveAnswer(colleague, 'industry', ANSWERS['industry']!);
    await next(colleague);
  });

  await test.step('it is sent when the network is back, a closed page between', async () => {
    await page.getByRole('button', { name: '送信する' }).dblclick();
    await expectHeading(page, '電波が戻りしだい送信します');
    await expectAccessible(page);
    await page.reload();
    await expectHeading(page, '電波が戻りしだい送信します');
    await phone.setOffline(false);
    await expectHeading(page, 'ご回答ありがとうございました');
    await expect(page.getByText('受付番号')).toBeVisible();
    await expect(page.getByText('6～10名')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('the code is used: here with the receipt, until it is erased; elsewhere without', async () => {
    await page.goto(invitation.link);
    await expectHeading(page, 'ご回答ありがとうございました');
    const other = await product.browser.newContext(PHONE);
    const stranger = await other.newPage();
    await stranger.goto(invitation.link);
    await expectHeading(stranger, 'このコードの回答は受け付け済みです');
    await expectAccessible(stranger);
    await other.close();

    await page.getByRole('button', { name: 'この端末から回答を消す' }).click();
    await page.getByRole('button', { name: /もう一度押して/ }).click();
    await expectHeading(page, 'この端末から回答を消しました');
    await expectAccessible(page);
    await page.goto(invitation.link);
    await expectHeading(page, 'このコードの回答は受け付け済みです');
    await phone.close();
  });

  await test.step('what the colleague has begun can still be gone on with', async () => {
    await colleague.goto(invitation.link);
    await expect(colleague.getByText('このコードの回答は受け付け済みです')).toBeVisible();
    await expectAccessible(colleague);
    await expectHeading(colleague, /設問 2/);
    await colleague.getByRole('button', { name: '戻る' }).click();
    await expect(colleague.locator('input[value="manufacturing"]')).toBeChecked();
    await colleague.context().close();
  });
});

test('someone tries the survey out, in English', async () => {
  const context = await product.browser.newContext(PHONE);
  const page = await context.newPage();
  await page.goto(testLink);
  await expect(page.getByText('練習・確認用')).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByText('for trying out')).toBeVisible();
  await page.getByRole('button', { name: 'Begin' }).click();
  await expectHeading(page, /Question 1/);
  await expectAccessible(page);
  await page.reload();
  await expectHeading(page, /Question 1/);
  await context.close();
});
