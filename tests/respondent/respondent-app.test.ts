// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readRules } from '#domain/questionnaire/rules.ts';
import type { ClosedReason, RespondentEntry, RespondentPage } from '#protocol/respondent-page.ts';
import { questionnaireOf } from '#tests/domain/questionnaire/survey.ts';
import RespondentApp from '../../src/respondent/RespondentApp.vue';
import { MemoryStorage } from './memory-shelf.ts';

enableAutoUnmount(afterEach);

const CODE: RespondentEntry = { kind: 'code', code: '00000-00000' };
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
const closedPage = (reason: ClosedReason): RespondentPage => ({ state: 'closed', reason, centre: { name: '支援センター' }, survey });

let storage: MemoryStorage;
beforeEach(() => {
  storage = new MemoryStorage();
  sessionStorage.clear();
  history.replaceState(null, '');
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', () =>
    Promise.resolve(Response.json({ submissionId: '1', receiptNumber: 'K7Q-204', receivedAt: '2026-11-20T00:00:00.000Z', isDuplicate: false, isTest: false })),
  );
});
afterEach(() => vi.unstubAllGlobals());

/** The page as someone comes to it, by its address and not by a reload. */
function visit(page: RespondentPage, entry: RespondentEntry): VueWrapper {
  history.replaceState(null, '');
  return mount(RespondentApp, { props: { page, entry, shelf: storage.openTab() }, attachTo: document.body });
}

async function press(app: VueWrapper, label: string): Promise<void> {
  await app.findAll('button').find((button) => button.text() === label)!.trigger('click');
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

describe('a begun draft whose code was closed in between', () => {
  test.each(['used', 'expired', 'tooManyAttempts'] as const)('can be gone on with and sent when the code is %s', async (reason) => {
    await leaveDraft(CODE);
    const app = visit(closedPage(reason), CODE);
    expect(app.text().includes('まだ送信できる場合があります')).toBe(reason !== 'tooManyAttempts');
    await press(app, '続きから');
    expect(app.text()).toContain('駐車場');
    await press(app, '送信する');
    expect(app.text()).toContain('K7Q-204');
    expect(app.text()).toContain('駐車場');
  });

  test.each(['revoked', 'closed'] as const)('can be read and printed when the code is %s', async (reason) => {
    await leaveDraft(CODE);
    const app = visit(closedPage(reason), CODE);
    expect(app.text()).toContain('送信していない回答');
    expect(app.text()).toContain('駐車場');
    expect(buttons(app)).toContain('印刷する');
    expect(buttons(app)).not.toContain('続きから');
  });

  test('is closed like any other once it is deleted', async () => {
    await leaveDraft(CODE);
    const app = visit(closedPage('used'), CODE);
    await press(app, 'この端末の回答を消す');
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
