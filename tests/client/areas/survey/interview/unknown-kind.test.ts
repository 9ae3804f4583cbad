// @vitest-environment happy-dom
// Before anything that opens a database.
import 'fake-indexeddb/auto';
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import type { ItemKind } from '#domain/questionnaire/model.ts';
import { tellUpdate } from '#client/areas/shell/features/shell/app-files.ts';
import { beginResponse } from '#client/areas/survey/features/interview/begin-response.ts';
import InterviewPage from '#client/areas/survey/pages/InterviewPage.vue';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import { eventually } from '#tests/support/eventually.ts';
import { FakeContainer, fakeServiceWorkers } from '#tests/support/fake-service-workers.ts';
import { mountPage, openFieldDay, press } from '#tests/client/areas/field/visits/field-day.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

enableAutoUnmount(afterEach);

let workspace: Workspace;
let id: string;
/** The survey as a newer server has it: its first question is of a kind that this app does not know. */
beforeEach(async () => {
  workspace = await openFieldDay();
  const survey = readSurvey();
  survey.sections[0]!.items.unshift({
    code: 'place',
    kind: 'map' as ItemKind,
    label: { ja: '工場の場所', en: 'Where is the factory' },
    required: true,
    source: 'added',
  });
  await workspace.db.documents.put({
    name: 'questionnaire',
    hash: 'newer',
    content: survey as unknown as Json,
  });
  id = (await beginResponse(workspace, 'visit'))!;
});
afterEach(closeWorkspace);

const answers = async () => (await workspace.db.responses.get(id))?.fields.answers ?? {};

it('is gone past, and goes up as not shown, where no newer app can be had', async () => {
  const { view } = await mountPage('interview', InterviewPage, '/visits/visit/interview?q=place');
  await eventually(() => expect(view.text()).toContain('アプリを更新すると表示されます'));
  expect(view.text()).toContain('工場の場所');
  await press(view, '次へ');
  await eventually(() => expect(view.text()).not.toContain('工場の場所'));
  const review = await mountPage('interview', InterviewPage, '/visits/visit/interview?view=review');
  await eventually(() => expect(review.view.text()).toContain('工場の場所'));
  await press(review.view, '提出する');
  await eventually(async () => expect(await answers()).toMatchObject({ place: { missing: 'notShown' } }));
});

it('holds the submission up where one is ready, and starts it on a tap', async () => {
  const registration = fakeServiceWorkers(new FakeContainer()).hasVersion();
  registration.find();
  const newer = registration.finishInstalling();
  tellUpdate(true);
  const { view } = await mountPage('interview', InterviewPage, '/visits/visit/interview?view=review');
  await eventually(() => expect(view.text()).toContain('次の必須の設問に答えられます'));
  const submit = view.findAll('button').find((button) => button.text().includes('提出する'))!;
  expect(submit.attributes('disabled') ?? submit.attributes('aria-disabled')).toBeDefined();
  await submit.trigger('click');
  await press(view, 'アプリを更新する');
  await eventually(() => expect(newer.heard).toEqual(['SKIP_WAITING']));
  expect((await workspace.db.responses.get(id))?.fields.submittedAt).toBeUndefined();
});
