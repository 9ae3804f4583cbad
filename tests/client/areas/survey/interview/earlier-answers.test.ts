// @vitest-environment happy-dom
// Before anything that opens a database.
import 'fake-indexeddb/auto';
import { enableAutoUnmount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import VisitPage from '#client/areas/field/pages/VisitPage.vue';
import InterviewPage from '#client/areas/survey/pages/InterviewPage.vue';
import SupplementPage from '#client/areas/survey/pages/SupplementPage.vue';
import { beginResponse } from '#client/areas/survey/features/interview/begin-response.ts';
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

const ANSWERS: Record<string, Json> = {
  industry: 'manufacturing',
  employees: 'e51_100',
  municipality: 'hachinohe',
  issues: ['labour'],
};

/** A submitted response of the company, as it came from the server. */
async function answered(id: string, fields: Record<string, Json> = {}): Promise<void> {
  const survey = readSurvey();
  const { answers = { ...ANSWERS, consent_record: 'yes' }, ...others } = fields;
  await workspace.db.responses.put({
    id,
    revision: 3,
    deletedAt: null,
    conflicts: [],
    warnings: [],
    fields: {
      surveyId: 'wave-1',
      questionnaireId: survey.id,
      questionnaireRevision: survey.revision,
      accountId: 'company',
      channel: 'paper',
      interviewerId: 'colleague',
      startedAt: '2026-11-01T00:00:00.000Z',
      submittedAt: '2026-11-02T00:00:00.000Z',
      disposition: 'partial',
      answers: computeSubmittedAnswers(startInterview(survey, answers as Record<string, Json>)),
      ...others,
    },
  } as never);
}
const buttons = (view: VueWrapper) =>
  [...view.findAll('button'), ...view.findAll('a')].map((one) => one.text());

describe('a visit to a company that has answered before', () => {
  it('says so, by which way and how far, and leads to the answers', async () => {
    await answered('paper');
    const { view } = await mountPage('visit', VisitPage, '/visits/visit');
    await eventually(() => expect(view.text()).toContain('この調査には、すでに回答があります'));
    await eventually(() => expect(view.text()).toContain('紙の調査票 · 工藤'));
    await eventually(() => expect(view.text()).toContain('問に回答済み'));
    expect(view.get('a[href$="/supplement/paper"]').text()).toContain('回答を見る・補う');
    expect(buttons(view)).toContain('あらためて聞き取る');
  });

  it('says which survey was answered, where there are several', async () => {
    const known = await workspace.db.documents.get('survey');
    const content = known!.content as Record<string, Json>;
    const past = [{ ...content, id: 'wave-0', title: { ja: '去年の調査', en: 'Last year’s' } }];
    await workspace.db.documents.put({ name: 'survey', hash: 't', content: { ...content, past } });
    await answered('paper', { surveyId: 'wave-0' });
    const { view } = await mountPage('visit', VisitPage, '/visits/visit');
    await eventually(() => expect(view.text()).toContain('去年の調査 · 紙の調査票'));
    expect(view.text()).toContain('以前の調査に回答があります');
  });

  it('neither shows nor hints at answers that the company does not let be seen with its record', async () => {
    const hidden: Record<string, Record<string, Json>> = {
      refused: { answers: { ...ANSWERS, consent_record: 'no' } },
      silent: { answers: ANSWERS },
      link: { channel: 'link', answers: { ...ANSWERS, consent_record: 'no' } },
      told: { channel: 'visit', visitId: 'other', answers: { ...ANSWERS, consent_record: 'no' } },
    };
    for (const [id, fields] of Object.entries(hidden)) await answered(id, fields);
    const { view } = await mountPage('visit', VisitPage, '/visits/visit');
    await eventually(() => expect(buttons(view)).toContain('聞き取りを始める'));
    expect(view.text()).toContain('まだ始めていません');
    expect(view.text()).not.toMatch(/回答|途中の/);
    const start = await mountPage('interview', InterviewPage, '/visits/visit/interview');
    await eventually(() => expect(start.view.text()).toContain('始める前にお伝えください'));
    expect(start.view.text()).not.toMatch(/すでに|以前の|途中の/);
    for (const id of Object.keys(hidden)) {
      const { view: page } = await mountPage('supplement', SupplementPage, `/visits/visit/supplement/${id}`);
      await eventually(() => expect(page.text()).toContain('この回答はこの端末では見られません'));
      expect(page.text()).not.toContain('製造業');
    }
  });

  it('goes on with an interview that was begun on another visit', async () => {
    await answered('begun', { channel: 'visit', visitId: 'before', submittedAt: null, disposition: null });
    const { fields } = (await workspace.db.responses.get('begun'))!;
    delete fields.submittedAt;
    await workspace.db.responses.update('begun', { fields });
    const { view } = await mountPage('visit', VisitPage, '/visits/visit');
    await eventually(() => expect(view.text()).toContain('途中の聞き取りがあります'));
    expect(view.get('a[href*="/visits/before/interview"]').attributes('href')).toContain('response=begun');
  });

  it('takes an answer up with four taps, as an addition to the same response', async () => {
    await answered('paper');
    const { view } = await mountPage('supplement', SupplementPage, '/visits/visit/supplement/paper');
    // The first tap led here.
    await eventually(() => expect(view.text()).toContain('まだ答えのない設問'));
    await press(view, '売上高はどのくらい');
    const sheet = await eventually(() => view.get('dialog input[value=from_50m]'));
    await sheet.setValue(true);
    await press(view, '補足を記録する');
    await eventually(async () =>
      expect((await workspace.db.responses.get('paper'))?.fields.answers?.['sales']).toBe('from_50m'),
    );
    const { fields } = (await workspace.db.responses.get('paper'))!;
    expect(fields.provenance?.['sales']).toMatchObject({ channel: 'visit', by: 'me' });
    expect(Object.values(fields.corrections ?? {})).toMatchObject([
      { code: 'sales', reason: 'app.supplemented', by: 'me' },
    ]);
    expect(await workspace.db.responses.count()).toBe(1);
    expect(Object.keys(await outboxOf(workspace, 'paper'))).not.toContain('disposition');
  });

  it('offers to bring the file up to what the company said of itself', async () => {
    await workspace.write('accounts', 'company', { employeeCount: 30 });
    await answered('paper');
    const { view } = await mountPage('supplement', SupplementPage, '/visits/visit/supplement/paper');
    await eventually(() => expect(view.text()).toContain('企業の記録と違うところがあります'));
    await press(view, '企業の記録に反映する');
    await eventually(async () =>
      expect((await workspace.db.accounts.get('company'))?.fields.employees).toBe('e51_100'),
    );
    // 30 people are not 51 to 100.
    expect((await workspace.db.accounts.get('company'))?.fields).not.toHaveProperty('employeeCount');
  });
});

describe('what the visit and the file know', () => {
  it('stands in the interview as a proposal: attributes, issues, the one person whom one met', async () => {
    await workspace.write('contacts', 'boss', {
      accountId: 'company',
      name: '田中一郎',
      phone: '0178-00-0000',
    });
    await workspace.write('contacts', 'clerk', { accountId: 'company', name: '鈴木' });
    await workspace.write('visits', 'visit', {
      issues: ['labour', 'finance', 'made-up'],
      contacts: ['boss'],
    });
    const id = await beginResponse(workspace, 'visit');
    const { answers, provenance } = (await workspace.db.responses.get(id))!.fields;
    expect(answers).toMatchObject({
      industry: 'manufacturing',
      issues: ['labour', 'finance'],
      contact_company: '株式会社八戸水産加工',
      contact_name: '田中一郎',
      contact_phone: '0178-00-0000',
    });
    expect(provenance?.['issues']).toMatchObject({ prefilled: true });
    const { view } = await mountPage('interview', InterviewPage, '/visits/visit/interview?q=issues');
    await eventually(() => expect(view.text()).toContain('訪問の記録から'));
  });

  it('is taken into the answers with one tap where it was written down later', async () => {
    const id = await beginResponse(workspace, 'visit');
    await workspace.write('visits', 'visit', { issues: ['labour'] });
    const { view } = await mountPage('interview', InterviewPage, '/visits/visit/interview?q=issues');
    await eventually(() => expect(buttons(view).join()).toContain('訪問の記録にある課題を加える（1件）'));
    await press(view, '訪問の記録にある課題を加える');
    await eventually(async () =>
      expect((await workspace.db.responses.get(id))?.fields.answers?.['issues']).toEqual(['labour']),
    );
    await eventually(() => expect(buttons(view).join()).not.toContain('訪問の記録にある課題'));
  });

  it('comes from an earlier answer into the visit, too', async () => {
    await answered('paper');
    const { view } = await mountPage('visit', VisitPage, '/visits/visit');
    await eventually(() => expect(buttons(view).join()).toContain('回答で挙がった課題を加える（1件）'));
    await press(view, '回答で挙がった課題を加える');
    await eventually(async () =>
      expect((await workspace.db.visits.get('visit'))?.fields.issues).toEqual(['labour']),
    );
  });
});

describe('the way through an interview', () => {
  it('keeps the total while answers make questions come and go', async () => {
    await beginResponse(workspace, 'visit');
    const { view } = await mountPage('interview', InterviewPage, '/visits/visit/interview?q=awareness');
    await eventually(() => expect(view.text()).toContain('をご存じですか'));
    const before = view.get('h1').text();
    await view.get('input[value=unknown]').setValue(true);
    await eventually(() => expect(view.text()).toContain('端末に保存済み'));
    expect(view.get('h1').text()).toBe(before);
  });

  it('takes the year of the founding in an era, too', async () => {
    const id = await beginResponse(workspace, 'visit');
    const { view } = await mountPage('interview', InterviewPage, '/visits/visit/interview?q=founded');
    await eventually(() => expect(view.text()).toContain('元号'));
    await view.get('select').setValue('昭和');
    const label = view.findAll('label').find((one) => one.text().startsWith('年（元年は1）'))!;
    await view.get(`#${label.attributes('for')}`).setValue('60');
    await eventually(async () =>
      expect((await workspace.db.responses.get(id))?.fields.answers?.['founded']).toBe(1985),
    );
    await eventually(() => expect(view.text()).toContain('1985年は昭和60年です'));
  });
});
