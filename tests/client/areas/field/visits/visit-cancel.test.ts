// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { enableAutoUnmount, mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it } from 'vitest';
import VisitCancel from '#client/areas/field/features/visits/VisitCancel.vue';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import { eventually } from '#tests/support/eventually.ts';
import { compose, startAgain } from '#tests/client/storage/half-typed.ts';
import { openFieldDay, press } from './field-day.ts';

enableAutoUnmount(afterEach);

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openFieldDay();
});
afterEach(closeWorkspace);

const openSheet = () =>
  mount(VisitCancel, { props: { open: true, visitId: 'visit' }, attachTo: document.body });

it('has the choice and the words back after a kill, and cancels nothing by itself', async () => {
  const before = openSheet();
  await before.get('input[value=other]').trigger('change');
  await compose(before.get('input[type=text]'), '社長がにゅういん');
  before.unmount();
  workspace = await startAgain(workspace);

  const sheet = openSheet();
  await eventually(() =>
    expect(sheet.get<HTMLInputElement>('input[type=text]').element.value).toBe('社長がにゅういん'),
  );
  expect(sheet.get<HTMLInputElement>('input[value=other]').element.checked).toBe(true);
  expect(sheet.text()).toContain('書きかけの入力を戻しました');
  expect(sheet.emitted('cancel')).toBeUndefined();
  expect((await workspace.db.visits.get('visit'))?.fields.status).toBe('started');

  await press(sheet, '取りやめる');
  expect(sheet.emitted('cancel')).toEqual([['社長がにゅういん']]);
  await eventually(async () => expect(await workspace.db.formDrafts.count()).toBe(0));
});
