// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import type { VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it } from 'vitest';
import AccountPage from '#client/areas/field/pages/AccountPage.vue';
import ResponsePage from '#client/areas/survey/pages/ResponsePage.vue';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { language } from '#ui/messages.ts';
import { eventually } from '#tests/support/eventually.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';
import { mountPage, openFieldDay, press } from '#tests/client/areas/field/visits/field-day.ts';

const SURVEY = readSurvey();
const AT = '2026-11-20T02:00:00.000Z';
const ANSWERED: Partial<SurveyResponse> = {
  surveyId: 'wave-1',
  questionnaireId: SURVEY.id,
  questionnaireRevision: SURVEY.revision,
  accountId: 'company',
  channel: 'link',
  startedAt: AT,
  submittedAt: AT,
  disposition: 'complete',
  receiptNumber: '000123',
  answers: { industry: 'construction', employees: 'e21_50', consent_record: 'yes' },
  provenance: {
    industry: { channel: 'visit', by: 'colleague', at: '2026-11-21T03:00:00.000Z' },
    employees: { channel: 'link', by: 'respondent', at: AT },
  },
  corrections: {
    c1: {
      code: 'industry',
      oldValue: 'manufacturing',
      by: 'colleague',
      at: '2026-11-21T03:00:00.000Z',
      reason: '電話で確認',
    },
  },
};

let workspace: Workspace;
let view: VueWrapper;

beforeEach(async () => {
  setActivePinia(createPinia());
  workspace = await openFieldDay();
});
afterEach(() => {
  view.unmount();
  closeWorkspace();
  language.value = 'ja';
});

async function put(fields: Partial<SurveyResponse>): Promise<void> {
  await workspace.db.responses.put({
    id: 'r',
    revision: 5,
    fields,
    deletedAt: null,
    conflicts: [],
    warnings: [],
  });
}
const answerTo = (question: string) =>
  view
    .findAll('dl > div')
    .find((row) => row.get('dt').text().includes(question))!
    .text();

it('tells of each answer by which way it came, from whom and when, and what was corrected', async () => {
  await put(ANSWERED);
  ({ view } = await mountPage('response', ResponsePage, '/responses/r'));
  await eventually(() => expect(view.get('h1').text()).toBe('株式会社八戸水産加工'));
  await eventually(() => expect(view.text()).toContain('コードの回答ページ · 企業の方'));
  expect(view.text()).toContain('受付番号 000123');
  await eventually(() => expect(answerTo('従業員')).toContain('コードの回答ページ · 企業の方'));
  await eventually(() => expect(answerTo('業種')).toContain('訪問の聞き取り · 工藤'));
  expect(answerTo('業種')).toContain('建設業');
  expect(answerTo('業種')).toContain('工藤が訂正（理由：電話で確認）');
  expect(answerTo('業種')).toContain('訂正前：製造業');
});

it('puts a reason that nobody has worded into the reader’s language, as it stands when it was stored as words', async () => {
  const correction = { code: 'industry', oldValue: 'manufacturing', by: 'colleague', at: AT };
  await put({
    ...ANSWERED,
    corrections: {
      c1: { ...correction, reason: 'app.decision-undone' },
      c2: { ...correction, code: 'employees', reason: '決定の取り消し / Taken back' },
    },
  });
  ({ view } = await mountPage('response', ResponsePage, '/responses/r'));
  await eventually(() => expect(answerTo('業種')).toContain('（理由：決定の取り消し）'));
  expect(answerTo('従業員')).toContain('（理由：決定の取り消し / Taken back）');
  language.value = 'en';
  await eventually(() => expect(view.text()).toContain('(reason: The decision was taken back)'));
});

it('is opened from the company’s history', async () => {
  await put(ANSWERED);
  let router;
  ({ view, router } = await mountPage('account', AccountPage, '/accounts/company'));
  await eventually(() => expect(view.text()).toContain('コードの回答ページ'));
  await press(view, 'コードの回答ページ');
  await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/responses/r'));
});

it('says to which survey it is, and a company’s page so where there are several', async () => {
  await put(ANSWERED);
  ({ view } = await mountPage('response', ResponsePage, '/responses/r'));
  await eventually(() => expect(view.get('header').text()).toContain('回答票 完了調査コードの回答ページ'));
  view.unmount();
  ({ view } = await mountPage('account', AccountPage, '/accounts/company'));
  await eventually(() => expect(view.text()).toContain('コードの回答ページ'));
  expect(view.text()).not.toContain('調査 · コードの回答ページ');

  const known = await workspace.db.documents.get('survey');
  const content = known!.content as { title: { ja: string; en: string } };
  const past = [{ ...content, id: 'wave-0', title: { ja: '去年の調査', en: 'Last year’s' } }];
  await workspace.db.documents.put({ name: 'survey', hash: 't', content: { ...content, past } as never });
  await put({ ...ANSWERED, surveyId: 'wave-0' });
  await eventually(() => expect(view.text()).toContain('去年の調査 · コードの回答ページ'));
});

it('of a visit is read first, and corrected in the interview', async () => {
  await put({ ...ANSWERED, channel: 'visit', visitId: 'visit', interviewerId: 'colleague' });
  let router;
  ({ view, router } = await mountPage('response', ResponsePage, '/responses/r'));
  await eventually(() => expect(view.text()).toContain('訪問の聞き取り · 工藤'));
  await press(view, '聞き取りを開いて訂正する');
  await eventually(() =>
    expect(router.currentRoute.value.fullPath).toBe('/visits/visit/interview?response=r'),
  );
});

it('says that a duplicate waits for the office, or has been settled', async () => {
  await put({ ...ANSWERED, disposition: 'duplicate' });
  ({ view } = await mountPage('response', ResponsePage, '/responses/r'));
  await eventually(() => expect(view.text()).toContain('どちらを数えるかは事務局が決めます'));
  await put({ ...ANSWERED, disposition: 'duplicate', settledAt: AT, settledBy: 'me' });
  await eventually(() => expect(view.text()).toContain('重複として決定済み'));
});

it('does not show answers that came without the company’s name', async () => {
  const { accountId: _, ...veiled } = ANSWERED;
  await put(veiled);
  ({ view } = await mountPage('response', ResponsePage, '/responses/r'));
  await eventually(() => expect(view.text()).toContain('この回答票はこの端末にありません'));
  expect(view.text()).not.toContain('建設業');
});
