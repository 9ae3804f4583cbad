// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import type { VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Router } from 'vue-router';
import ResponsePage from '#client/areas/survey/pages/ResponsePage.vue';
import UnassignedResponsesPage from '#client/areas/survey/pages/UnassignedResponsesPage.vue';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { useToasts } from '#ui/toasts.ts';
import { eventually } from '#tests/support/eventually.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';
import { mountPage, openFieldDay, outboxOf, press } from '#tests/client/areas/field/visits/field-day.ts';

const SURVEY = readSurvey();
const AT = '2026-11-20T02:00:00.000Z';
const LATER = '2026-11-21T03:00:00.000Z';
const OPEN: Partial<SurveyResponse> = {
  surveyId: 'wave-1',
  questionnaireId: SURVEY.id,
  questionnaireRevision: SURVEY.revision,
  channel: 'openLink',
  startedAt: AT,
  submittedAt: AT,
  disposition: 'complete',
  answers: {
    industry: 'manufacturing',
    employees: 'e21_50',
    municipality: 'hachinohe',
    consent_record: 'yes',
  },
};

let workspace: Workspace;
let view: VueWrapper;
let router: Router;

beforeEach(async () => {
  setActivePinia(createPinia());
  workspace = await openFieldDay();
  workspace.session.user.role = 'office';
  await put('r', OPEN);
});
afterEach(() => {
  view.unmount();
  closeWorkspace();
});

/** As a pull brings it: nothing of it waits to be sent. */
async function put(id: string, fields: Partial<SurveyResponse>): Promise<void> {
  await workspace.db.responses.put({ id, revision: 5, fields, deletedAt: null, conflicts: [], warnings: [] });
}
async function putLead(fields: Partial<Lead>): Promise<void> {
  await workspace.db.leads.put({
    id: 'lead',
    revision: 5,
    fields: { responseId: 'r', source: 'survey', status: 'new', ...fields },
    deletedAt: null,
    conflicts: [],
    warnings: [],
  });
}
async function openList(): Promise<void> {
  ({ view, router } = await mountPage(
    'survey-unassigned',
    UnassignedResponsesPage,
    '/surveys/wave-1/unassigned',
  ));
}
async function openResponse(id = 'r'): Promise<void> {
  ({ view, router } = await mountPage('response', ResponsePage, `/responses/${id}`));
  await eventually(() => expect(view.find('section[aria-label="企業"]').exists()).toBe(true));
}
/** Takes a company by its row in the sheet. */
async function pick(name: string): Promise<void> {
  await eventually(() => press(view, name));
  await eventually(() => expect(view.text()).toContain('企業を割り当てる'));
}
async function giveReason(text: string): Promise<void> {
  const label = view.findAll('label').find((each) => each.text().startsWith('変える理由'))!;
  await view.get(`#${CSS.escape(label.attributes('for')!)}`).setValue(text);
}
const stored = async (id = 'r') => (await workspace.db.responses.get(id))!.fields;
const searchText = () => view.get<HTMLInputElement>('input[type="search"]').element.value;

describe('the list of responses without a company', () => {
  it('says of each when it came and what it tells of its company, the newest first', async () => {
    await put('s', {
      ...OPEN,
      submittedAt: LATER,
      answers: { contact_company: '弘前木工', industry: 'construction' },
    });
    await put('given', { ...OPEN, accountId: 'company' });
    await put('elsewhere', { ...OPEN, surveyId: 'wave-2' });
    await openList();
    await eventually(() => expect(view.findAll('li')).toHaveLength(2));
    await eventually(() => expect(view.findAll('li')[0]!.text()).toMatch(/弘前木工.*建設業.*公開リンク/s));
    expect(view.findAll('li')[1]!.text()).toMatch(
      /（会社名の記入なし）.*製造業 · 八戸市 · 21～50名.*公開リンク/s,
    );
    expect(view.text()).toContain('2件');
    await view.findAll('li a')[1]!.trigger('click');
    await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/responses/r'));
  });

  it('takes the name from the lead, but not what a nameless lead is called', async () => {
    await putLead({ companyName: '八戸水産' });
    await openList();
    await eventually(() => expect(view.get('li').text()).toContain('八戸水産'));
    await putLead({ companyName: '会社名なし（工藤 様）' });
    await eventually(() => expect(view.get('li').text()).toContain('会社名の記入なし'));
  });

  it('is empty when all have theirs', async () => {
    await put('r', { ...OPEN, accountId: 'company' });
    await openList();
    await eventually(() => expect(view.text()).toContain('企業の分からない回答はありません'));
  });
});

describe('a response without a company', () => {
  it('is found by the name that it gives, counts for the company that is chosen, and can be taken back', async () => {
    const { toasts } = useToasts();
    await put('r', { ...OPEN, answers: { ...OPEN.answers, contact_company: '八戸水産' } });
    await openResponse();
    await eventually(() => expect(view.get('h1').text()).toBe('八戸水産'));
    expect(view.text()).toContain('「八戸水産」とありますが、どの企業の記録とも結び付いていません');
    await press(view, '企業を選ぶ');
    await eventually(() => expect(searchText()).toBe('八戸水産'));
    await pick('株式会社八戸水産加工');
    await eventually(() => expect(view.text()).toContain('この企業の回答として数えます'));
    expect(view.text()).not.toContain('重複として扱います');
    await press(view, 'この企業の回答にする');
    await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/surveys/wave-1/unassigned'));
    expect(await outboxOf(workspace, 'r')).toMatchObject({ accountId: 'company' });
    const toast = toasts.value.at(-1)!;
    expect(toast.text).toContain('株式会社八戸水産加工の回答にしました');
    await toast.undo!();
    expect(await stored()).not.toHaveProperty('accountId');
    expect(Object.values((await stored()).corrections ?? {}).map(({ oldValue }) => oldValue)).toEqual([
      null,
      'company',
    ]);
  });

  it('is said to become a duplicate where the company has answered the survey', async () => {
    await put('counted', { ...OPEN, channel: 'visit', visitId: 'visit', accountId: 'company' });
    await openResponse();
    await press(view, '企業を選ぶ');
    await pick('株式会社八戸水産加工');
    await eventually(() => expect(view.text()).toContain('すでに回答があるため、重複として扱います'));
    expect(view.text()).not.toContain('この企業の回答として数えます');
  });

  it('without a name is looked for among companies of its municipality, industry and size', async () => {
    await workspace.write('accounts', 'other', {
      name: '青森観光',
      industry: 'construction',
      employees: 'e0_5',
      municipality: 'aomori',
    });
    await openResponse();
    await press(view, '企業を選ぶ');
    await eventually(() => expect(view.text()).toContain('市町村・業種・規模が回答と同じ企業です'));
    expect(view.text()).toContain('株式会社八戸水産加工');
    expect(view.text()).not.toContain('青森観光');
    await view.get('input[type="search"]').setValue('青森観光');
    await pick('青森観光');
  });

  it('takes its lead along', async () => {
    await putLead({ companyName: '八戸水産' });
    await openResponse();
    await press(view, '企業を選ぶ');
    await pick('株式会社八戸水産加工');
    await eventually(() => expect(view.text()).toContain('新規相談も、同じ企業のものになります'));
    await press(view, 'この企業の回答にする');
    await eventually(async () => expect(await outboxOf(workspace, 'lead')).toEqual({ accountId: 'company' }));
  });

  it('leaves a lead with another company where somebody has put it', async () => {
    await putLead({ companyName: '八戸水産', accountId: 'another' });
    await openResponse();
    await press(view, '企業を選ぶ');
    await pick('株式会社八戸水産加工');
    await eventually(() => expect(view.text()).toContain('この企業の回答として数えます'));
    expect(view.text()).not.toContain('新規相談も');
    await press(view, 'この企業の回答にする');
    await eventually(async () =>
      expect(await outboxOf(workspace, 'r')).toMatchObject({ accountId: 'company' }),
    );
    expect(await outboxOf(workspace, 'lead')).toEqual({});
  });

  it('registers a company that is new, which goes again when that is taken back', async () => {
    const { toasts } = useToasts();
    await put('r', { ...OPEN, answers: { ...OPEN.answers, contact_company: '弘前木工' } });
    await openResponse();
    await eventually(() => expect(view.get('h1').text()).toBe('弘前木工'));
    await press(view, '企業を選ぶ');
    await eventually(() => press(view, '「弘前木工」を新しく登録する'));
    await eventually(() => expect(view.text()).toContain('この名前で企業を新しく登録します'));
    await press(view, 'この企業の回答にする');
    const accountId = await eventually(async () => {
      const found = (await stored()).accountId;
      expect(found).toBeDefined();
      return found!;
    });
    expect((await workspace.db.accounts.get(accountId))!.fields).toEqual({
      name: '弘前木工',
      industry: 'manufacturing',
      employees: 'e21_50',
      municipality: 'hachinohe',
    });
    await eventually(() => expect(toasts.value.at(-1)?.text).toContain('弘前木工'));
    await toasts.value.at(-1)!.undo!();
    expect((await workspace.db.accounts.get(accountId))!.deletedAt).not.toBeNull();
    expect(await stored()).not.toHaveProperty('accountId');
  });

  it('is told apart where its company did not agree to be seen with its record', async () => {
    await put('r', { ...OPEN, answers: { ...OPEN.answers, consent_record: 'no' } });
    await openResponse();
    await press(view, '企業を選ぶ');
    await pick('株式会社八戸水産加工');
    await eventually(() => expect(view.text()).toContain('企業のページには表示しません'));
  });
});

describe('a response with a company', () => {
  beforeEach(() => put('r', { ...OPEN, accountId: 'company' }));

  it('leads to it, and is taken from it with a reason, which stays with the former company', async () => {
    await put('waiting', { ...OPEN, accountId: 'company', disposition: 'duplicate' });
    await openResponse();
    await eventually(() =>
      expect(view.get('section[aria-label="企業"] a').text()).toContain('株式会社八戸水産加工'),
    );
    await press(view, '割り当てを取り消す');
    await eventually(() => expect(view.text()).toContain('企業の分からない回答に戻します'));
    expect(view.text()).toContain('株式会社八戸水産加工は、ほかに届いている回答を代わりに数えます');
    const confirm = () => view.get('dialog[open] footer button').trigger('click');
    await confirm();
    expect(view.text()).toContain('理由を入力してください');
    expect(await outboxOf(workspace, 'r')).toEqual({});
    await giveReason('別の会社でした');
    await confirm();
    await eventually(async () => expect(await outboxOf(workspace, 'r')).toMatchObject({ accountId: null }));
    await eventually(() => expect(view.text()).toContain('どの企業の回答か分かりません'));
    expect(view.text()).toContain('佐藤が変更（理由：別の会社でした）');
    await eventually(() => expect(view.text()).toContain('変更前：株式会社八戸水産加工'));
  });

  it('is given to another one', async () => {
    await workspace.write('accounts', 'other', { name: '青森観光' });
    await openResponse();
    await press(view, '別の企業に変える');
    await eventually(() => expect(view.find('input[type="search"]').exists()).toBe(true));
    await view.get('input[type="search"]').setValue('青森観光');
    await pick('青森観光');
    await eventually(() => expect(view.text()).toContain('この企業の回答として数えます'));
    await giveReason('電話で確認');
    await press(view, 'この企業の回答にする');
    await eventually(async () => expect(await stored()).toMatchObject({ accountId: 'other' }));
    await eventually(() => expect(view.get('h1').text()).toBe('青森観光'));
  });

  it('stays where a visit or an invitation has put it', async () => {
    await put('r', { ...OPEN, channel: 'link', invitationId: 'i', accountId: 'company' });
    await openResponse();
    expect(view.get('section[aria-label="企業"]').findAll('button')).toEqual([]);
  });

  it('is given to nobody by people who do not settle responses', async () => {
    workspace.session.user.role = 'coordinator';
    ({ view } = await mountPage('response', ResponsePage, '/responses/r'));
    await eventually(() => expect(view.get('h1').text()).toBe('株式会社八戸水産加工'));
    expect(view.find('section[aria-label="企業"]').exists()).toBe(false);
  });
});

it('names the companies when two people have given the same answers to different ones', async () => {
  for (const [id, name] of [
    ['a1', '八戸水産'],
    ['a2', '津軽木工'],
  ] as const) {
    await workspace.db.accounts.put({
      id,
      revision: 1,
      fields: { name },
      deletedAt: null,
      conflicts: [],
      warnings: [],
    });
  }
  const side = (accountId: string) => ({ fields: { accountId }, madeBy: 'kudo', madeAt: LATER });
  const conflicts = [{ id: 'change.accountId', unit: 'accountId', kept: side('a1'), other: side('a2') }];
  await workspace.db.responses.put({
    id: 'r',
    revision: 6,
    fields: { ...OPEN, accountId: 'a1' },
    deletedAt: null,
    conflicts,
    warnings: [],
  });
  ({ view, router } = await mountPage('response', ResponsePage, '/responses/r'));
  await eventually(() => expect(view.text()).toContain('津軽木工'));
  expect(view.text()).toContain('企業が二通りあります');
});
