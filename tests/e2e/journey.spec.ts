import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test';
import { startServer, type RunningServer } from './server.ts';
import {
  answerInterview,
  expectAccessible,
  expectAllSent,
  expectHeading,
  setPassword,
  signIn,
  type InterviewAnswers,
  press,
} from './steps.ts';

/*
 * A coordinator's day, end to end: first start, people, first sync, then
 * without a network (the server is really gone) a programme, a visit with the full
 * interview and a lead; a reload and a restart of the browser in the middle; then the
 * network again, receipts, and the manager's table on a tablet.
 */
const JAPAN = { locale: 'ja-JP', timezoneId: 'Asia/Tokyo' };
// Without motion: axe must not measure a message while it fades in.
const PHONE = {
  ...JAPAN,
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  reducedMotion: 'reduce',
} as const;
const TABLET = { ...JAPAN, viewport: { width: 1180, height: 820 }, reducedMotion: 'reduce' } as const;
const PASSWORD = 'natsu-no-rokuji-han';
const COMPANY = '株式会社みちのく精密工業（八戸第二臨海工業団地）';

const ANSWERS: InterviewAnswers = {
  industry: 'manufacturing',
  employees: 'e21_50',
  sales: 'from_100m',
  municipality: 'hachinohe',
  founded: { text: '1985' },
  position: 'president',
  issues: ['labour', 'productivity'],
  issues_top: ['productivity', 'labour'],
  issues_detail: { text: '検査工程に人手が足りない' },
  directions: { iot_ai: 'necessary', outside_demand: 'somewhat', open_innovation: 'not_very' },
  underway: ['iot_ai'],
  underway_detail: { text: 'カメラの試験中' },
  awareness: 'work',
  used: 'past',
  programmes: ['advice', 'expert'],
  satisfaction: 'satisfied',
  satisfaction_reason: { text: '親身に聞いてくれた' },
  institutions: { labour: ['chamber', 'foundation'], productivity: ['foundation'] },
  consultation: 'now',
  consultation_topics: ['productivity'],
  consultation_detail: { text: '画像検査の導入' },
  consent_contact: 'yes',
  contact_name: { text: '工藤 一郎' },
  contact_phone: { text: '0178-00-0000' },
  contact_way: 'visit',
  contact_time: ['morning'],
  consent_record: 'yes',
};

let dataDir: string;
let profileDir: string;
let server: RunningServer;
let phone: BrowserContext;

test.beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'banso-journey-'));
  profileDir = await mkdtemp(join(tmpdir(), 'banso-phone-'));
  server = await startServer({ dataDir });
});

test.afterAll(async () => {
  await phone?.close();
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
  await rm(profileDir, { recursive: true, force: true });
});

test('a day of the centre', async () => {
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] });
  const office = await browser.newContext(TABLET);
  const links: Record<string, string> = {};

  await test.step('the first administrator comes in by the one-time link', async () => {
    const page = await office.newPage();
    await page.goto(server.adminLink!);
    await expectHeading(page, '利用の開始');
    await expectAccessible(page);
    await page.getByLabel('支援センターの名前').fill('あおもり支援センター');
    await page.getByLabel('あなたの氏名').fill('管理 花子');
    await page.getByLabel('メールアドレス').fill('kanri@example.jp');
    await page.getByRole('textbox', { name: /パスワード/ }).fill('kanri-kanri');
    await press(page.getByRole('button', { name: '利用を始める' }));
    await expect(page.getByText('あと1文字必要です')).toBeVisible();
    await page.getByRole('textbox', { name: /パスワード/ }).fill(PASSWORD);
    await press(page.getByRole('button', { name: '利用を始める' }));
    await expectHeading(page, '今日');
    await expectAllSent(page);
    await expectAccessible(page);

    await page.goto(server.adminLink!);
    await expect(page.getByText('このリンクは使えません')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('she lets a coordinator and a manager in', async () => {
    const page = await office.newPage();
    await page.goto(`${server.url}/app/people`);
    await expectHeading(page, '職員');
    for (const [name, email, role] of [
      ['葛西 健', 'kasai@example.jp', 'コーディネーター'],
      ['成田 誠', 'narita@example.jp', '管理職'],
    ] as const) {
      await page.getByRole('button', { name: '職員を追加' }).click();
      const sheet = page.getByRole('dialog');
      await sheet.getByLabel('氏名').fill(name);
      await sheet.getByLabel('メールアドレス').fill(email);
      await sheet.getByRole('radio', { name: role }).check();
      await expectAccessible(page);
      await sheet.getByRole('button', { name: '追加してリンクを作る' }).click();
      links[email] = await sheet.getByLabel('1回だけ使えるリンク').inputValue();
      await sheet.getByRole('button', { name: '閉じる', exact: true }).last().click();
    }
    await expect(page.getByText('葛西 健')).toBeVisible();
    await expectAccessible(page);
  });

  let page: Page;
  await test.step('the coordinator sets a password on the phone; the first sync brings everything', async () => {
    phone = await openPhone();
    page = await phone.newPage();
    await setPassword(page, links['kasai@example.jp']!, PASSWORD);
    await expectAllSent(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    // The worker keeps the app only once it has everything; a second visit is under its care.
    await page.reload();
    await expectAllSent(page);
    await expectAccessible(page);
  });

  await test.step('without a network: a programme is looked up', async () => {
    await goOffline();
    await page.goto(`${server.url}/app/programmes`);
    await expectHeading(page, '施策');
    await expect(page.getByText('119件')).toBeVisible();
    await page.getByRole('searchbox').fill('創業 インキュベ');
    await page.getByRole('link', { name: /創業・起業インキュベート機能強化事業/ }).click();
    await expectHeading(page, /創業・起業インキュベート機能強化事業/);
    await expect(page.getByText('14,238').first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('without a network: a visit to a new company', async () => {
    await page.getByRole('link', { name: '今日', exact: true }).click();
    await page.getByRole('button', { name: '訪問を記録' }).click();
    await page.getByRole('searchbox').fill(COMPANY);
    await expectAccessible(page);
    await page.getByRole('button', { name: /新しく登録して訪問を記録/ }).click();
    await expectHeading(page, new RegExp('みちのく精密工業'));
    await page.getByLabel('メモ').pressSequentially('検査に人手がかかる。画像検査に関心。');
    await page.getByRole('checkbox', { name: '現場改善・生産性向上' }).check();
    await page.getByRole('button', { name: '施策を選ぶ' }).click();
    const picker = page.getByRole('dialog');
    await picker.getByRole('searchbox').fill('インキュベート');
    await picker.getByRole('checkbox', { name: /インキュベート機能強化/ }).check();
    await expectAccessible(page);
    await picker.getByRole('button', { name: '選択を終える' }).click();
    await page.getByRole('button', { name: '次の一手を追加' }).click();
    await page.getByLabel('すること').pressSequentially('画像検査の事例を送る');
    await page.getByRole('button', { name: '1週間後' }).click();
    await expectAccessible(page);
  });

  await test.step('the full interview, with the tab killed and the browser restarted in the middle', async () => {
    await page.getByRole('link', { name: '聞き取りを始める' }).click();
    await press(page.getByRole('button', { name: '始める', exact: true }));
    const stopAt = 8;
    await expect(
      answerInterview(page, ANSWERS, async (number) => {
        if (number === 0 || number === 6) await expectAccessible(page);
        if (number === stopAt) throw new Error('the phone rings');
      }),
    ).rejects.toThrow('the phone rings');
    const address = page.url();

    await phone.close();
    phone = await openPhone();
    await phone.setOffline(true);
    page = await phone.newPage();
    await page.goto(address.replace(/\?.*/, ''));
    await answerInterview(page, ANSWERS, async (number) => {
      if (number === 2) {
        await page.reload();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(/設問/);
      }
    });
    await expectHeading(page, '回答の確認');
    await expect(page.getByText('必須の設問にはすべて答えがあります')).toBeVisible();
    await expectAccessible(page);
    await press(page.getByRole('button', { name: '提出する' }));
    await expectHeading(page, '聞き取りを終えました');
    await expect(page.getByText('新規相談を登録しました')).toBeVisible();
    await expectAccessible(page);
    await press(page.getByRole('link', { name: '訪問に戻る' }));
    await expect(
      page
        .getByText('検査に人手がかかる。画像検査に関心。')
        .or(page.getByLabel('メモ'))
        .filter({ visible: true }),
    ).toBeVisible();
    await expect(page.getByLabel('メモ')).toHaveValue('検査に人手がかかる。画像検査に関心。');
    await page.getByRole('button', { name: '訪問を終える' }).click();
    await expect(page.getByText('この訪問は終了しています')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('a lead in under a minute, durable in the middle of a composed phrase', async () => {
    await page.goto(`${server.url}/app/`);
    await page.getByRole('link', { name: '新規相談', exact: true }).first().click();
    await expectHeading(page, '新規相談');
    await page.getByLabel('会社名').pressSequentially('有限会社 津軽塗工房');
    const phoneNumber = page.getByLabel('電話番号');
    await phoneNumber.fill('0172-00-0000');
    // A phrase that is still being composed when the call comes in: no end of composition, no blur.
    const about = page.getByLabel('相談の内容');
    await about.focus();
    const keyboard = await phone.newCDPSession(page);
    await keyboard.send('Input.imeSetComposition', {
      text: '県外で売りたい',
      selectionStart: 7,
      selectionEnd: 7,
    });
    await expect(about).toHaveValue('県外で売りたい');
    await page.reload();
    await expect(page.getByLabel('相談の内容')).toHaveValue('県外で売りたい');
    await page.getByRole('checkbox', { name: '販路開拓・市場設定' }).check();
    await page.getByRole('checkbox', { name: /同意を得ました/ }).check();
    await expectAccessible(page);
    await page
      .getByRole('button', { name: '登録する' })
      .or(page.getByRole('link', { name: '登録する' }))
      .click();
    await expect(page.getByText(/有限会社 津軽塗工房/).first()).toBeVisible();
  });

  await test.step('what waits is shown in plain words', async () => {
    await page.goto(`${server.url}/app/sync`);
    await expect(page.getByText(/未送信 \d+件 · 端末に保存済み/).first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('the network is back: everything is sent, against receipts', async () => {
    await goOnline();
    await page.getByRole('button', { name: '今すぐ同期する' }).click();
    await expect(page.getByText('すべて送信済みです')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/^控え [0-9a-f]{8}/).first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('the manager’s tablet shows it in the cross table, also offline', async () => {
    const context = await browser.newContext(TABLET);
    const tablet = await context.newPage();
    await setPassword(tablet, links['narita@example.jp']!, PASSWORD);
    await expectAllSent(tablet);
    await tablet.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await tablet.goto(`${server.url}/app/tables`);
    await expectHeading(tablet, '集計');
    const row = (): ReturnType<Page['getByRole']> =>
      tablet.getByRole('grid').getByRole('row', { name: /製造業/ });
    await chooseTable(tablet);
    await expect(tablet.getByRole('row', { name: /全体/ }).first()).toContainText('1');
    await expect(row()).toContainText('1');
    await expect(tablet.getByRole('img', { name: /グラフ/ })).toBeVisible();
    await expectAccessible(tablet);
    await goOffline([context]);
    await tablet.reload();
    await expectHeading(tablet, '集計');
    await expect(row()).toContainText('1');
    await goOnline([context]);
    await context.close();
  });

  await test.step('sign out, and in again in English', async () => {
    await page.goto(`${server.url}/app/settings`);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'サインアウト', exact: true }).click();
    await press(page.getByRole('button', { name: 'もう一度押すとサインアウトします' }));
    await expectHeading(page, 'サインイン');
    await expectAccessible(page);
    await signIn(page, server.url, 'kasai@example.jp', PASSWORD);
    await page.goto(`${server.url}/app/settings`);
    await page.getByText('English').click();
    await expectHeading(page, 'Menu');
    await page.getByRole('link', { name: 'Today' }).click();
    await expectHeading(page, 'Today');
    await expectAccessible(page);
  });
  await browser.close();
});

async function openPhone(): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profileDir, { ...PHONE, executablePath: process.env['CHROMIUM'] });
}

/** The radio goes off, and the server too: nothing may depend on it. */
async function goOffline(contexts: BrowserContext[] = [phone]): Promise<void> {
  for (const context of contexts) await context.setOffline(true);
  await server.stop();
}

async function goOnline(contexts: BrowserContext[] = [phone]): Promise<void> {
  server = await startServer({ dataDir, port: server.port });
  for (const context of contexts) await context.setOffline(false);
}

async function chooseTable(page: Page): Promise<void> {
  await page.goto(`${server.url}/app/tables?item=issues&by=industry`);
  await expect(page.getByRole('grid')).toBeVisible();
}
