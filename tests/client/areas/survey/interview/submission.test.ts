// @vitest-environment happy-dom
// Before anything that opens a database.
import 'fake-indexeddb/auto';
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import type { Change } from '#domain/sync/change.ts';
import { findChangeFaults } from '#domain/sync/check-change.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { beginResponse } from '#client/areas/survey/features/interview/begin-response.ts';
import { correctAnswer } from '#client/areas/survey/features/interview/correct-answer.ts';
import { submitResponse } from '#client/areas/survey/features/interview/submit-response.ts';
import InterviewPage from '#client/areas/survey/pages/InterviewPage.vue';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import { findFieldFaults } from '#domain/records/check-fields.ts';
import { getDefinition } from '#domain/records/collections.ts';
import { eventually } from '#tests/support/eventually.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';
import { mountPage, openFieldDay, outboxOf, press } from '#tests/client/areas/field/visits/field-day.ts';

function faultsOf(change: Change): unknown[] {
  const definition = getDefinition(change.collection);
  return [...findChangeFaults(definition, change), ...findFieldFaults(definition, change.fields)];
}

enableAutoUnmount(afterEach);

const plan = startInterview(readSurvey());
const ANSWERS: Record<string, Json> = {
  industry: 'construction',
  sales: { missing: 'refused' },
  position: 'president',
  issues: ['sales', 'other'],
  'issues.other': '人材の定着',
  issues_top: ['sales'],
  directions: { iot_ai: 'somewhat', outside_demand: 'not', open_innovation: 'unsure' },
  underway: ['none'],
  awareness: 'work',
  used: 'past',
  programmes: ['advice'],
  satisfaction: 'satisfied',
  institutions: { sales: ['foundation'] },
  consultation: 'now',
  consultation_topics: ['sales'],
  consent_contact: 'yes',
  contact_name: '田中',
  contact_phone: '0178-00-0000',
  contact_way: 'phone',
  consent_record: 'yes',
};

let workspace: Workspace;
let id: string;
beforeEach(async () => {
  workspace = await openFieldDay();
  id = await beginResponse(workspace, 'visit');
  const edit = Object.fromEntries(Object.entries(ANSWERS).map(([code, value]) => [`answers/${code}`, value]));
  await workspace.write('responses', id, edit);
});
afterEach(closeWorkspace);

const response = async () => (await workspace.db.responses.get(id))!.fields;

describe('submitting', () => {
  it('marks what is not asked, says how complete it is, and makes the wish a lead, once', async () => {
    await Promise.all([submitResponse(workspace, plan, id, 'ja'), submitResponse(workspace, plan, id, 'ja')]);
    await submitResponse(workspace, plan, id, 'ja');
    const fields = await response();
    expect(fields.disposition).toBe('complete');
    expect(fields.answers).toMatchObject({
      nonuse_reasons: { missing: 'notApplicable' },
      founded: { missing: 'unanswered' },
    });
    const leads = await workspace.db.leads.toArray();
    expect(leads.map((lead) => lead.fields)).toMatchObject([
      {
        accountId: 'company',
        companyName: '株式会社八戸水産加工',
        contactName: '田中',
        source: 'survey',
        responseId: id,
        visitId: 'visit',
        consentGiven: true,
        status: 'assigned',
      },
    ]);
    expect(await outboxOf(workspace, leads[0]!.id)).toMatchObject({ issues: { add: ['sales'], remove: [] } });
  });

  it('leaves out answers and texts that a change of mind has hidden', async () => {
    await workspace.write('responses', id, { 'answers/issues': ['sales'], 'answers/consultation': 'no' });
    await submitResponse(workspace, plan, id, 'ja');
    const { answers } = await response();
    expect(answers).not.toHaveProperty('issues.other');
    expect(answers).toMatchObject({
      contact_phone: { missing: 'notApplicable' },
      consent_contact: { missing: 'notApplicable' },
    });
    expect(await workspace.db.leads.count()).toBe(0);
  });

  it('thanks, and offers to take what the company said into its record', async () => {
    const { view } = await mountPage('interview', InterviewPage, '/visits/visit/interview?view=review');
    await eventually(() => expect(view.text()).toContain('提出する'));
    await press(view, '提出する');
    await eventually(() => expect(view.text()).toContain('ご回答ありがとうございました'));
    await eventually(() => expect(view.text()).toContain('新規相談を登録しました'));
    await eventually(() => expect(view.text()).toContain('記録: 製造業'));
    await press(view, '企業の記録に反映する');
    await eventually(async () =>
      expect((await workspace.db.accounts.get('company'))?.fields.industry).toBe('construction'),
    );
    await eventually(() => expect(view.text()).not.toContain('企業の記録に反映する'));
  });
});

it('writes only changes that the server takes', async () => {
  await submitResponse(workspace, plan, id, 'ja');
  await correctAnswer(
    workspace,
    plan,
    id,
    { code: 'issues', value: ['sales'], otherText: '', reason: '思い違い' },
    'ja',
  );
  const changes = (await workspace.db.outbox.toArray()).map(({ change }) => change);
  expect(changes.map(({ collection }) => collection)).toEqual(expect.arrayContaining(['responses', 'leads']));
  expect(changes.flatMap((change) => faultsOf(change))).toEqual([]);
});

describe('a submitted response', () => {
  it('changes only by a correction, with what stood there, who, when and why in the same change', async () => {
    await submitResponse(workspace, plan, id, 'ja');
    // Who led it could mend it without a word.
    await workspace.db.responses.update(id, { 'fields.interviewerId': 'colleague' });
    const { view } = await mountPage('interview', InterviewPage, '/visits/visit/interview');
    await eventually(() => expect(view.text()).toContain('提出した回答'));
    expect(view.text()).not.toContain('提出してから1日は');
    expect(view.find('input').exists()).toBe(false);
    const correct = () =>
      view.findAll('button').find((button) => button.attributes('aria-label')?.includes('主な業種'));
    await eventually(() => expect(correct()).toBeDefined());
    await correct()!.trigger('click');
    await view.get('dialog input[value=trade]').trigger('change');
    const record = () => view.get('dialog footer button').trigger('click');
    await record();
    expect(view.text()).toContain('理由をお書きください');
    await view.get('dialog input[type=text]').setValue('聞き間違い');
    await record();
    await eventually(async () => expect((await response()).answers?.['industry']).toBe('trade'));
    expect(Object.values((await response()).corrections ?? {})).toMatchObject([
      { code: 'industry', oldValue: 'construction', by: 'me', reason: '聞き間違い' },
    ]);
    await eventually(() => expect(view.text()).toContain('訂正前: 建設業'));
  });

  it('opens the questions that a correction makes relevant, in the same change', async () => {
    await submitResponse(workspace, plan, id, 'ja');
    // What was sent is not folded any more: the correction has to stand on its own.
    await workspace.db.outbox.toCollection().modify({ state: 'sending' });
    await correctAnswer(
      workspace,
      plan,
      id,
      { code: 'awareness', value: 'unknown', otherText: '', reason: '思い違い' },
      'ja',
    );
    const entries = await workspace.db.outbox.where('recordId').equals(id).sortBy('deviceSeq');
    const { fields } = entries.at(-1)!.change;
    expect(fields).toMatchObject({
      'answers/awareness': 'unknown',
      'answers/used': { missing: 'notApplicable' },
      'answers/nonuse_reasons': { missing: 'unanswered' },
    });
    const corrected = Object.entries(fields).flatMap(([path, value]) =>
      path.startsWith('corrections/') ? [(value as { code: string }).code] : [],
    );
    const answered = Object.keys(fields).flatMap((path) =>
      path.startsWith('answers/') ? [path.slice('answers/'.length)] : [],
    );
    expect(new Set(corrected)).toEqual(new Set(answered));
  });

  it('says what it counts as now when that follows from the correction, and leaves the writing to the server', async () => {
    const open = { missing: 'unanswered' };
    const emptied = ['industry', 'employees', 'sales', 'municipality', 'position'];
    await workspace.write(
      'responses',
      id,
      Object.fromEntries(emptied.map((code) => [`answers/${code}`, open])),
    );
    await submitResponse(workspace, plan, id, 'ja');
    expect((await response()).disposition).toBe('partial');
    const correct = (code: string, value: string) =>
      correctAnswer(workspace, plan, id, { code, value, otherText: '', reason: '電話で確認' }, 'ja');
    expect(await correct('industry', 'trade')).toEqual({ hasNewLead: false, disposition: 'complete' });
    expect(await correct('employees', 'e21_50')).toEqual({ hasNewLead: false });
    expect((await response()).disposition).toBe('partial');
    const { view } = await mountPage('interview', InterviewPage, '/visits/visit/interview?view=thanks');
    await eventually(() => expect(view.text()).toMatch(/回収状況\s*完了/));
  });

  it('becomes a lead by the correction that tells of the wish, once, and the lead follows later ones', async () => {
    await workspace.write('responses', id, { 'answers/consultation': 'no' });
    await submitResponse(workspace, plan, id, 'ja');
    const correct = async (code: string, value: Json) =>
      (await correctAnswer(workspace, plan, id, { code, value, otherText: '', reason: '電話で確認' }, 'ja'))
        .hasNewLead;
    expect(await correct('consultation', 'now')).toBe(false);
    expect(await correct('consent_contact', 'yes')).toBe(true);
    const [lead] = await workspace.db.leads.toArray();
    expect(lead!.fields).toMatchObject({
      source: 'survey',
      responseId: id,
      visitId: 'visit',
      accountId: 'company',
      urgency: 'now',
      status: 'new',
    });
    expect(lead!.fields.consentAt).toBe((await response()).provenance?.['consent_contact']?.at);

    // Who to ask for is asked only after the consent: one correction after the other.
    expect(await correct('contact_name', '田中')).toBe(false);
    expect((await workspace.db.leads.get(lead!.id))!.fields.contactName).toBe('田中');
    expect(await correct('contact_phone', '0178-00-0000')).toBe(false);
    await workspace.write('leads', lead!.id, { contactName: '田中一郎' });
    expect(await correct('contact_name', '佐々木')).toBe(false);
    const leads = (await workspace.db.leads.toArray()).map(({ fields }) => fields);
    expect(leads).toEqual([
      expect.objectContaining({ contactName: '田中一郎', contactPhone: '0178-00-0000' }),
    ]);
    const { view } = await mountPage('interview', InterviewPage, '/visits/visit/interview');
    await eventually(() => expect(view.text()).toContain('新規相談を登録しました'));
  });
});
