// @vitest-environment happy-dom
// Before anything that opens a database.
import 'fake-indexeddb/auto';
import { enableAutoUnmount, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { listOptions } from '#domain/interview/choices.ts';
import { interviewOf } from '#domain/casework/response-interview.ts';
import type { Change } from '#domain/sync/change.ts';
import { findChangeFaults } from '#domain/sync/check-change.ts';
import { getItem, type Questionnaire } from '#domain/questionnaire/model.ts';
import { revisionDocumentName } from '#protocol/documents.ts';
import { findFieldFaults } from '#domain/records/check-fields.ts';
import { getDefinition } from '#domain/records/collections.ts';
import { beginResponse } from '#client/areas/survey/features/interview/begin-response.ts';
import { describePause } from '#client/areas/survey/features/interview/resume.ts';
import InterviewPage from '#client/areas/survey/pages/InterviewPage.vue';
import InterviewPracticePage from '#client/areas/survey/pages/InterviewPracticePage.vue';
import VisitPage from '#client/areas/field/pages/VisitPage.vue';
import { findDocument } from '#client/records/documents.ts';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import ToastHost from '#ui/ToastHost.vue';
import { eventually } from '#tests/support/eventually.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';
import { mountPage, openFieldDay, outboxOf, press } from '#tests/client/areas/field/visits/field-day.ts';

function faultsOf(change: Change): unknown[] {
  const definition = getDefinition(change.collection);
  return [...findChangeFaults(definition, change), ...findFieldFaults(definition, change.fields)];
}

enableAutoUnmount(afterEach);

let workspace: Workspace;
beforeEach(async () => {
  localStorage.clear();
  workspace = await openFieldDay();
});
afterEach(closeWorkspace);

const heading = (view: VueWrapper) => view.get('h1').text();
const open = (query = '') => mountPage('interview', InterviewPage, `/visits/visit/interview${query}`);
const fieldsOf = async (id: string) => (await workspace.db.responses.get(id))!.fields;

/** An answer given at a time of the past. */
function answered(code: string, value: Json, at: string) {
  return { [`answers/${code}`]: value, [`provenance/${code}`]: { channel: 'visit' as const, by: 'me', at } };
}

describe('the whole section', () => {
  it('is on one screen when that is chosen, and still is the next time', async () => {
    await beginResponse(workspace, 'visit');
    const { view } = await open('?q=industry');
    await eventually(() => expect(heading(view)).toBe('設問 1 / 28'));
    await press(view, '設問一覧');
    await view.get('dialog input[value=section]').setValue(true);
    await eventually(() => expect(heading(view)).toBe('設問 1〜6 / 28'));
    expect(view.findAll('[id^=question-]').map((one) => one.attributes('id'))).toEqual(
      ['industry', 'employees', 'sales', 'municipality', 'founded', 'position'].map(
        (code) => `question-${code}`,
      ),
    );
    view.unmount();
    const again = await open('?q=sales');
    await eventually(() => expect(heading(again.view)).toBe('設問 1〜6 / 28'));
  });

  it('points out what is open in it, then goes on to the next one', async () => {
    localStorage.setItem('banso.interview.display', 'section');
    await beginResponse(workspace, 'visit');
    const { view, router } = await open('?q=industry');
    await eventually(() => expect(heading(view)).toBe('設問 1〜6 / 28'));
    await press(view, '次へ');
    await eventually(() => expect(view.get('#sales-problems').text()).toContain('この設問にお答えください'));
    await press(view, 'このまま次へ');
    await eventually(() => expect(router.currentRoute.value.query['q']).toBe('issues'));
  });
});

describe('a note on a question', () => {
  it('is kept as it is typed, apart from the answer, and shown at the check and after submission', async () => {
    const id = await beginResponse(workspace, 'visit');
    const { view, router } = await open('?q=sales');
    await eventually(() => expect(heading(view)).toBe('設問 3 / 28'));
    await press(view, 'メモを付ける');
    await view.get('textarea').setValue('昨年度の数字');
    await eventually(async () => expect((await fieldsOf(id)).notes).toEqual({ sales: '昨年度の数字' }));
    expect((await fieldsOf(id)).answers).not.toHaveProperty('sales');
    const changes = (await workspace.db.outbox.where('recordId').equals(id).toArray()).map(
      ({ change }) => change,
    );
    expect(changes.flatMap((change) => faultsOf(change))).toEqual([]);
    await router.push('/visits/visit/interview?view=review');
    await eventually(() => expect(view.text()).toContain('メモ: 昨年度の数字'));
    await press(view, '提出する');
    await eventually(() => expect(view.text()).toContain('ご回答ありがとうございました'));
    await press(view, '回答を見る');
    await eventually(() => expect(view.text()).toContain('メモ: 昨年度の数字'));
    expect((await fieldsOf(id)).notes).toEqual({ sales: '昨年度の数字' });
  });

  it('can be taken back', async () => {
    const id = await beginResponse(workspace, 'visit');
    await workspace.write('responses', id, { 'notes/sales': '書き間違い' });
    const { view } = await open('?q=sales');
    await eventually(() => expect(view.get('textarea').element.value).toBe('書き間違い'));
    await view.get('textarea').setValue('');
    await eventually(async () => expect((await fieldsOf(id)).notes ?? {}).not.toHaveProperty('sales'));
  });
});

describe('going on by itself', () => {
  beforeEach(() => localStorage.setItem('banso.interview.advances', 'yes'));

  it('follows a tap, and one tap takes both back', async () => {
    const id = await beginResponse(workspace, 'visit');
    const toasts = mount(ToastHost, { attachTo: document.body });
    const { view, router } = await open('?q=industry');
    await eventually(() => expect(view.find('input[value=construction]').exists()).toBe(true));
    await view.get('input[value=construction]').trigger('pointerdown');
    await view.get('input[value=construction]').setValue(true);
    await eventually(() => expect(router.currentRoute.value.query['q']).toBe('employees'));
    await eventually(() => expect(toasts.text()).toContain('「建設業」を記録しました'));
    await toasts
      .findAll('button')
      .find((button) => button.text().includes('元に戻す'))!
      .trigger('click');
    await eventually(() => expect(router.currentRoute.value.query['q']).toBe('industry'));
    await eventually(async () => expect((await fieldsOf(id)).answers?.['industry']).toBe('manufacturing'));
  });

  it('leaves alone who passes options with the keys, and where a text is still to be written', async () => {
    await beginResponse(workspace, 'visit');
    const { view, router } = await open('?q=industry');
    await eventually(() => expect(view.find('input[value=construction]').exists()).toBe(true));
    await view.get('input[value=construction]').trigger('keydown', { key: 'ArrowDown' });
    await view.get('input[value=construction]').setValue(true);
    await eventually(() => expect(view.text()).toContain('端末に保存済み'));
    expect(router.currentRoute.value.query['q']).toBe('industry');

    await router.push('/visits/visit/interview?q=position');
    await eventually(() => expect(view.find('input[value=other]').exists()).toBe(true));
    await view.get('input[value=other]').trigger('pointerdown');
    await view.get('input[value=other]').setValue(true);
    await eventually(() => expect(view.find('#position-other').exists()).toBe(true));
    await eventually(() => expect(view.text()).toContain('端末に保存済み'));
    expect(router.currentRoute.value.query['q']).toBe('position');
  });
});

describe('the check', () => {
  it('leads to an open question and from there back to itself', async () => {
    await beginResponse(workspace, 'visit');
    const { view, router } = await open('?view=review');
    await eventually(() => expect(view.text()).toContain('まだ答えのない必須の設問が'));
    await press(view, '売上高');
    await eventually(() =>
      expect(router.currentRoute.value.query).toMatchObject({ q: 'sales', from: 'review' }),
    );
    await press(view, '確認に戻る');
    await eventually(() => expect(heading(view)).toBe('回答の確認'));
    expect(router.currentRoute.value.query).not.toHaveProperty('from');
  });
});

describe('coming back after days', () => {
  const LAST_WEEK = '2026-01-05T01:00:00.000Z';

  it('says when one stopped and where one goes on, on that question only', async () => {
    const id = await beginResponse(workspace, 'visit');
    await workspace.write('responses', id, answered('sales', 'from_50m', LAST_WEEK));
    const { view } = await open();
    await eventually(() => expect(heading(view)).toBe('設問 4 / 28'));
    expect(view.text()).toContain('1月5日（月）に中断 · 設問4から続けます。');
    await press(view, '戻る');
    await eventually(() => expect(heading(view)).toBe('設問 3 / 28'));
    expect(view.text()).not.toContain('中断');
  });

  it('shows the same on the visit', async () => {
    const id = await beginResponse(workspace, 'visit');
    await workspace.write('responses', id, answered('sales', 'from_50m', LAST_WEEK));
    const { view } = await mountPage('visit', VisitPage, '/visits/visit');
    await eventually(() => expect(view.text()).toContain('1月5日（月）に中断 · 設問4から'));
    expect(view.text()).toContain('設問 4 / 28');
  });

  it.each([
    ['2026-11-21T00:59:50.000Z', 'たった今中断', 'Paused just now'],
    ['2026-11-21T00:40:00.000Z', '20分前に中断', 'Paused 20 min ago'],
    ['2026-11-20T01:00:00.000Z', '昨日中断', 'Paused yesterday'],
    ['2026-11-18T01:00:00.000Z', '3日前に中断', 'Paused 3 days ago'],
  ])('%s is %s', (at, ja, en) => {
    const now = '2026-11-21T01:00:00.000Z';
    expect([describePause(at, now, 'ja'), describePause(at, now, 'en')]).toEqual([ja, en]);
  });
});

describe('a response', () => {
  it('keeps the seed of its options’ order', async () => {
    const id = await beginResponse(workspace, 'visit');
    const fields = await fieldsOf(id);
    expect(await outboxOf(workspace, id)).toMatchObject({ seed: fields.seed });
    const survey = readSurvey();
    for (const item of survey.sections.flatMap(({ items }) => items)) item.randomise = true;
    const orderOn = (seed: string) =>
      listOptions(interviewOf(survey, 'another-id', { ...fields, seed }), getItem(survey, 'industry')).map(
        ({ code }) => code,
      );
    expect(orderOn(fields.seed!)).toEqual(
      listOptions(interviewOf(survey, id, fields), getItem(survey, 'industry')).map(({ code }) => code),
    );
    expect(orderOn('another seed')).not.toEqual(orderOn(fields.seed!));
  });
});

describe('a new revision of the questionnaire', () => {
  const { revision } = readSurvey();
  const second: Questionnaire = { ...readSurvey(), revision: revision + 1 };
  second.sections = [{ ...second.sections[0]!, items: second.sections[0]!.items.slice(0, 2) }];

  it('does not reach an interview that was begun before: it goes on, and ends, under the first', async () => {
    const id = await beginResponse(workspace, 'visit');
    await workspace.db.documents.bulkPut([
      {
        name: revisionDocumentName('sme-survey', revision),
        hash: 'q',
        content: readSurvey() as unknown as Json,
      },
      { name: 'questionnaire', hash: 'q2', content: second as unknown as Json },
      {
        name: 'survey',
        hash: 's2',
        content: {
          ...(await findDocument(workspace.db, 'survey'))!,
          questionnaireRevision: revision + 1,
        } as unknown as Json,
      },
    ]);
    const { view } = await open('?q=employees');
    await eventually(() => expect(heading(view)).toBe('設問 2 / 28'));
    await press(view, '次へ');
    await eventually(() => expect(heading(view)).toBe('設問 3 / 28'));
    expect((await fieldsOf(id)).questionnaireRevision).toBe(revision);
    await workspace.write('visits', 'later', { accountId: 'company', status: 'started' });
    expect((await fieldsOf(await beginResponse(workspace, 'later'))).questionnaireRevision).toBe(
      revision + 1,
    );
  });

  it('says so where the first is not on the device, instead of asking other questions', async () => {
    await beginResponse(workspace, 'visit');
    await workspace.db.documents.put({
      name: 'questionnaire',
      hash: 'q2',
      content: second as unknown as Json,
    });
    const { view } = await open('?q=employees');
    await eventually(() => expect(view.text()).toContain(`調査票（第${revision}版）が端末にありません`));
    expect(view.find('input').exists()).toBe(false);
  });

  it('changes nothing under the hands of who is answering when it arrives', async () => {
    await beginResponse(workspace, 'visit');
    const { view } = await open('?q=employees');
    await eventually(() => expect(heading(view)).toBe('設問 2 / 28'));
    await workspace.db.documents.put({
      name: revisionDocumentName('sme-survey', revision),
      hash: 'q',
      content: readSurvey() as unknown as Json,
    });
    await workspace.db.documents.put({
      name: 'questionnaire',
      hash: 'q2',
      content: second as unknown as Json,
    });
    await press(view, '次へ');
    await eventually(() => expect(heading(view)).toBe('設問 3 / 28'));
  });
});

describe('practice', () => {
  it('goes like an interview, says what it is, and leaves nothing behind', async () => {
    const before = await workspace.db.outbox.count();
    const { view, router } = await mountPage('practice', InterviewPracticePage, '/practice?visit=visit');
    await eventually(() => expect(heading(view)).toBe('設問 1 / 28'));
    expect(view.text()).toContain('練習中です');
    expect(view.text()).toContain('練習: 保存されません');
    await view.get('input[value=construction]').setValue(true);
    await press(view, 'メモを付ける');
    await view.get('textarea').setValue('練習のメモ');
    await press(view, '次へ');
    await eventually(() => expect(heading(view)).toBe('設問 2 / 28'));
    await router.push('/practice?visit=visit&view=review');
    await eventually(() => expect(view.text()).toContain('メモ: 練習のメモ'));
    expect(view.text()).toContain('建設業');
    await press(view, '練習を終える');
    await eventually(() => expect(view.text()).toContain('何も保存されていません。'));
    expect(await workspace.db.responses.count()).toBe(0);
    expect(await workspace.db.leads.count()).toBe(0);
    expect(await workspace.db.outbox.count()).toBe(before);

    await press(view, 'もう一度練習する');
    await eventually(() => expect(heading(view)).toBe('設問 1 / 28'));
    expect(view.findAll('input:checked')).toEqual([]);
    expect(router.currentRoute.value.query).toMatchObject({ visit: 'visit', q: 'industry' });
  });
});
