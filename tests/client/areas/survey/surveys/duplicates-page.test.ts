// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import type { VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it } from 'vitest';
import DuplicatesPage from '#client/areas/survey/pages/DuplicatesPage.vue';
import ResponsePage from '#client/areas/survey/pages/ResponsePage.vue';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { JsonObject } from '#domain/canonical/json.ts';
import { type SurveyResponse, responses } from '#domain/records/response.ts';
import { mergeChange } from '#domain/sync/merge.ts';
import type { StoredRecord } from '#domain/sync/record.ts';
import { useToasts } from '#ui/toasts.ts';
import { eventually } from '#tests/support/eventually.ts';
import { mountPage, openFieldDay, outboxOf, press } from '#tests/client/areas/field/visits/field-day.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const SURVEY = readSurvey();
const AT = '2026-11-20T02:00:00.000Z';
const LATER = '2026-11-21T03:00:00.000Z';
/** What the company sent later, by itself. */
const SECOND: Partial<SurveyResponse> = {
  channel: 'link',
  submittedAt: LATER,
  disposition: 'duplicate',
  answers: { industry: 'manufacturing', employees: 'e51_100', founded: 1985 },
  provenance: {
    employees: { channel: 'link', by: 'respondent', at: LATER },
    founded: { channel: 'link', by: 'respondent', at: LATER },
  },
};

let workspace: Workspace;
let view: VueWrapper;

beforeEach(async () => {
  setActivePinia(createPinia());
  workspace = await openFieldDay();
  workspace.session.user.role = 'office';
  await put('first', {
    channel: 'visit',
    interviewerId: 'colleague',
    submittedAt: AT,
    disposition: 'complete',
    answers: { industry: 'manufacturing', employees: 'e21_50', position: 'president' },
    provenance: { industry: { channel: 'visit', by: 'colleague', at: AT } },
  });
  await put('second', SECOND);
});
afterEach(() => {
  view.unmount();
  closeWorkspace();
});

/** As a pull brings it: nothing of it waits to be sent. */
async function put(id: string, fields: Partial<SurveyResponse>): Promise<void> {
  const base = {
    surveyId: 'wave-1',
    questionnaireId: SURVEY.id,
    questionnaireRevision: SURVEY.revision,
    accountId: 'company',
    startedAt: AT,
  };
  await workspace.db.responses.put({
    id,
    revision: 5,
    fields: { ...base, ...fields },
    deletedAt: null,
    conflicts: [],
    warnings: [],
  });
}

/** The same with consent that it is seen with the company's record. */
const putAgreed = (): Promise<void> =>
  put('second', { ...SECOND, answers: { ...SECOND.answers, consent_record: 'yes' } });

async function open(path = '/surveys/wave-1/duplicates'): Promise<void> {
  ({ view } = await mountPage('survey-duplicates', DuplicatesPage, path));
}
async function openPair(): Promise<void> {
  await open('/surveys/wave-1/duplicates?pair=second');
  await eventually(() => expect(view.text()).toContain('回答の比較'));
}
async function decide(label: string): Promise<void> {
  await view
    .findAll('label')
    .find((each) => each.text().startsWith(label))!
    .get('input')
    .setValue(true);
}
async function giveReason(text: string): Promise<void> {
  const label = view.findAll('label').find((each) => each.text().startsWith('そう決めた理由'))!;
  await view.get(`#${CSS.escape(label.attributes('for')!)}`).setValue(text);
}
const stored = async (id: string) => (await workspace.db.responses.get(id))!.fields;

/** What the server would make of what waits to be sent. */
async function arrive(id: string, before: JsonObject): Promise<JsonObject> {
  const [entry, ...rest] = await workspace.db.outbox.where('recordId').equals(id).sortBy('deviceSeq');
  expect(rest).toEqual([]);
  const stamp = { revision: 5, deviceId: 'phone', deviceSeq: 1, madeBy: 'x', madeAt: AT };
  const record: StoredRecord = {
    collection: 'responses',
    id,
    revision: 5,
    fields: before,
    deletedAt: null,
    conflicts: [],
    warnings: [],
    units: { submission: stamp },
  };
  const { record: merged } = mergeChange(responses, record, entry!.change, {
    revision: 6,
    serverTime: LATER,
  });
  expect(merged.conflicts).toEqual([]);
  return merged.fields;
}

it('lists companies that answered twice, with where each response came from', async () => {
  await open();
  await eventually(() => expect(view.findAll('li')).toHaveLength(1));
  expect(view.get('li').text()).toContain('株式会社八戸水産加工');
  await eventually(() => expect(view.get('li').text()).toContain('訪問の聞き取り · 工藤'));
  expect(view.get('li').text()).toContain('コードの回答ページ · 企業の方');
  expect(view.text()).toContain('残り 1件');
});

it('compares answer by answer, and shows what is the same only on demand', async () => {
  await openPair();
  const states = () =>
    view
      .findAll('fieldset legend')
      .slice(1)
      .map((legend) => legend.text());
  expect(states()).toHaveLength(3);
  expect(states().filter((text) => text.endsWith('違う'))).toHaveLength(1);
  expect(states().filter((text) => text.endsWith('先の回答だけ'))).toHaveLength(1);
  expect(states().filter((text) => text.endsWith('後の回答だけ'))).toHaveLength(1);
  await decide('同じ回答も見る');
  expect(states().filter((text) => text.endsWith('同じ'))).toHaveLength(1);
});

it('keeps the first response with one tap, and what is settled leaves a count', async () => {
  await openPair();
  await press(view, 'この内容で決める');
  await eventually(() => expect(view.text()).toContain('決める重複はありません'));
  expect(view.text()).toContain('決定済み 1件');
  expect(await outboxOf(workspace, 'second')).toEqual({ settledAt: expect.any(String), settledBy: 'me' });
  expect(await outboxOf(workspace, 'first')).toEqual({});
});

it('keeps a reason for keeping the first if somebody gives one, and the response says it', async () => {
  await openPair();
  await giveReason('後の回答は支店のもの');
  await press(view, 'この内容で決める');
  await eventually(() => expect(view.text()).toContain('決定済み 1件'));
  expect(await outboxOf(workspace, 'second')).toMatchObject({ settledReason: '後の回答は支店のもの' });
  view.unmount();
  ({ view } = await mountPage('response', ResponsePage, '/responses/second'));
  await eventually(() =>
    expect(view.text()).toContain('決定済みで、集計には入りません。（理由：後の回答は支店のもの）'),
  );
});

it('lets the later response count, with the reason on record and nothing put aside by the server', async () => {
  const before = {
    first: (await stored('first')) as JsonObject,
    second: (await stored('second')) as JsonObject,
  };
  await openPair();
  await decide('後の回答を数える');
  await press(view, 'この内容で決める');
  expect(view.text()).toContain('理由を入力してください');
  expect(await outboxOf(workspace, 'first')).toEqual({});
  await giveReason('電話で確認');
  await press(view, 'この内容で決める');
  await eventually(async () => expect((await stored('first')).disposition).toBe('duplicate'));
  const [first, second] = [await arrive('first', before.first), await arrive('second', before.second)];
  expect(first).toMatchObject({ disposition: 'duplicate', submittedAt: AT, settledBy: 'me' });
  expect(['complete', 'partial', 'breakOff']).toContain(second['disposition']);
  expect(Object.values(first['corrections'] as JsonObject)).toMatchObject([
    { code: 'disposition', oldValue: 'complete', reason: '電話で確認', by: 'me' },
  ]);
});

it('takes single answers over with where they came from; what only the later one says comes along', async () => {
  await putAgreed();
  const before = (await stored('first')) as JsonObject;
  await openPair();
  await decide('回答ごとに選ぶ');
  expect(view.find('input[name="taken-consent_record"]').exists()).toBe(false);
  expect(view.text()).toContain('同意は、それぞれの回答と一緒に示されたもの');
  await view.findAll<HTMLInputElement>('input[name="taken-employees"]')[1]!.setValue(true);
  await giveReason('新しい方');
  await press(view, 'この内容で決める');
  await eventually(async () => expect((await stored('second')).settledBy).toBe('me'));
  const merged = await arrive('first', before);
  expect(merged['answers']).toMatchObject({
    employees: 'e51_100',
    founded: 1985,
    position: 'president',
    industry: 'manufacturing',
  });
  expect(merged['answers']).not.toMatchObject({ consent_record: 'yes' });
  expect(merged['provenance']).toMatchObject({
    employees: { channel: 'link', by: 'respondent' },
    industry: { channel: 'visit', by: 'colleague' },
  });
});

it('offers no answers that were given without consent, and says why', async () => {
  await openPair();
  const choice = view.findAll('label').find((each) => each.text().startsWith('回答ごとに選ぶ'))!;
  expect(choice.get<HTMLInputElement>('input').element.disabled).toBe(true);
  expect(choice.text()).toContain('同意されていないため');
});

it('is taken back from the message, as corrections again', async () => {
  const { toasts } = useToasts();
  const lastId = toasts.value.at(-1)?.id ?? 0;
  await openPair();
  await decide('後の回答を数える');
  await giveReason('電話で確認');
  await press(view, 'この内容で決める');
  const toast = await eventually(() => {
    const newest = toasts.value.at(-1);
    expect(newest?.id).toBeGreaterThan(lastId);
    return newest!;
  });
  expect(toast.text).toContain('株式会社八戸水産加工');
  await toast.undo!();
  await eventually(() => expect(view.text()).toContain('残り 1件'));
  expect(await stored('first')).toMatchObject({ disposition: 'complete' });
  expect((await stored('first')).settledAt).toBeUndefined();
  expect(await stored('second')).toMatchObject({ disposition: 'duplicate' });
  const reasons = Object.values((await stored('first')).corrections ?? {}).map(({ reason }) => reason);
  expect(reasons.toSorted()).toEqual(['app.decision-undone', '電話で確認'].toSorted());
});

it('keeps a half-made decision while the tab is killed', async () => {
  await putAgreed();
  await openPair();
  await decide('回答ごとに選ぶ');
  await giveReason('確認中');
  view.unmount();
  await openPair();
  await eventually(() => expect(view.text()).toContain('書きかけの入力を戻しました'));
  const reason = view.findAll('label').find((each) => each.text().startsWith('そう決めた理由'))!;
  expect(view.get<HTMLInputElement>(`#${CSS.escape(reason.attributes('for')!)}`).element.value).toBe(
    '確認中',
  );
});

it('says when the questionnaire of a response is not on the device', async () => {
  await put('first', {
    channel: 'visit',
    submittedAt: AT,
    disposition: 'complete',
    questionnaireRevision: 99,
    answers: {},
  });
  await open('/surveys/wave-1/duplicates?pair=second');
  await eventually(() => expect(view.text()).toContain('調査票（第99版）がこの端末にありません'));
});
