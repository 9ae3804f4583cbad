// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import type { VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it } from 'vitest';
import LeadPage from '#client/areas/casework/pages/LeadPage.vue';
import LeadsPage from '#client/areas/casework/pages/LeadsPage.vue';
import { useToasts } from '#ui/toasts.ts';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';

const EARLIER = '019aa000-0000-7000-8000-000000000001';
const LATER = '019aa000-0000-7000-8000-000000000002';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  await desk.workspace.write('leads', EARLIER, {
    companyName: 'つがるワイン',
    status: 'assigned',
    assignedTo: 'sato',
    source: 'phone',
  });
  await desk.workspace.write('leads', LATER, {
    companyName: '（株）つがるワイン',
    status: 'new',
    source: 'survey',
    possibleDuplicateOf: EARLIER,
  });
});
afterEach(() => desk.close());

const buttonOf = (page: VueWrapper, label: string) =>
  page.findAll('button').find((one) => one.text() === label);
const stored = async () => (await desk.workspace.db.leads.get(LATER))!.fields;

async function open(): Promise<VueWrapper> {
  const page = await desk.open(LeadPage, `/leads/${LATER}`, { id: LATER });
  await eventually(() => expect(page.text()).toContain('重複の可能性があります'));
  return page;
}

it('names the earlier lead with its state and leads to it', async () => {
  const page = await open();
  await eventually(() => expect(page.text()).toContain('つがるワイン（担当決定、'));
  const link = page.findAll('a').find((one) => one.text() === '先の相談を開く')!;
  expect(link.attributes('href')).toBe(`/leads/${EARLIER}`);
});

it('closes the later one as a duplicate, with the reason in its history', async () => {
  const page = await open();
  await eventually(() => expect(page.text()).toContain('つがるワイン（担当決定、'));
  await buttonOf(page, '重複として終了する')!.trigger('click');
  await eventually(async () =>
    expect(await stored()).toMatchObject({
      status: 'closed',
      statusReason: '先に登録された相談と重複（つがるワイン）',
    }),
  );
  await eventually(() => expect(page.text()).toContain('重複しているため終了しました'));
  expect(buttonOf(page, '別の相談として残す')).toBeUndefined();
});

it('keeps both, and takes that back', async () => {
  const page = await open();
  await buttonOf(page, '別の相談として残す')!.trigger('click');
  await eventually(() => expect(page.text()).not.toContain('重複の可能性'));
  expect((await stored()).possibleDuplicateOf).toBeUndefined();
  expect((await stored()).status).toBe('new');
  await useToasts().toasts.value.at(-1)!.undo!();
  await eventually(() => expect(page.text()).toContain('重複の可能性があります'));
});

it('is marked in the list of leads while it is open', async () => {
  const page = await desk.open(LeadsPage, '/leads');
  await eventually(() => expect(page.text()).toContain('（株）つがるワイン'));
  expect(page.text().match(/重複の可能性/g)).toHaveLength(1);
});
