// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import type { VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import AssignLeadsPage from '#client/areas/casework/pages/AssignLeadsPage.vue';
import LeadPage from '#client/areas/casework/pages/LeadPage.vue';
import LeadsPage from '#client/areas/casework/pages/LeadsPage.vue';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';
import { setWidth } from './viewport.ts';

let desk: Desk;
beforeEach(async () => {
  setWidth(1180);
  desk = await openDesk('manager');
  const staff = [
    { userId: 'sato', name: '佐藤 美咲', role: 'manager', expertise: [], active: true },
    { userId: 'kudo', name: '工藤 直子', role: 'coordinator', expertise: ['finance'], active: true },
    { userId: 'mikami', name: '三上 健', role: 'coordinator', expertise: [], areas: ['02203'], active: true },
    { userId: 'gone', name: '木村 退職', role: 'coordinator', expertise: ['finance'], active: false },
  ];
  await desk.workspace.db.documents.put({ name: 'staff', hash: 'h', content: staff } as never);
});
afterEach(() => desk.close());

const idOf = (n: number): string => `019aa000-0000-7000-8000-00000000000${n}`;
const make = (n: number, fields: object): Promise<void> =>
  desk.workspace.write('leads', idOf(n), {
    source: 'survey',
    status: 'new',
    companyName: `会社${n}`,
    ...fields,
  });
const statusOf = async (n: number) => (await desk.workspace.db.leads.get(idOf(n)))?.fields;
const columns = (page: VueWrapper): string[] => page.findAll('h2').map((one) => one.text());

async function press(page: VueWrapper, label: string): Promise<void> {
  const find = () =>
    page.findAll('button').find((one) => one.text() === label || one.attributes('aria-label') === label);
  await eventually(() => expect(find()).toBeDefined());
  await find()!.trigger('click');
}

describe('the board of leads', () => {
  it('has a column with its count for each state, the oldest first, and narrows by more than words', async () => {
    await make(1, { issues: ['finance'] });
    await make(2, { municipality: '02203' });
    await make(3, { status: 'inProgress', assignedTo: 'kudo' });
    const page = await desk.open(LeadsPage, '/leads');
    await eventually(() =>
      expect(columns(page)).toEqual(['新規（2件）', '担当決定（0件）', '対応中（1件）']),
    );
    expect(page.findAll('article a').map((one) => one.text())).toEqual(['会社1', '会社2', '会社3']);
    await press(page, '条件を増やす');
    await eventually(() => expect(page.find('option[value=kudo]').exists()).toBe(true));
    const person = page.findAll('label').find((one) => one.text() === '担当者');
    await page.get(`[id="${person!.attributes('for')}"]`).setValue('kudo');
    await eventually(() =>
      expect(columns(page)).toEqual(['新規（0件）', '担当決定（0件）', '対応中（1件）']),
    );
  });

  it('says why somebody is proposed, and assigns with one press', async () => {
    await make(1, { issues: ['finance'], municipality: '02203' });
    await make(2, { status: 'assigned', assignedTo: 'kudo', assignedAt: '2026-11-02T01:00:00.000Z' });
    const page = await desk.open(LeadsPage, '/leads');
    await press(page, '会社1の担当を決める');
    const rows = () => page.findAll('dialog li').map((one) => one.text());
    await eventually(() => expect(rows()).toHaveLength(3));
    expect(rows()[0]).toMatch(/工藤 直子.*得意：finance.*対応中 1件/);
    expect(rows()[1]).toMatch(/三上 健.*担当地域.*対応中 0件.*まだ担当なし/);
    expect(rows().join()).not.toContain('木村');
    await press(page, '三上 健にする');
    await eventually(async () =>
      expect(await statusOf(1)).toMatchObject({ status: 'assigned', assignedTo: 'mikami' }),
    );
  });

  it('assigns several at once as the preview says', async () => {
    for (const n of [1, 2, 3]) await make(n, {});
    const page = await desk.open(AssignLeadsPage, '/leads/assign');
    await eventually(() => expect(page.findAll('select')).toHaveLength(3));
    await page.findAll('select')[0]!.setValue('sato');
    await page.findAll('input[type=checkbox]')[1]!.setValue(false);
    expect(await desk.workspace.db.leads.where('fields.status').equals('assigned').count()).toBe(0);
    await press(page, '2件の担当を決める');
    await eventually(async () => expect((await statusOf(3))?.status).toBe('assigned'));
    expect(await statusOf(1)).toMatchObject({ status: 'assigned', assignedTo: 'sato' });
    expect((await statusOf(2))?.status).toBe('new');
  });
});

describe('a lead of a company that has asked before', () => {
  it('is joined with the earlier one with one press', async () => {
    await make(1, { about: '冷凍設備' });
    await make(2, { about: '輸出', possibleDuplicateOf: idOf(1) });
    const page = await desk.open(LeadPage, `/leads/${idOf(2)}`, { id: idOf(2) });
    await press(page, '先の相談にまとめる');
    await eventually(async () =>
      expect(await statusOf(2)).toMatchObject({ status: 'closed', joinedTo: idOf(1) }),
    );
    expect((await statusOf(1))?.about).toBe('冷凍設備\n\n輸出');
    await eventually(() => expect(page.text()).toContain('先の相談にまとめて続いています'));
  });

  it('says what the company hears next', async () => {
    await make(1, { status: 'assigned', assignedTo: 'kudo', dueDate: '2030-12-24' });
    const page = await desk.open(LeadPage, `/leads/${idOf(1)}`, { id: idOf(1) });
    await eventually(() => expect(page.text()).toContain('工藤 直子が2030年12月24日（火）までに'));
  });
});
