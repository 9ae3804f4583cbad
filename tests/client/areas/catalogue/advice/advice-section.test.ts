// @vitest-environment happy-dom
// Before anything that opens a database.
import 'fake-indexeddb/auto';
import { enableAutoUnmount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import AccountPage from '#client/areas/field/pages/AccountPage.vue';
import VisitPage from '#client/areas/field/pages/VisitPage.vue';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import { useToasts } from '#ui/toasts.ts';
import type { Json } from '#domain/canonical/json.ts';
import { parseIssueLinks } from '#domain/catalogue/issue-links.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { language } from '#ui/messages.ts';
import { eventually } from '#tests/support/eventually.ts';
import links from '#seeds/issue-programme-links.json?raw';
import report from '#seeds/003_a42f7362741e37e4.txt?raw';
import { mountPage, openFieldDay, outboxOf, press } from '#tests/client/areas/field/visits/field-day.ts';

enableAutoUnmount(afterEach);
const catalogue = parseReport(report);
const content = {
  catalogue: catalogue as unknown as Json,
  links: parseIssueLinks(JSON.parse(links), catalogue) as unknown as Json,
};

let workspace: Workspace;
beforeEach(async () => {
  setActivePinia(createPinia());
  workspace = await openFieldDay();
  await workspace.db.documents.bulkPut([
    { name: 'catalogue-2013', hash: 'edition-hash', content: content.catalogue },
    { name: 'issue-links', hash: 'l', content: content.links },
  ]);
});
afterEach(closeWorkspace);

async function answer(id: string, submittedAt: string, issues: string[]): Promise<void> {
  await workspace.write('responses', id, {
    surveyId: 'wave-1',
    questionnaireId: 'sme-survey',
    questionnaireRevision: 1,
    channel: 'visit',
    accountId: 'company',
    startedAt: submittedAt,
    submittedAt,
    disposition: 'complete',
    'answers/issues': issues,
  } as never);
}

async function openVisit(): Promise<VueWrapper> {
  const { view } = await mountPage('visit', VisitPage, '/visits/visit');
  await eventually(() => expect(view.text()).toContain('合いそうな施策'));
  return view;
}
const section = (view: VueWrapper) =>
  view
    .findAll('section')
    .find((one) => one.find('h2').exists() && one.find('h2').text().includes('合いそうな施策'))!;
const suggested = (view: VueWrapper) =>
  section(view)
    .findAll('ol > li a')
    .map((link) => link.text());
const stored = async () => (await workspace.db.visits.get('visit'))!.fields;

describe('advice in a visit', () => {
  beforeEach(() => workspace.write('visits', 'visit', { issues: ['labour'] }));

  it('explains each of five programmes by the words of its sheet, and names the edition', async () => {
    const view = await openVisit();
    await eventually(() => expect(suggested(view)).toHaveLength(5));
    const text = section(view).text();
    expect(text).toContain('平成25年度 (2013) の施策集による');
    expect(text).toContain('訪問で挙がった課題');
    for (const card of section(view).findAll('ol > li')) {
      expect(card.text()).toContain('課題 合う');
      // What it does comes first; that all have ended is said once, above the list.
      expect(card.find('p[lang=ja]').text()).toMatch(/[。…]$/u);
      expect(card.text()).not.toContain('期間');
      expect(card.text()).not.toContain('終了');
      expect(card.text()).toMatch(/雇用・労務「.+」/);
    }
    await press(section(view) as unknown as VueWrapper, '件を見る');
    await eventually(() => expect(suggested(view).length).toBeGreaterThan(5));
  });

  it('is recorded with the visit as it stands, and can be taken back', async () => {
    const view = await openVisit();
    await eventually(() => expect(suggested(view)).toHaveLength(5));
    await press(view, 'この提案を記録');
    await eventually(async () => expect((await stored()).advice?.programmes).toHaveLength(5));
    const { advice } = await outboxOf(workspace, 'visit');
    expect(advice).toMatchObject({
      edition: 2013,
      editionHash: 'edition-hash',
      issues: ['labour'],
      company: { industry: 'manufacturing', employees: 'e21_50', region: 'sanpachi' },
    });
    await eventually(() => expect(section(view).text()).toContain('に記録済み'));
    expect(section(view).text()).not.toContain('この提案を記録');
    await useToasts().toasts.value.at(-1)?.undo?.();
    await eventually(async () => expect((await stored()).advice).toBeUndefined());
  });

  it('notes a suggestion as shown beside those that were shown before', async () => {
    await workspace.write('visits', 'visit', { programmes: ['p034'] });
    const view = await openVisit();
    await eventually(() => expect(suggested(view)).toHaveLength(5));
    await press(section(view) as unknown as VueWrapper, '紹介した施策に加える');
    await eventually(async () => expect((await stored()).programmes).toHaveLength(2));
    expect((await stored()).programmes).toContain('p034');
    expect(section(view).text()).toContain('紹介した施策に入っています');
  });

  it('is asked for other issues without touching the visit', async () => {
    const view = await openVisit();
    await eventually(() => expect(suggested(view)).toHaveLength(5));
    const before = suggested(view);
    await press(view, '課題を変える');
    await section(view)
      .findAll('label')
      .find((label) => label.text() === '海外展開')!
      .get('input')
      .trigger('change');
    await section(view)
      .findAll('label')
      .find((label) => label.text() === '雇用・労務')!
      .get('input')
      .trigger('change');
    await eventually(() => expect(suggested(view)).not.toEqual(before));
    expect(section(view).text()).toContain('ここで選んだ課題');
    expect((await stored()).issues).toEqual(['labour']);
    await press(view, '元の課題に戻す');
    await eventually(() => expect(suggested(view)).toEqual(before));
  });
});

describe('what was noted', () => {
  const NOTES = '障害のある人を初めて雇い入れたいが進め方が分からない';
  beforeEach(() => workspace.write('visits', 'visit', { issues: ['labour'], notes: NOTES }));

  it('decides between equals, and is recorded with the advice', async () => {
    const view = await openVisit();
    await eventually(() => expect(suggested(view).join()).toContain('障害者'));
    await press(view, 'この提案を記録');
    await eventually(async () => expect((await stored()).advice?.situation).toBe(NOTES));
  });

  it('counts in the company’s file too', async () => {
    await answer('response', '2026-11-10T05:00:00.000Z', ['labour']);
    const { view } = await mountPage('account', AccountPage, '/accounts/company');
    await eventually(() => expect(suggested(view).join()).toContain('障害者'));
    await workspace.write('visits', 'visit', { notes: null });
    const without = await mountPage('account', AccountPage, '/accounts/company');
    await eventually(() => expect(suggested(without.view)).toHaveLength(5));
    expect(suggested(without.view).join()).not.toContain('障害者');
  });
});

describe('where the issues come from', () => {
  it('is the latest submitted response while the visit has none', async () => {
    await answer('later', '2026-11-10T05:00:00.000Z', ['overseas']);
    await answer('earlier', '2026-11-01T05:00:00.000Z', ['labour']);
    const view = await openVisit();
    await eventually(() =>
      expect(section(view).text()).toContain('海外展開 (2026年11月10日（火）の調査回答)'),
    );
    await workspace.write('visits', 'visit', { issues: ['finance'] });
    await eventually(() => expect(section(view).text()).toContain('資金繰り (訪問で挙がった課題)'));
  });

  it('asks for them where nothing is known', async () => {
    const view = await openVisit();
    await eventually(() => expect(section(view).text()).toContain('経営課題を選ぶと'));
    expect(suggested(view)).toEqual([]);
    expect(view.text()).not.toContain('この提案を記録');
  });
});

describe('advice in a company’s file', () => {
  it('says calmly that all have ended and whom to ask, and has nothing to record', async () => {
    const only = new Set(['p019', 'p022', 'p023']);
    await workspace.db.documents.put({
      name: 'issue-links',
      hash: 'm',
      content: (content.links as unknown as { programme: string; issue: string }[]).filter(
        ({ programme, issue }) => issue === 'labour' && only.has(programme),
      ) as unknown as Json,
    });
    const ended = catalogue.programmes.map((programme) => ({
      ...programme,
      period: { raw: '24-25', start: 2012, end: 2013, open: false },
    }));
    await workspace.db.documents.put({
      name: 'catalogue-2013',
      hash: 'e',
      content: { ...catalogue, programmes: ended } as unknown as Json,
    });
    await answer('response', '2026-11-10T05:00:00.000Z', ['labour', 'none']);
    const { view } = await mountPage('account', AccountPage, '/accounts/company');
    await eventually(() => expect(suggested(view)).toHaveLength(3));
    const text = section(view).text();
    expect(text).toContain('いずれも終了した施策です。後継の有無を担当課に確認してください。');
    expect(text).toContain('労政・能力開発課');
    expect(text).not.toContain('期間');
    expect(text).not.toContain('この提案を記録');
    expect(section(view).get('ol > li a').attributes('href')).toMatch(/^\/programmes\/p0/);
  });

  it('speaks English', async () => {
    await answer('response', '2026-11-10T05:00:00.000Z', ['labour']);
    language.value = 'en';
    const { view } = await mountPage('account', AccountPage, '/accounts/company');
    await eventually(() => expect(view.text()).toContain('From the catalogue of FY2013'));
    expect(view.text()).toContain('from the survey response of Tue 10 Nov 2026');
  });

  it('says what is missing before the first sync', async () => {
    await workspace.db.documents.delete('issue-links');
    const { view } = await mountPage('account', AccountPage, '/accounts/company');
    await eventually(() => expect(section(view).text()).toContain('まだ端末にありません'));
  });
});
