// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { enableAutoUnmount, mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it } from 'vitest';
import VisitContacts from '#client/areas/field/features/visits/VisitContacts.vue';
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

const openContacts = () =>
  mount(VisitContacts, {
    props: { visitId: 'visit', visit: { accountId: 'company' } },
    attachTo: document.body,
  });

it('has a position back whose name was not typed yet, and makes a contact of it with the name', async () => {
  const before = openContacts();
  await press(before, '担当者を追加');
  await compose(before.findAll('input').at(-1)!, 'こうじょうちょう');
  before.unmount();
  workspace = await startAgain(workspace);
  expect(await workspace.db.contacts.count()).toBe(0);

  const contacts = openContacts();
  await eventually(() => expect(contacts.findAll('input')).toHaveLength(2));
  const [name, position] = contacts.findAll('input');
  expect(position!.element.value).toBe('こうじょうちょう');
  await compose(name!, '田中');
  await eventually(async () =>
    expect((await workspace.db.contacts.toArray()).map(({ fields }) => fields)).toEqual([
      { accountId: 'company', name: '田中', position: 'こうじょうちょう' },
    ]),
  );
  await eventually(async () => expect(await workspace.db.formDrafts.count()).toBe(0));
});
