// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { enableAutoUnmount, mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it } from 'vitest';
import LeadClosing from '#client/areas/casework/features/leads/LeadClosing.vue';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import { eventually } from '#tests/support/eventually.ts';
import { compose, startAgain } from '#tests/client/storage/half-typed.ts';
import { openFieldDay, press } from '#tests/client/areas/field/visits/field-day.ts';

enableAutoUnmount(afterEach);

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openFieldDay();
});
afterEach(closeWorkspace);

const openSheet = (leadId: string) =>
  mount(LeadClosing, { props: { open: true, leadId }, attachTo: document.body });
type Sheet = ReturnType<typeof openSheet>;
const reasonOf = (sheet: Sheet) => sheet.get('input').element.value;

it('has a reason back that was still being composed when the browser was killed', async () => {
  const before = openSheet('lead');
  await compose(before.get('input'), '予算のつごう');
  before.unmount();
  workspace = await startAgain(workspace);

  const sheet = openSheet('lead');
  await eventually(() => expect(reasonOf(sheet)).toBe('予算のつごう'));
  expect(sheet.text()).toContain('書きかけの入力を戻しました');
  expect(sheet.emitted('close')).toBeUndefined();
  expect(await workspace.db.leads.count()).toBe(0);

  const other = openSheet('another');
  await workspace.db.formDrafts.count();
  expect(reasonOf(other)).toBe('');
});

it('forgets a reason that was given', async () => {
  const sheet = openSheet('lead');
  await compose(sheet.get('input'), '予算の都合');
  await press(sheet, '終了する');
  expect(sheet.emitted('close')).toEqual([['予算の都合']]);
  sheet.unmount();
  workspace = await startAgain(workspace);
  expect(await workspace.db.formDrafts.count()).toBe(0);
});

it('forgets what is dropped', async () => {
  const before = openSheet('lead');
  await compose(before.get('input'), '予算');
  before.unmount();
  const sheet = openSheet('lead');
  await eventually(() => expect(reasonOf(sheet)).toBe('予算'));
  await press(sheet, '入力を捨てる');
  expect(reasonOf(sheet)).toBe('');
  expect(sheet.text()).not.toContain('書きかけ');
  await eventually(async () => expect(await workspace.db.formDrafts.count()).toBe(0));
});
