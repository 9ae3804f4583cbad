import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test';
import type { Invitation } from '#protocol/surveys.ts';
import { startProduct, type Product } from '#tests/support/product.ts';
import { listSpoken } from '#tests/support/item-gallery/spoken.ts';
import {
  expectAccessible,
  expectAllSent,
  expectHeading,
  giveAnswer,
  PHONE,
  signIn,
  SURVEY_ANSWERS,
  type InterviewAnswers,
  press,
} from './steps.ts';
import { inviteUnaskedCompany } from './survey-steps.ts';

/*
 * A company answers on its own phone (issue 4): by the code of the letter, with the page
 * killed in the middle of a word, without a network, to the receipt; then the code is used.
 * By an open link, companies answer one after another on a phone that they share.
 */
const TABLET = {
  ...PHONE,
  viewport: { width: 1180, height: 820 },
  hasTouch: false,
  isMobile: false,
} as const;

/** One that nobody has heard of before it answers. */
const COMPANY = '種差海岸建設工業';
const WISH: InterviewAnswers = {
  consultation: 'now',
  consultation_topics: ['labour'],
  consent_contact: 'yes',
  contact_company: { text: COMPANY },
  contact_name: { text: '工藤' },
  contact_phone: { text: '0178000000' },
  contact_way: 'visit',
};

let product: Product;
let profileDir: string;
let invitation: Invitation;
let surveyId: string;
let testLink: string;

test.beforeAll(async () => {
  product = await startProduct();
  profileDir = await mkdtemp(join(tmpdir(), 'banso-company-'));
  const { page, context } = await product.newPage(1);
  const office = product.people.find(({ role }) => role === 'office')!;
  await signIn(page, product.server.url, office.email, office.password);
  const invited = await inviteUnaskedCompany(page, product.server.url);
  ({ invitation } = invited);
  ({ id: surveyId, testLink } = invited.survey);
  await context.close();
});

test.afterAll(async () => {
  await product?.stop();
  await rm(profileDir, { recursive: true, force: true });
});

function openPhone(): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profileDir, { ...PHONE, executablePath: process.env['CHROMIUM'] });
}

async function next(page: Page): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 });
  const before = await heading.innerText();
  await press(page.getByRole('button', { name: /^(次へ|このまま次へ|Next|Go on as it is)$/ }));
  await expect(heading).not.toHaveText(before);
}

/** Signs the office in on a tablet of its own, which has all that the server has. */
async function openOffice(): Promise<Page> {
  const page = await (await product.browser.newContext(TABLET)).newPage();
  const { email, password } = product.people.find(({ role }) => role === 'office')!;
  await signIn(page, product.server.url, email, password);
  await expectAllSent(page);
  return page;
}

/** Answers what is asked until a question, or to the review. */
async function answerUntil(
  page: Page,
  stop: (title: string) => Promise<boolean>,
  answers = SURVEY_ANSWERS,
): Promise<void> {
  for (let screens = 0; screens < 60; screens += 1) {
    const title = await page.getByRole('heading', { level: 1 }).innerText();
    if (title === '回答の確認' || (await stop(title))) return;
    for (const [code, answer] of Object.entries(answers)) await giveAnswer(page, code, answer);
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
    await press(page.getByRole('button', { name: '始める' }));
    await expectHeading(page, /設問 1/);
    await expectAccessible(page);
    // What the company's record knows is not asked: the first choice comes after the founding year.
    await answerUntil(page, () => page.getByRole('radio').first().isVisible());
    const spoken = (await listSpoken(page)).join('\n');
    expect(spoken).not.toContain('主な業種はどれですか');
    const order = ['お立場はどれですか', '代表者', 'その他', '戻る', '次へ'].map((text) =>
      spoken.indexOf(text),
    );
    expect(order).not.toContain(-1);
    expect([...order].sort((a, b) => a - b)).toEqual(order);
  });

  await test.step('what is missing is said once, at its place', async () => {
    await press(page.getByRole('button', { name: '次へ' }));
    await expect(page.getByRole('alert').first()).toContainText('この設問にお答えください');
    await expect(page.getByRole('radio').first()).toBeFocused();
    await expectAccessible(page);
  });

  await test.step('the page is killed in the middle of a word: the word is there again', async () => {
    await answerUntil(page, async () => detail(page).isVisible());
    await detail(page).focus();
    const session = await phone.newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'ひとで', selectionStart: 3, selectionEnd: 3 });
    await expect(page.getByText('このブラウザに保存済み')).toBeVisible();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await phone.close();

    phone = await openPhone();
    page = await phone.newPage();
    await page.goto(invitation.link);
    await press(page.getByRole('button', { name: '続きから' }));
    await page.getByRole('button', { name: '戻る' }).click();
    await expect(detail(page)).toHaveValue('ひとで');
  });

  await test.step('a colleague goes on by a link, in a browser that keeps nothing and says so', async () => {
    const again = await phone.newPage();
    await again.goto(invitation.link);
    await again.getByRole('button', { name: '続きのリンクを送る・コピーする' }).click();
    const link = await again.getByLabel('続きのリンク').inputValue();
    await expectAccessible(again);
    await again.close();
    const other = await product.browser.newContext(PHONE);
    await other.addInitScript(() =>
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('no storage', 'SecurityError');
        },
      }),
    );
    const elsewhere = await other.newPage();
    await elsewhere.goto(link);
    await expect(elsewhere.getByText(/このブラウザには保存できません/)).toBeVisible();
    expect(elsewhere.url()).not.toContain('#');
    await expectAccessible(elsewhere);
    await press(elsewhere.getByRole('button', { name: '続きから' }));
    await elsewhere.getByRole('button', { name: '戻る' }).click();
    await expect(detail(elsewhere)).toHaveValue('ひとで');
    const [asked] = await Promise.all([
      elsewhere.waitForEvent('dialog'),
      elsewhere.close({ runBeforeUnload: true }),
    ]);
    expect(asked.type()).toBe('beforeunload');
    await asked.accept();
    await other.close();
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
    await page.getByRole('button', { name: /直す: F6/ }).click();
    await page.locator('input[value="executive"]').check();
    await press(page.getByRole('button', { name: '確認に戻る' }));
    await expectHeading(page, '回答の確認');
    await expect(page.getByText('役員')).toBeVisible();
  });

  const colleague = await (await product.browser.newContext(PHONE)).newPage();
  await test.step('a colleague begins on another phone', async () => {
    await colleague.goto(invitation.link);
    await press(colleague.getByRole('button', { name: '始める' }));
    await answerUntil(colleague, () => colleague.getByRole('radio').first().isVisible());
    await giveAnswer(colleague, 'position', SURVEY_ANSWERS['position']!);
    await next(colleague);
  });

  await test.step('it is sent when the network is back, a closed page between', async () => {
    await press(page.getByRole('button', { name: '送信する' }));
    await expectHeading(page, '電波が戻りしだい送信します');
    await expectAccessible(page);
    await page.reload();
    await expectHeading(page, '電波が戻りしだい送信します');
    await phone.setOffline(false);
    await expectHeading(page, 'ご回答ありがとうございました');
    await expect(page.getByText('受付番号')).toBeVisible();
    await expect(page.getByText('役員')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('the code is used: here with the receipt, until it is erased; elsewhere without', async () => {
    await page.goto(invitation.link);
    await expectHeading(page, 'ご回答ありがとうございました');
    const other = await product.browser.newContext(PHONE);
    const stranger = await other.newPage();
    await stranger.goto(invitation.link);
    await expectHeading(stranger, 'このコードの回答は受け付け済みです');
    await expect(stranger.getByText('お問い合わせ：電話 000-000-0000')).toBeVisible();
    await expectAccessible(stranger);
    await other.close();

    await press(page.getByRole('button', { name: 'このブラウザから回答を消す' }));
    await press(page.getByRole('button', { name: /もう一度押して/ }));
    await expectHeading(page, 'このブラウザから回答を消しました');
    await expectAccessible(page);
    await page.goto(invitation.link);
    await expectHeading(page, 'このコードの回答は受け付け済みです');
    await phone.close();
  });

  await test.step('what the colleague has begun can still be gone on with, and is received beside it', async () => {
    await colleague.goto(invitation.link);
    await expect(colleague.getByText('このコードの回答は受け付け済みです')).toBeVisible();
    await expectAccessible(colleague);
    await expectHeading(colleague, /設問 3/);
    await colleague.getByRole('button', { name: '戻る' }).click();
    await expect(colleague.locator('input[value="president"]')).toBeChecked();
    await answerUntil(colleague, async () => false);
    await expectAccessible(colleague);
    await press(colleague.getByRole('button', { name: '送信する' }));
    await expectHeading(colleague, 'ご回答ありがとうございました');
    await expect(colleague.getByText('同じ会社から先に届いた回答があります')).toBeVisible();
    await expect(colleague.getByText('受付番号')).toBeVisible();
    await expectAccessible(colleague);
    await colleague.context().close();
  });

  await test.step('the office finds the two as one pair to settle', async () => {
    const office = await openOffice();
    await office.goto(`${product.server.url}/app/surveys/${surveyId}/duplicates`);
    await expectHeading(office, '重複した回答');
    await expect(office.getByText('残り 1件')).toBeVisible();
    const pair = office.getByRole('list', { name: '決める重複の一覧' }).getByRole('listitem');
    await expect(pair).toHaveCount(1);
    await expectAccessible(office);
    await pair.getByRole('link').click();
    await expect(office.getByText('役員')).toBeVisible();
    await expect(office.getByText('代表者・経営者')).toBeVisible();
    await expectAccessible(office);
    await office.context().close();
  });
});

test(
  'companies answer by an open link, one after another on a phone that they share',
  { tag: '@long' },
  async () => {
    const start = (page: Page) => page.getByRole('button', { name: '始める' });
    const main = (page: Page) => page.locator('main');
    let openLink = '';

    await test.step('the office makes the link', async () => {
      const office = await openOffice();
      await office.goto(`${product.server.url}/app/surveys/${surveyId}`);
      await office.getByRole('button', { name: '公開リンクをつくる' }).click();
      const shown = office.getByText(/\/s\/open\//);
      await expect(shown).toBeVisible();
      openLink = await shown.innerText();
      // Of a framed page axe takes header and main for second ones of this page.
      await expectAccessible(office, ['iframe']);
      await office.context().close();
    });

    // Each person opens the link in a tab of their own; what the device keeps is there for all.
    const phone = await product.browser.newContext(PHONE);
    const comeAnew = async (before?: Page): Promise<Page> => {
      await before?.close();
      const page = await phone.newPage();
      await page.goto(openLink);
      return page;
    };

    const first = await comeAnew();
    await test.step('the first company answers in part and goes away', async () => {
      await expect(first.getByText('電話 000-000-0000')).toBeVisible();
      await expect(start(first)).toBeVisible();
      await expectAccessible(first);
      await start(first).click();
      await expectAccessible(first);
      await giveAnswer(first, 'industry', 'manufacturing');
      await next(first);
      await giveAnswer(first, 'employees', 'e101_over');
      await expect(first.locator('input[value="e101_over"]')).toBeChecked();
      await expect(first.getByText('このブラウザに保存済み')).toBeVisible();
      await expectAccessible(first);
      expect(await phone.cookies()).toEqual([]);
    });

    const second = await comeAnew(first);
    await test.step('the next is asked whose draft it is, and begins anew', async () => {
      await expect(second.getByText('途中までの回答がこのブラウザにあります')).toBeVisible();
      await expect(second.getByRole('button', { name: '前回の続き' })).toBeVisible();
      await expect(main(second)).not.toContainText('製造業');
      await expectAccessible(second);
      await press(second.getByRole('button', { name: '別の会社として始める' }));
      await expectAccessible(second);
      await press(second.getByRole('button', { name: /もう一度押して/ }));
      await expectHeading(second, /設問 1/);
      await expect(second.locator('input:checked')).toHaveCount(0);
      await expectAccessible(second);
    });

    await test.step('it answers and sends, and has its answers with the receipt', async () => {
      await answerUntil(second, async () => false, { ...SURVEY_ANSWERS, industry: 'construction' });
      await expect(main(second)).toContainText('建設業');
      await expect(main(second)).not.toContainText('製造業');
      await expectAccessible(second);
      await press(second.getByRole('button', { name: '送信する' }));
      await expectHeading(second, 'ご回答ありがとうございました');
      await expect(second.getByText('受付番号')).toBeVisible();
      await expect(main(second)).toContainText('建設業');
      await expectAccessible(second);
    });

    const third = await comeAnew(second);
    await test.step('a third sees nothing of what either answered, and can answer', async () => {
      await expectHeading(third, 'ご回答ありがとうございました');
      await expect(main(third)).not.toContainText(/製造業|建設業|101名|21～50名/);
      await expectAccessible(third);
      await third.getByRole('button', { name: '新しく回答する' }).click();
      await expect(start(third)).toBeVisible();
      await expectAccessible(third);
      await start(third).click();
      await expectHeading(third, /設問 1/);
      await expect(third.locator('input:checked')).toHaveCount(0);
      await giveAnswer(third, 'industry', 'manufacturing');
      await next(third);
      await expect(third.locator('input:checked')).toHaveCount(0);
      await answerUntil(third, async () => false, { ...SURVEY_ANSWERS, ...WISH });
      await press(third.getByRole('button', { name: '送信する' }));
      await expectHeading(third, 'ご回答ありがとうございました');
      await phone.close();
    });

    const office = await openOffice();
    const left = office.getByRole('list', { name: '企業の分からない回答の一覧' }).getByRole('listitem');
    const sheet = office.getByRole('dialog');
    await test.step('the office sees what came without a company', async () => {
      await office.goto(`${product.server.url}/app/surveys/${surveyId}`);
      await office.getByRole('link', { name: /企業の分からない回答/ }).click();
      await expectHeading(office, '企業の分からない回答');
      await expect(left).toHaveCount(2);
      await expect(left.first()).toContainText(COMPANY);
      await expect(left.last()).toContainText('建設業 · 八戸市 · 21～50名');
      await expectAccessible(office);
    });

    await test.step('it registers the company that gave its name, without a network, and the answers count for it', async () => {
      await office.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await office.context().setOffline(true);
      await left.first().getByRole('link').click();
      await expectHeading(office, COMPANY);
      await expectAccessible(office);
      await office.getByRole('button', { name: '企業を選ぶ' }).click();
      await expect(sheet.getByRole('searchbox')).toHaveValue(COMPANY);
      await expectAccessible(office);
      await sheet.getByRole('button', { name: `「${COMPANY}」を新しく登録する` }).click();
      await expect(sheet).toContainText('この企業の回答として数えます');
      await expect(sheet).toContainText('新規相談も、同じ企業のものになります');
      await expectAccessible(office);
      await press(sheet.getByRole('button', { name: 'この企業の回答にする' }));
      await expectHeading(office, '企業の分からない回答');
      await expect(left).toHaveCount(1);
    });

    await test.step('the other answers came from the same company: they will be a duplicate', async () => {
      await left.getByRole('link').click();
      await expect(office.getByText('どの企業の回答か分かりません。')).toBeVisible();
      await office.getByRole('button', { name: '企業を選ぶ' }).click();
      await sheet.getByRole('searchbox').fill(COMPANY);
      await sheet.getByRole('listitem').filter({ hasText: COMPANY }).getByRole('button').click();
      await expect(sheet).toContainText('すでに回答があるため、重複として扱います');
      await press(sheet.getByRole('button', { name: 'この企業の回答にする' }));
      await expect(office.getByText('企業の分からない回答はありません')).toBeVisible();
      await expectAccessible(office);
    });

    await test.step('once it is sent, the survey counts one of them and the company has both in its history', async () => {
      await office.context().setOffline(false);
      await expectAllSent(office);
      await office.goto(`${product.server.url}/app/surveys/${surveyId}`);
      const cells = office.getByRole('row', { name: '公開リンク' }).getByRole('cell');
      await expect(cells.first()).toHaveText('1');
      await expect(cells.last()).toHaveText('1');
      await office.getByRole('link', { name: /重複した回答/ }).click();
      await office.getByRole('listitem').filter({ hasText: COMPANY }).getByRole('link').click();
      await expectHeading(office, COMPANY);
      await office.goto(`${product.server.url}/app/accounts?q=${encodeURIComponent(COMPANY)}`);
      await office.getByRole('link', { name: COMPANY }).click();
      const history = office.getByRole('region', { name: 'これまでのこと' });
      await expect(history.getByText(/公開リンク/)).toHaveCount(2);
      await expect(history.getByText('新規相談')).toBeVisible();
      await history
        .getByRole('link', { name: /公開リンク/ })
        .first()
        .click();
      await expect(office.getByRole('button', { name: '割り当てを取り消す' })).toBeVisible();
      await expectAccessible(office);
      await office.context().close();
    });
  },
);

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
