// @vitest-environment happy-dom
// Before anything that opens a database.
import 'fake-indexeddb/auto';
import { enableAutoUnmount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginResponse } from '#client/areas/survey/features/interview/begin-response.ts';
import InterviewPage from '#client/areas/survey/pages/InterviewPage.vue';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import { eventually } from '#tests/support/eventually.ts';
import { mountPage, openFieldDay, outboxOf, press } from '#tests/client/areas/field/visits/field-day.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

enableAutoUnmount(afterEach);

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openFieldDay();
});
afterEach(closeWorkspace);

const heading = (view: VueWrapper) => view.get('h1').text();
async function open(query = '') {
  return mountPage('interview', InterviewPage, `/visits/visit/interview${query}`);
}
async function choose(view: VueWrapper, value: string): Promise<void> {
  await view.get(`input[value="${value}"]`).setValue(true);
  await eventually(() => expect(view.text()).toContain('端末に保存済み'));
}
async function answersNow() {
  return (await workspace.db.responses.toArray())[0]?.fields.answers ?? {};
}

describe('an interview', () => {
  it('begins with the introduction, and a double tap makes one response', async () => {
    const { view } = await open();
    await eventually(() => expect(view.text()).toContain('所要時間は5分ほど'));
    await Promise.all([press(view, '始める'), press(view, '始める')]);
    await eventually(() => expect(heading(view)).toBe('設問 1 / 28'));
    expect(await workspace.db.responses.count()).toBe(1);
    expect((await workspace.db.responses.toArray())[0]!.fields).toMatchObject({
      surveyId: 'wave-1',
      questionnaireId: 'sme-survey',
      questionnaireRevision: readSurvey().revision,
      accountId: 'company',
      visitId: 'visit',
      channel: 'visit',
      interviewerId: 'me',
    });
  });

  it('shows what the company’s record knows, marked, until the person answers otherwise', async () => {
    const id = await beginResponse(workspace, 'visit');
    const { view } = await open('?q=industry');
    await eventually(() => expect(view.text()).toContain('企業の記録から'));
    expect((view.get('input[value=manufacturing]').element as HTMLInputElement).checked).toBe(true);
    await choose(view, 'construction');
    await eventually(async () => expect(await answersNow()).toMatchObject({ industry: 'construction' }));
    await eventually(() => expect(view.text()).not.toContain('企業の記録から'));
    const sent = await outboxOf(workspace, id);
    expect(sent['answers/industry']).toBe('construction');
    expect(sent['provenance/industry']).toMatchObject({ channel: 'visit', by: 'me' });
  });

  it('takes what was prefilled as an answer once the company was asked and left it', async () => {
    const id = await beginResponse(workspace, 'visit');
    const { view, router } = await open('?q=industry');
    await eventually(() => expect(view.text()).toContain('企業の記録から'));
    await press(view, '次へ');
    await eventually(() => expect(router.currentRoute.value.query['q']).toBe('employees'));
    const { provenance, answers } = (await workspace.db.responses.get(id))!.fields;
    expect(answers?.['industry']).toBe('manufacturing');
    expect(provenance?.['industry']).not.toHaveProperty('prefilled');
    expect(provenance?.['employees']).toMatchObject({ prefilled: true });
  });

  it('asks at once what an answer makes relevant, and no more what it does not', async () => {
    await beginResponse(workspace, 'visit');
    const { view } = await open('?q=awareness');
    await eventually(() => expect(view.text()).toContain('をご存じですか'));
    await choose(view, 'unknown');
    await press(view, '次へ');
    await eventually(() => expect(view.text()).toContain('利用していない理由は何ですか'));
  });

  it('points an open question out once, and goes on the second time', async () => {
    await beginResponse(workspace, 'visit');
    const { view, router } = await open('?q=sales');
    await eventually(() => expect(view.text()).toContain('売上高'));
    await press(view, '次へ');
    await eventually(() => expect(view.text()).toContain('この設問にお答えください'));
    await press(view, 'このまま次へ');
    await eventually(() => expect(router.currentRoute.value.query['q']).toBe('municipality'));
    expect(view.text()).not.toContain('この設問にお答えください');
  });

  it('resumes after days where it was left, whatever was prefilled', async () => {
    const id = await beginResponse(workspace, 'visit');
    await workspace.write('responses', id, {
      'answers/sales': 'from_50m',
      'provenance/sales': { channel: 'visit', by: 'me', at: '2026-11-20T01:05:00.000Z' },
    });
    const { view, router } = await open();
    await eventually(() => expect(router.currentRoute.value.query['q']).toBe('municipality'));
    expect(heading(view)).toBe('設問 4 / 28');
  });

  it('keeps a composed phrase of an "other" text', async () => {
    const id = await beginResponse(workspace, 'visit');
    const { view } = await open('?q=issues');
    await eventually(() => expect(view.find('input[value=other]').exists()).toBe(true));
    await choose(view, 'other');
    const text = await eventually(() => view.get('#issues-other'));
    await text.trigger('compositionstart');
    (text.element as HTMLInputElement).value = 'じんざい';
    await text.trigger('input', { isComposing: true });
    await eventually(async () =>
      expect(await answersNow()).toMatchObject({ issues: ['other'], 'issues.other': 'じんざい' }),
    );
    expect((text.element as HTMLInputElement).value).toBe('じんざい');
    expect(await outboxOf(workspace, id)).toMatchObject({ 'answers/issues.other': 'じんざい' });
  });

  it('stays on the response it began with when a colleague’s arrives', async () => {
    const mine = await beginResponse(workspace, 'visit');
    const { view } = await open('?q=industry');
    await eventually(() => expect(heading(view)).toBe('設問 1 / 28'));
    const own = (await workspace.db.responses.get(mine))!;
    await workspace.db.responses.put({
      ...own,
      id: '0',
      revision: 5,
      fields: { ...own.fields, interviewerId: 'colleague', startedAt: '2026-11-01T00:00:00.000Z' },
    });
    await choose(view, 'construction');
    await eventually(async () =>
      expect((await workspace.db.responses.get(mine))?.fields.answers?.['industry']).toBe('construction'),
    );
    expect((await workspace.db.responses.get('0'))?.fields.answers?.['industry']).toBe('manufacturing');
    expect(await beginResponse(workspace, 'visit')).toBe(mine);
  });
});
