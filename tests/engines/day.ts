import { SURVEY_ANSWERS } from '#tests/e2e/steps.ts';
import { PHONE, TABLET, type Engine } from './driver.ts';
import { answerInterview } from './interview.ts';
import type { Office } from './office.ts';
import type { Device } from './device.ts';
import { pause, type Person } from './person.ts';
import { CHOOSE_PHOTO, LOOK_AT_PHOTO } from './photo.ts';

/** What the day has been given and comes by. */
export interface Day {
  engine: Engine;
  office: Office;
  /** The coordinator's phone, its browser restarted on the way. */
  phone: Device;
  tablet: Device;
  /** The company that is visited. */
  company?: string;
  /** The page that the coordinator was on. */
  address?: string;
  /** The code of a letter to the company that answers by itself. */
  code?: string;
}

export interface Step {
  name: string;
  /** @returns why it was left out, if it was. */
  run: (day: Day) => Promise<string | void>;
}

const NOTE = '検査に人手がかかる。画像検査に関心。';
const LATER_NOTE = '電波のない工場で書き足した。';
const NEXT_STEP = '画像検査の事例を送る';
const LEAD = '有限会社 津軽塗工房';
const LEAD_PHRASE = '県外で売りたい';
const TAG = '検査装置';
const SENT_MS = 60_000;
/** Twelve megapixels on a slow machine. */
const PHOTO_MS = 60_000;

/**
 * A coordinator's day on a phone, then a company's answer and a manager's table: what the end-to-end
 * journey does, in every engine.
 */
export const DAY: Step[] = [
  {
    name: 'sign in; the first sync brings everything',
    async run({ office, phone }) {
      const person = await phone.open(PHONE);
      await signIn(person, office, 'coordinator');
      await person.seeText(/^送信済み/, SENT_MS);
      await person.ask('await navigator.serviceWorker?.ready; return true;');
      // The worker keeps the app only once it has everything; a second visit is under its care.
      await person.window.reload();
      await person.seeText(/^送信済み/, SENT_MS);
      await person.picture('today-phone');
    },
  },
  {
    name: 'find a company',
    async run(day) {
      const { office, phone } = day;
      const { person } = phone;
      await person.window.go(`${office.url}/app/accounts`);
      await person.seeHeading('企業');
      day.company = office.nameOfCompany();
      await person.type({ role: 'searchbox' }, day.company);
      await person.picture('companies-phone');
      await person.press({ role: 'link', name: day.company });
      await person.seeHeading(day.company);
      await person.picture('company-phone');
    },
  },
  {
    name: 'a tag is composed; the Enter that ends the phrase adds nothing',
    async run({ phone: { person } }) {
      const field = { role: 'textbox', name: 'タグ' } as const;
      const { compose, endComposing } = person.window;
      await person.press({
        role: 'button',
        name: /^編集$/,
        within: { selector: 'section', name: '企業の情報' },
      });
      if (!compose || !endComposing) {
        await person.type(field, TAG);
      } else {
        await person.enterField(field);
        await compose(TAG);
        await person.until('the phrase is in the field', async () => (await person.valueOf(field)) === TAG);
        await endComposing();
        await pause(500);
        if ((await person.valueOf(field)) !== TAG) throw new Error('the phrase has left the field');
        if (await person.isSeen({ role: 'button', name: `タグを外す：${TAG}` }))
          throw new Error('the Enter that ended the phrase has added the tag');
      }
      await person.window.press('Enter');
      await person.see({ role: 'button', name: `タグを外す：${TAG}` });
      return compose ? undefined : 'typed: nothing stands in for an input method';
    },
  },
  {
    name: 'the network goes; a visit with notes and issues',
    async run(day) {
      const { office, phone } = day;
      const { person } = phone;
      await phone.person.until('all is sent', () => person.isSeen({ text: /^送信済み/ }), SENT_MS);
      await office.stop();
      await person.window.setOffline?.(true);
      await person.press({ role: 'button', name: '訪問を記録' });
      await person.until('the visit is open', () =>
        person.ask(`return location.pathname.includes('/visits/');`),
      );
      await person.type({ role: 'textbox', name: 'メモ' }, NOTE);
      await person.check({ role: 'checkbox', name: '現場改善・生産性向上' });
      await person.tap({ role: 'button', name: '次の一手を追加' });
      await person.type({ role: 'textbox', name: 'すること' }, NEXT_STEP);
      await person.press({ role: 'button', name: '1週間後' });
      await person.picture('visit-phone');
      await person.seeText('端末に保存済み');
      day.address = await person.ask<string>('return location.href;');
    },
  },
  {
    name: 'a photo of a camera that lay on its side is kept upright, without a network',
    async run({ phone: { person } }) {
      await person.ask(CHOOSE_PHOTO);
      const seen = await person.until(
        'the photo is shown',
        () => person.ask<string | null>(LOOK_AT_PHOTO),
        PHOTO_MS,
      );
      if (seen !== '240 320 red blue') throw new Error(`the photo is shown as ${seen}`);
      await person.picture('photo-phone');
    },
  },
  {
    name: 'reload without a server; recording goes on',
    async run({ engine, phone: { person } }) {
      if (!engine.hasServiceWorkers) return 'no service workers';
      await person.window.reload();
      await person.until('the note is there', async () =>
        (await person.valueOf({ role: 'textbox', name: 'メモ' })).includes(NOTE),
      );
      await person.type({ role: 'textbox', name: 'メモ' }, LATER_NOTE);
      await person.seeText('端末に保存済み');
    },
  },
  {
    name: 'half of the interview',
    async run(day) {
      const { person } = day.phone;
      await person.press({ role: 'link', name: '聞き取りを始める' });
      await person.press({ role: 'button', name: /^始める$/ });
      await answerInterview(person, SURVEY_ANSWERS, 5);
      await person.picture('interview-phone');
      day.address = await person.ask<string>('return location.href;');
      // Saved as one types, a moment after.
      await pause(1_000);
    },
  },
  {
    name: 'the browser is killed and comes up again on its profile; the other half',
    async run(day) {
      const { engine, office, phone } = day;
      if (!engine.hasServiceWorkers) {
        await office.start();
        await phone.person.window.setOffline?.(false);
      }
      await phone.killAndOpen(PHONE);
      const { person } = phone;
      if (engine.hasServiceWorkers) await person.window.setOffline?.(true);
      await person.window.go(day.address!.replace(/\?.*/, ''));
      await person.see({ role: 'button', name: /^(始める|続ける|続きから|次へ|このまま次へ)/ });
      await answerInterview(person, SURVEY_ANSWERS);
      await person.picture('review-phone');
      await person.press({ role: 'button', name: '提出する' });
      await person.seeHeading('聞き取りを終えました');
      await person.press({ role: 'link', name: '訪問に戻る' });
      await person.until('the note is there', async () =>
        (await person.valueOf({ role: 'textbox', name: 'メモ' })).includes(NOTE),
      );
      await person.press({ role: 'button', name: '訪問を終える' });
      await person.seeText('この訪問は終了しています');
    },
  },
  {
    name: 'a lead, durable in the middle of a phrase',
    async run({ engine, office, phone: { person } }) {
      await person.window.go(`${office.url}/app/`);
      await person.press({ role: 'link', name: /^新規相談$/ });
      await person.seeHeading('新規相談');
      await person.type({ role: 'textbox', name: '会社名' }, LEAD);
      await person.type({ role: 'textbox', name: '電話番号' }, '0172-00-0000');
      const about = { role: 'textbox', name: '相談の内容' } as const;
      if (person.window.compose) {
        await person.enterField(about);
        await person.window.compose(LEAD_PHRASE);
      } else {
        await person.type(about, LEAD_PHRASE);
      }
      await person.until(
        'the phrase is in the field',
        async () => (await person.valueOf(about)) === LEAD_PHRASE,
      );
      await pause(500);
      if (engine.hasServiceWorkers) {
        await person.window.reload();
        await person.until(
          'the phrase is still there',
          async () => (await person.valueOf(about)) === LEAD_PHRASE,
        );
      }
      await person.check({ role: 'checkbox', name: '販路開拓・市場設定' });
      await person.check({ role: 'checkbox', name: '同意を得ました' });
      await person.picture('lead-phone');
      await person.press({ selector: 'button, a[href]', name: '登録する' });
      await person.seeText(LEAD);
      return person.window.compose ? undefined : 'typed: nothing stands in for an input method';
    },
  },
  {
    name: 'the network is back; everything arrives once',
    async run({ office, phone: { person } }) {
      await person.window.go(`${office.url}/app/sync`).catch(() => undefined);
      await person.picture('waiting-phone');
      await office.start();
      await person.window.setOffline?.(false);
      await person.window.go(`${office.url}/app/sync`);
      await person.press({ role: 'button', name: '今すぐ同期する' });
      await person.seeText('すべて送信済みです', SENT_MS);
      await person.seeText(/^控え ?[0-9a-f]{8}/);
      await person.picture('sync-phone');
      office.expectOnce('visits', NOTE);
      office.expectOnce('visits', LATER_NOTE);
      office.expectOnce('nextSteps', NEXT_STEP);
      office.expectOnce('leads', LEAD_PHRASE);
      office.expectOnce('accounts', TAG);
      office.expectOnce('attachments', '"height":2048');
      office.expectInterview();
    },
  },
  {
    name: 'the company’s page, by a code',
    async run(day) {
      const { office, phone } = day;
      day.code = await office.writeLetter(phone.person);
      const { person } = phone;
      await person.window.go(`${office.url}/s/`);
      await person.seeHeading('調査への回答');
      await person.type({ role: 'textbox', name: 'お手紙に書かれたコード' }, day.code);
      await person.tap({ role: 'button', name: '調査票を開く' });
      await person.press({ role: 'button', name: '始める' });
      await person.picture('survey-phone');
      await answerInterview(person, SURVEY_ANSWERS);
      await person.picture('survey-review-phone');
      await person.press({ role: 'button', name: '送信する' });
      await person.seeText(/受付番号/, SENT_MS);
      await person.picture('survey-thanks-phone');
    },
  },
  {
    name: 'the tables, as manager on a tablet',
    async run({ office, tablet }) {
      const person = await tablet.open(TABLET);
      await signIn(person, office, 'manager');
      await person.seeText(/^送信済み/, SENT_MS);
      await person.picture('today-tablet');
      await person.window.go(`${office.url}/app/tables`);
      await person.seeHeading('集計');
      await person.choose({ role: 'combobox', name: '分類（表側）' }, 'F2 従業員は何名ですか');
      await person.see({ role: 'row', name: /^0～5名/ });
      await person.see({ role: 'row', name: /^全体/ });
      await person.picture('tables-tablet');
    },
  },
];

async function signIn(person: Person, office: Office, role: string): Promise<void> {
  const { email, password } = office.personWith(role);
  await person.window.go(`${office.url}/app/sign-in`);
  await person.seeHeading('サインイン');
  await person.picture('sign-in');
  await person.type({ role: 'textbox', name: 'メールアドレス' }, email);
  await person.type({ role: 'textbox', name: /^パスワード/ }, password);
  await person.tap({ role: 'button', name: /^サインイン$/ });
  await person.seeHeading('今日');
}
