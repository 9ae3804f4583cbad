// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { computeInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import type { ItemKind } from '#domain/questionnaire/model.ts';
import { readRules } from '#domain/questionnaire/rules.ts';
import type { ClosedReason, RespondentEntry, RespondentPage } from '#protocol/respondent-page.ts';
import { questionnaireOf } from '#tests/domain/questionnaire/survey.ts';
import { MemoryStorage } from './memory-shelf.ts';

enableAutoUnmount(afterEach);

const CODE: RespondentEntry = { kind: 'code', code: '00000-00000' };
const NEW_CODE = {
  kind: 'code',
  code: computeInvitationCode('s'.repeat(32), { centreId: 'c', surveyId: 's', unitId: 'u', generation: 2 }),
} as const;
const OPEN: RespondentEntry = { kind: 'open', token: 't' };
const questionnaire = questionnaireOf({ code: 'wish', label: { ja: 'ご要望', en: 'Wish' } });
const survey = { id: '1', title: { ja: '調査', en: 'Survey' }, startsOn: '2026-11-01', endsOn: '2026-11-30' };
const openPage = (entry: RespondentEntry): RespondentPage => ({
  state: 'open',
  entry,
  centre: { name: '支援センター' },
  survey,
  questionnaire,
  rules: readRules(questionnaire),
});
const closedPage = (reason: ClosedReason, more: { takesLate?: true } = {}): RespondentPage => ({
  state: 'closed',
  reason,
  centre: { name: '支援センター' },
  survey,
  ...more,
});

const RECEIPT = {
  submissionId: '1',
  receiptNumber: 'K7Q-204',
  receivedAt: '2026-11-20T00:00:00.000Z',
  isDuplicate: false,
  isTest: false,
};

let RespondentApp: (typeof import('#respondent/RespondentApp.vue'))['default'];
let storage: MemoryStorage;
beforeEach(async () => {
  storage = new MemoryStorage();
  await closeSession();
  history.replaceState(null, '');
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(RECEIPT)));
});
afterEach(() => vi.unstubAllGlobals());

/** The page as someone comes to it, by its address and not by a reload. */
function visit(page: RespondentPage, entry: RespondentEntry): VueWrapper {
  history.replaceState(null, '');
  return mount(RespondentApp, { props: { page, entry, shelf: storage.openTab() }, attachTo: document.body });
}

async function press(app: VueWrapper, label: string): Promise<void> {
  await app
    .findAll('button')
    .find((button) => button.text() === label)!
    .trigger('click');
  await flushPromises();
}

const buttons = (app: VueWrapper) => app.findAll('main button').map((button) => button.text());

/** Begins, and writes a wish; the next screen is the review. */
async function answer(app: VueWrapper, wish: string): Promise<void> {
  await app.get('main input, main textarea').setValue(wish);
  await app.get('form').trigger('submit');
  await flushPromises();
}

async function leaveDraft(entry: RespondentEntry): Promise<void> {
  const app = visit(openPage(entry), entry);
  await press(app, '始める');
  await answer(app, '駐車場');
  app.unmount();
}

/** Closes the browser and opens it again: what the session knew is gone, the device keeps the rest. */
async function closeSession(): Promise<void> {
  sessionStorage.clear();
  await reload();
}

/** Loads the page's program again, which knows only what the browser keeps. */
async function reload(): Promise<void> {
  vi.resetModules();
  ({ default: RespondentApp } = await import('#respondent/RespondentApp.vue'));
}

describe('a begun draft whose code was closed in between', () => {
  test.each(['used', 'expired'] as const)(
    'can be gone on with and sent while the server takes it, the code being %s',
    async (reason) => {
      await leaveDraft(CODE);
      const app = visit(closedPage(reason, { takesLate: true }), CODE);
      expect(app.text()).toContain('まだ送信できる場合があります');
      await press(app, '続きから');
      expect(app.text()).toContain('駐車場');
      await press(app, '送信する');
      expect(app.text()).toContain('K7Q-204');
      expect(app.text()).toContain('駐車場');
    },
  );

  test.each(['revoked', 'closed', 'expired'] as const)(
    'can be read and printed, and no more is promised, when the code is %s',
    async (reason) => {
      await leaveDraft(CODE);
      const app = visit(closedPage(reason), CODE);
      expect(app.text()).toContain('送信していない回答');
      expect(app.text()).toContain('駐車場');
      expect(buttons(app)).toContain('印刷する');
      expect(buttons(app)).not.toContain('続きから');
    },
  );

  test('goes on with the code that has replaced it', async () => {
    await leaveDraft(CODE);
    vi.spyOn(location, 'assign').mockImplementation(() => undefined);
    const app = visit(closedPage('revoked'), CODE);
    const field = app.get<HTMLInputElement>('input');
    expect(field.element.value).toBe('');
    await field.setValue(NEW_CODE.code.toLowerCase());
    await app.get('form').trigger('submit');
    expect(location.assign).toHaveBeenCalledWith(`/s/${NEW_CODE.code}`);
    app.unmount();
    const renewed = visit(openPage(NEW_CODE), NEW_CODE);
    await press(renewed, '続きから');
    expect(renewed.text()).toContain('駐車場');
  });

  test('is closed like any other once it is deleted', async () => {
    await leaveDraft(CODE);
    const app = visit(closedPage('used', { takesLate: true }), CODE);
    await press(app, 'このブラウザの回答を消す');
    await press(app, '消してもよければ、もう一度押してください');
    expect(app.get('h1').text()).toBe('このコードの回答は受け付け済みです');
    expect(app.text()).not.toContain('まだ送信できる');
    expect([...storage.texts.keys()]).toEqual([]);
  });

  test('is shown to nobody else by an open link', async () => {
    await leaveDraft(OPEN);
    expect(visit(closedPage('closed'), OPEN).text()).not.toContain('駐車場');
  });

  test('nothing is kept of a page that was only looked at', () => {
    visit(openPage(CODE), CODE);
    expect(storage.texts.size).toBe(0);
  });
});

describe('an open link on a device that several companies use', () => {
  async function send(wish: string): Promise<VueWrapper> {
    const app = visit(openPage(OPEN), OPEN);
    await press(app, '始める');
    await answer(app, wish);
    await press(app, '送信する');
    return app;
  }

  test('shows the answers to those who sent them, also after a reload', async () => {
    const app = await send('駐車場');
    expect(app.text()).toContain('駐車場');
    app.unmount();
    await reload();
    expect(visit(openPage(OPEN), OPEN).text()).toContain('駐車場');
  });

  test('shows the next session the number alone, and begins anew', async () => {
    (await send('駐車場')).unmount();
    await closeSession();
    const app = visit(openPage(OPEN), OPEN);
    expect(app.text()).toContain('K7Q-204');
    expect(app.text()).not.toContain('駐車場');
    await press(app, '新しく回答する');
    await press(app, '始める');
    expect(app.get<HTMLInputElement>('main input, main textarea').element.value).toBe('');
  });

  test('shows the answers by a code in later sessions too: it is one company’s', async () => {
    await leaveDraft(CODE);
    const app = visit(openPage(CODE), CODE);
    await press(app, '続きから');
    await press(app, '送信する');
    app.unmount();
    await closeSession();
    expect(visit(closedPage('used'), CODE).text()).toContain('駐車場');
  });

  test('asks whose draft it is, without suggesting either', async () => {
    await leaveDraft(OPEN);
    const app = visit(openPage(OPEN), OPEN);
    const [goOn, anew] = ['前回の続き', '別の会社として始める'].map((label) =>
      app.findAll('button').find((button) => button.text() === label)!,
    );
    expect(goOn!.classes()).toEqual(anew!.classes());
    await goOn!.trigger('click');
    await flushPromises();
    expect(app.text()).toContain('駐車場');
  });

  test('begins for another company with nothing of the one before, after a second tap', async () => {
    await leaveDraft(OPEN);
    const app = visit(openPage(OPEN), OPEN);
    await press(app, '別の会社として始める');
    await press(app, '消してもよければ、もう一度押してください');
    expect(app.get<HTMLInputElement>('main input, main textarea').element.value).toBe('');
    await answer(app, '研修');
    app.unmount();
    // The survey is over meanwhile: what was begun anew is kept with its questions.
    const later = visit(closedPage('expired', { takesLate: true }), OPEN);
    await press(later, '前回の続き');
    expect(later.text()).toContain('研修');
    expect(later.text()).not.toContain('駐車場');
  });
});

describe('where a company can turn to', () => {
  const CONTACT = '電話 017-777-4066（平日 8:30〜17:15）';
  const centre = { name: '支援センター', contact: CONTACT };

  test('stands on the first page and beside the receipt', async () => {
    const app = visit({ ...openPage(OPEN), centre }, OPEN);
    expect(app.text()).toContain(CONTACT);
    await press(app, '始める');
    await answer(app, '駐車場');
    await press(app, '送信する');
    expect(app.get('dl').text()).toContain(`お問い合わせ${CONTACT}`);
  });

  test('stands on a closed page instead of the way by the letter', () => {
    const app = visit({ ...closedPage('expired'), centre }, CODE);
    expect(app.text()).toContain(`お問い合わせ：${CONTACT}`);
    expect(app.text()).not.toContain('お手紙をお送りした');
  });

  test('is the sender of the letter while the centre has said nothing', async () => {
    expect(visit(closedPage('expired'), CODE).text()).toContain('お手紙をお送りした支援センターまで');
    expect(visit(openPage(CODE), CODE).text()).not.toContain('お問い合わせ');
  });
});

test('a question that this page is too old for is shown as one, and the answers can be sent', async () => {
  const newer = questionnaireOf(
    { code: 'place', kind: 'map' as ItemKind, label: { ja: '工場の場所', en: 'Where is the factory' } },
    { code: 'wish', label: { ja: 'ご要望', en: 'Wish' } },
  );
  const page = { ...openPage(OPEN), questionnaire: newer, rules: readRules(newer) } as RespondentPage;
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', (_path: string, { body }: { body: string }) => {
    sent.push(JSON.parse(body));
    return Promise.resolve(Response.json(RECEIPT));
  });
  const app = visit(page, OPEN);
  await press(app, '始める');
  expect(app.text()).toContain('工場の場所');
  expect(app.text()).toContain('アプリを更新すると表示されます');
  await app.get('form').trigger('submit');
  await flushPromises();
  await answer(app, '駐車場');
  expect(app.text()).toContain('アプリを更新すると表示されます');
  await press(app, '送信する');
  expect(sent).toMatchObject([{ answers: { place: { missing: 'notShown' }, wish: '駐車場' } }]);
  expect(app.text()).toContain('アプリを更新すると表示されます');
});
