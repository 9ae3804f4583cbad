import { expect, test, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { signInAndSync, startProduct, type Product } from '#tests/support/product.ts';
import {
  answerInterview,
  expectAccessible,
  expectAllSent,
  expectHeading,
  PHONE,
  press,
  SURVEY_ANSWERS,
  type InterviewAnswers,
} from './steps.ts';
import { inviteUnaskedCompany } from './survey-steps.ts';

/*
 * From a wish to help that is known to have helped: a company wishes for support in the survey, the manager gives the lead
 * to somebody, who visits and hands the case over without a network; the institution answers and the company says that it
 * helped, neither with an account; the manager, who has no network either, sees it and decides.
 */
const TABLET = {
  locale: 'ja-JP',
  timezoneId: 'Asia/Tokyo',
  viewport: { width: 1180, height: 820 },
  reducedMotion: 'reduce',
} as const;
const PARTNER = '日本政策金融公庫 八戸支店';
const WISH: InterviewAnswers = {
  ...SURVEY_ANSWERS,
  consultation: 'now',
  consultation_topics: ['labour'],
  consent_contact: 'yes',
  contact_name: { text: '田中' },
  contact_phone: { text: '0178000000' },
  contact_way: 'visit',
};

let product: Product;
let url: string;
test.beforeAll(async () => {
  product = await startProduct();
  ({ url } = product.server);
});
test.afterAll(() => product?.stop());

const personOf = (role: string) => product.people.find((person) => person.role === role)!;

async function openAs(
  role: string,
  device: typeof PHONE | typeof TABLET,
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await product.browser.newContext(device);
  const page = await context.newPage();
  await signInAndSync(page, url, personOf(role));
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return { page, context };
}

/** Without a word of its own a device asks for news every few minutes, and whenever the app is opened. */
async function hearNews(page: Page, heard: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.reload();
    await heard();
  }).toPass({ timeout: 60_000 });
}

test('from a wish in the survey to a decision, by way of a partner and the company’s own word', async () => {
  const coordinator = await openAs('coordinator', PHONE);
  const phone = coordinator.page;
  const outside = await product.browser.newContext(PHONE);
  let company = '';
  let accountId = '';

  await test.step('what was left undone stands on the first screen', async () => {
    const tasks = phone.getByRole('region', { name: 'やること' });
    await expect(tasks.getByText('記録のない訪問').first()).toBeVisible();
    await expectAccessible(phone);
  });

  await test.step('a company wishes for support on its own page of the survey', async () => {
    const invited = await inviteUnaskedCompany(phone, url);
    company = invited.name;
    ({ accountId } = invited.invitation);
    const own = await outside.newPage();
    await own.goto(invited.invitation.link);
    await press(own.getByRole('button', { name: '始める' }));
    await answerInterview(own, WISH);
    await expectAccessible(own);
    await press(own.getByRole('button', { name: '送信する' }));
    await expectHeading(own, 'ご回答ありがとうございました');
    await own.close();
  });

  const manager = await openAs('manager', TABLET);
  const tablet = manager.page;
  await test.step('the manager finds the lead, sees why somebody is proposed, and gives it to them', async () => {
    await tablet.goto(`${url}/app/leads`);
    const column = tablet.getByRole('region', { name: /^新規（/ });
    const card = column.getByRole('article').filter({ hasText: company });
    await hearNews(tablet, () => expect(card.first()).toBeVisible({ timeout: 10_000 }));
    await expectAccessible(tablet);
    await press(card.first().getByRole('button'));
    const dialog = tablet.getByRole('dialog', { name: `${company}の担当` });
    await expect(dialog.getByText(/対応中/).first()).toBeVisible();
    await expectAccessible(tablet);
    await press(dialog.getByRole('button', { name: /にする$/ }).first());
    const assigned = tablet.getByRole('region', { name: /^担当決定（/ });
    await expect(assigned.getByRole('link', { name: company, exact: true })).toBeVisible();
    await expectAllSent(tablet);
    await tablet.goto(`${url}/app/leads/assign`);
    await expectHeading(tablet, 'まとめて担当を決める');
    await expect(tablet.getByRole('combobox', { name: '担当者' }).first()).toBeVisible();
    await expectAccessible(tablet);
  });

  await test.step('the coordinator visits and hands the case over without a network', async () => {
    // Codes for slips come with a sync.
    await phone.goto(`${url}/app/accounts/${accountId}`);
    await expectHeading(phone, company);
    await expectAllSent(phone);
    await coordinator.context.setOffline(true);
    let taps = 0;
    const tap = async (control: Locator): Promise<void> => {
      taps += 1;
      await press(control);
    };
    const write = async (name: RegExp, text: string): Promise<void> => {
      const field = phone.getByRole('textbox', { name });
      await tap(field);
      await field.fill(text);
    };
    await tap(
      phone.getByRole('button', { name: '訪問を記録' }).or(phone.getByRole('link', { name: '訪問を記録' })),
    );
    await phone.waitForURL(/\/visits\//);
    await tap(phone.getByRole('link', { name: '支援機関へ繋ぐ' }));
    await expectHeading(phone, '支援機関へ繋ぐ');
    const refer = phone.getByRole('button', { name: '同意を得た。繋ぐ' });
    // Too early: it says what is missing.
    await tap(refer);
    await expect(phone.getByText('繋ぐ先をお選びください')).toBeVisible();
    await expect(phone.getByRole('radio').first()).toBeFocused();
    await tap(phone.getByRole('radio', { name: PARTNER }));
    await write(/相談の内容/, '設備の入れ替え資金を相談したい');
    await write(/同意した人/, '田中 一郎');
    await write(/連絡先/, '0178-00-0000');
    await expect(phone.getByRole('region', { name: '読み上げる文' })).toContainText(`${PARTNER}へ渡します`);
    await expectAccessible(phone);
    await tap(refer);
    await expectHeading(phone, company);
    await expect(phone.getByText('まだ渡していません')).toBeVisible();
    expect(taps).toBeLessThanOrEqual(15);
    await expectAccessible(phone);
  });

  const slip = await phone.getByRole('article').innerText();
  const partner = await outside.newPage();
  const partnerLink = /http\S+\/r\/\S+/.exec(slip)![0];
  let companyLink = '';
  await test.step('the slip opens nothing before the case was handed over, and the case after', async () => {
    await partner.goto(partnerLink);
    await expectHeading(partner, 'まだ何も開けません');
    await expectAccessible(partner);
    await coordinator.context.setOffline(false);
    await expectAllSent(phone);
    await expect(phone.getByText('回答待ち', { exact: true })).toBeVisible();
    await expect(phone.getByText('まだ渡していません')).toBeHidden();
    const asked = await phone.getByRole('region', { name: /会社に聞く/ }).innerText();
    companyLink = /http\S+\/h\/\S+/.exec(asked)![0];
    await partner.reload();
    await expectHeading(partner, 'ご相談の引き継ぎ');
    await expect(partner.getByText('設備の入れ替え資金を相談したい')).toBeVisible();
    await expectAccessible(partner);
  });

  await test.step('the institution answers without an account, and sees what it has answered', async () => {
    await partner.getByRole('button', { name: '引き受けます' }).click();
    await expect(partner.getByRole('status')).toContainText('お返事を受け取りました');
    await expect(partner.getByRole('listitem').filter({ hasText: '引き受けます' })).toBeVisible();
    await expectAccessible(partner);
    await partner.getByText('対応が終わりました', { exact: true }).click();
    await partner.getByRole('textbox', { name: /^ひとこと/ }).fill('融資が決まりました');
    await partner.getByRole('button', { name: '送る' }).click();
    await expectHeading(partner, 'この件は終わりました');
    await expect(partner.getByText('設備の入れ替え資金')).toBeHidden();
    await expectAccessible(partner);
  });

  await test.step('the company says that it helped', async () => {
    const own = await outside.newPage();
    await own.goto(companyLink);
    await expectHeading(own, 'その後、いかがですか');
    await expectAccessible(own);
    await own.getByRole('textbox').fill('話が早かったです');
    await own.getByRole('button', { name: '役に立った', exact: true }).click();
    await expect(own.getByRole('status')).toContainText('役に立った');
    await expectAccessible(own);

    const history = phone.getByRole('region', { name: '経過' });
    const word = history.getByRole('listitem').filter({ hasText: '話が早かったです' });
    await hearNews(phone, () => expect(word).toContainText('会社のことば：役に立った', { timeout: 10_000 }));
    await expect(word).not.toContainText('融資');
    await expect(history.getByRole('listitem').filter({ hasText: '融資が決まりました' })).toContainText(
      '専用ページ',
    );
    await press(phone.getByRole('button', { name: 'この件を締める' }));
    await expect(phone.getByText('この件で、することはもうありません。')).toBeVisible();
    await expectAccessible(phone);
    await expectAllSent(phone);
    // What is closed asks the company no more.
    await own.goto(companyLink);
    await expectHeading(own, 'この件は終わりました');
  });

  await test.step('the manager sees it without a network, with the company behind the figure', async () => {
    await tablet.goto(`${url}/app/management`);
    const helped = tablet.getByRole('table', { name: /.*/ }).getByRole('row', { name: /企業：役に立った/ });
    await hearNews(tablet, async () => {
      await expectAllSent(tablet);
      await expect(helped).toBeVisible({ timeout: 20_000 });
    });
    await manager.context.setOffline(true);
    await tablet.reload();
    await expectHeading(tablet, '支援の状況');
    const figure = (kind: string) => tablet.locator(`[data-figure="${kind}"]`);
    await expect(figure('unique')).not.toHaveText('0');
    await expect(tablet.getByRole('table').first()).toBeVisible();
    const read = async (kind: string) => Number((await figure(kind).innerText()).replaceAll(',', ''));
    const unique = await read('unique');
    expect((await read('new')) + (await read('returning')) + (await read('continuing'))).toBe(unique);
    await helped.getByRole('link').waitFor();
    await expectAccessible(tablet);
    await helped.getByRole('link').click();
    await expect(tablet.getByRole('link', { name: new RegExp(company) })).toBeVisible();
    await tablet.goto(`${url}/app/management`);
    await figure('unique').click();
    await expect(tablet.getByText(new RegExp(`^${unique}社。接触は`))).toBeVisible();
  });

  await test.step('whom to visit becomes next steps of a person', async () => {
    await tablet.goto(`${url}/app/management/reach`);
    await tablet.getByRole('button', { name: /^先頭の\d+件を選ぶ/ }).click();
    await tablet.getByLabel('担当する職員').selectOption({ index: 1 });
    await press(tablet.getByRole('button', { name: /担当者の「約束」に入れる/ }));
    await expect(tablet.getByText(/さんの約束に10社を入れました/)).toBeVisible();
    await expectAccessible(tablet);
  });

  const wording = '東青の企業に専門家派遣を案内する';
  await test.step('a number of a table becomes a decision, whose thread says what is missing', async () => {
    await tablet.goto(`${url}/app/tables?item=issues&by=region`);
    await tablet.locator('[data-cell="1/1"]').click();
    await press(tablet.getByRole('button', { name: 'この数字から決める' }));
    const dialog = tablet.getByRole('dialog', { name: '決めたことを書く' });
    await expect(dialog.getByText(/％|% \(|%（/)).toBeVisible();
    await dialog.getByLabel('決めたこと').fill(wording);
    await press(dialog.getByRole('button', { name: '決めたこととして残す' }));
    await expect(tablet.getByText('残しました')).toBeVisible();

    await tablet.goto(`${url}/app/decisions`);
    const changed = tablet.getByRole('link', { name: /架空/ }).filter({ hasText: '数字が変わりました' });
    await expect(changed.first()).toContainText(/\d+\.\d → \d+\.\d %/);
    const own = tablet.getByRole('link', { name: new RegExp(wording) });
    await expect(own).not.toContainText('数字が変わりました');
    await expectAccessible(tablet);
    await own.click();
    const step = (name: string) => tablet.locator(`[data-step="${name}"]`);
    await expect(step('numbers')).toHaveAttribute('data-state', 'there');
    await expect(step('meeting')).toHaveAttribute('data-state', 'missing');
    await expect(step('measure')).toHaveAttribute('data-state', 'missing');
    await expect(step('result')).toHaveAttribute('data-state', 'later');
    await expectAccessible(tablet);
    await press(step('meeting').getByRole('button'));
    const meeting = tablet.getByRole('combobox', { name: /話し合った会議/ });
    await expect(meeting).toBeFocused();
    await meeting.selectOption({ index: 1 });
    await tablet.getByRole('combobox', { name: 'どの議題から' }).selectOption('decisions');
    await tablet.getByRole('combobox', { name: '取り決めの相手（あれば）' }).selectOption({ label: PARTNER });
    await press(tablet.getByRole('button', { name: '変更を保存' }));
    await expect(step('measure').getByRole('link', { name: new RegExp(PARTNER) })).toBeVisible();
    // The number leads to its table, and back from the item of the meeting.
    await expect(step('numbers').getByRole('link')).toHaveAttribute('href', /item=issues/);
    await press(step('meeting').getByRole('link'));
    await expect(tablet).toHaveURL(/\/meetings\/[0-9a-f-]{36}#part-decisions/);
  });

  await test.step('the pack of the meeting is there after a restart, with all its parts, on paper and in English', async () => {
    await tablet.reload();
    for (const part of ['ニーズと支援のギャップ', '決めたことと、その後', '勉強会のテーマ'])
      await expect(tablet.getByRole('region', { name: part })).toBeVisible();
    await expect(tablet.getByRole('table').first()).toBeVisible();
    await expectAccessible(tablet);
    await tablet.emulateMedia({ media: 'print' });
    await expect(tablet.getByRole('button', { name: '資料を組む' })).toBeHidden();
    await expect(tablet.getByText(wording)).toBeVisible();
    await tablet.emulateMedia({ media: 'screen' });
    await tablet.goto(`${url}/app/settings`);
    await tablet.getByText('English').click();
    await tablet.goto(`${url}/app/management`);
    await expectHeading(tablet, 'Overview');
    await expect(tablet.getByRole('rowheader', { name: 'Company: it helped', exact: true })).toBeVisible();
    await expectAccessible(tablet);
  });
});
