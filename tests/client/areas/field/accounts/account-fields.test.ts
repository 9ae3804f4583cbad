// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { enableAutoUnmount, mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { h } from 'vue';
import AccountFields from '#client/areas/field/features/accounts/AccountFields.vue';
import { useRecordDraft } from '#client/records/record-draft.ts';
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

async function openForm() {
  const form = mount(
    {
      setup() {
        const draft = useRecordDraft('accounts', () => 'company');
        return () => h(AccountFields, { draft });
      },
    },
    { attachTo: document.body },
  );
  await eventually(() => expect(form.get('select').findAll('option').length).toBeGreaterThan(1));
  await eventually(() =>
    expect(form.findAll('select').some(({ element }) => element.value === 'hachinohe')).toBe(true),
  );
  return form;
}
type Form = Awaited<ReturnType<typeof openForm>>;
function fieldOf(form: Form, label: string) {
  const found = form.findAll('label').find((one) => one.text().startsWith(label))!;
  return form.get<HTMLInputElement>(`#${CSS.escape(found.attributes('for')!)}`);
}
const account = async () => (await workspace.db.accounts.get('company'))!.fields;

it('has half a tag and half a number back after a kill, and records neither', async () => {
  const before = await openForm();
  await compose(fieldOf(before, 'タグ'), 'れいとう');
  await compose(fieldOf(before, '法人番号'), '12345');
  await compose(fieldOf(before, '従業員数'), '四十');
  before.unmount();
  workspace = await startAgain(workspace);

  const form = await openForm();
  await eventually(() => expect(fieldOf(form, 'タグ').element.value).toBe('れいとう'));
  expect(fieldOf(form, '法人番号').element.value).toBe('12345');
  expect(fieldOf(form, '従業員数').element.value).toBe('四十');
  expect(form.text()).toContain('書きかけの入力を戻しました');
  expect(await account()).not.toHaveProperty('tags');
  expect(await account()).not.toHaveProperty('corporateNumber');
  expect(await account()).not.toHaveProperty('employeeCount');
});

it('makes the restored word a tag when it is added, and has nothing left to restore', async () => {
  const before = await openForm();
  await compose(fieldOf(before, 'タグ'), '冷凍');
  before.unmount();
  workspace = await startAgain(workspace);
  const form = await openForm();
  await eventually(() => expect(fieldOf(form, 'タグ').element.value).toBe('冷凍'));
  await press(form, '追加');
  await eventually(async () => expect((await account()).tags).toEqual(['冷凍']));
  expect(fieldOf(form, 'タグ').element.value).toBe('');
  expect(form.text()).not.toContain('書きかけ');
  await eventually(async () => expect(await workspace.db.formDrafts.count()).toBe(0));
});

it('records what is chosen at once, and clears what is chosen no more', async () => {
  const form = await openForm();
  const industry = form.findAll('select').find(({ element }) => element.value === 'manufacturing')!;
  await industry.setValue('construction');
  await eventually(async () => expect((await account()).industry).toBe('construction'));
  await industry.setValue('');
  await eventually(async () => expect(await account()).not.toHaveProperty('industry'));
  expect((await account()).municipality).toBe('hachinohe');
});
