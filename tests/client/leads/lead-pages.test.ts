// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import LeadNewPage from '#client/pages/LeadNewPage.vue';
import LeadPage from '#client/pages/LeadPage.vue';
import { eventually, openDesk, type Desk } from '../accounts/desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const buttonOf = (page: Awaited<ReturnType<Desk['open']>>, label: string) => page.findAll('button').find((one) => one.text() === label)!;

describe('capturing a lead', () => {
  it('exists from the first letter and is found again by its address', async () => {
    const page = await desk.open(LeadNewPage, '/leads/new');
    await eventually(() => expect(page.find('input').exists()).toBe(true));
    await page.get('input').setValue('つがるワイン');
    await eventually(async () => expect(await desk.outbox('leads')).toHaveLength(1));
    const [made] = await desk.outbox('leads');
    expect(made?.fields).toEqual({ companyName: 'つがるワイン', status: 'new', source: 'phone' });
    await eventually(() => expect(desk.router.currentRoute.value.query['id']).toBe(made?.recordId));

    const address = desk.router.currentRoute.value.fullPath;
    page.unmount();
    const again = await desk.open(LeadNewPage, address);
    await eventually(() => expect(again.get('input').element.value).toBe('つがるワイン'));
  });

  it('starts from the visit’s company, and registering twice makes one lead', async () => {
    await desk.workspace.write('accounts', 'a', { name: '八戸水産', municipality: 'hachinohe' });
    const page = await desk.open(LeadNewPage, '/leads/new?account=a&visit=v');
    await eventually(() => expect(page.get('input').element.value).toBe('八戸水産'));
    void buttonOf(page, '登録する').trigger('click');
    void buttonOf(page, '登録する').trigger('click');
    await eventually(() => expect(desk.router.currentRoute.value.name).toBe('visit'));
    const made = await desk.outbox('leads');
    expect(made).toHaveLength(1);
    expect(made[0]?.fields).toEqual({
      companyName: '八戸水産',
      municipality: 'hachinohe',
      accountId: 'a',
      visitId: 'v',
      source: 'visit',
      status: 'new',
    });
  });

  it('records consent in its words, with who gave it, before whom and when', async () => {
    const page = await desk.open(LeadNewPage, '/leads/new');
    await eventually(() => expect(page.find('input').exists()).toBe(true));
    await page.get('input').setValue('つがるワイン');
    await page.get('input[type="checkbox"]').setValue(true);
    await eventually(async () => expect((await desk.outbox('leads'))[0]?.fields['consentGiven']).toBe(true));
    const fields = (await desk.outbox('leads'))[0]!.fields;
    expect(fields['consentAt']).toMatch(/Z$/);
    expect(fields['consentScope']).toContain('支援センターの職員とコーディネーター');
    expect(fields['consentScope']).toContain('佐藤 美咲');
  });

  it('asks for the company before it leads on', async () => {
    const page = await desk.open(LeadNewPage, '/leads/new');
    await eventually(() => expect(page.find('input').exists()).toBe(true));
    await buttonOf(page, '登録する').trigger('click');
    expect(page.text()).toContain('会社名を入力してください');
    expect(desk.router.currentRoute.value.name).toBe('lead-new');
  });
});

/** The time of its making can be read from a record's id. */
const LEAD = '019aa000-0000-7000-8000-000000000001';

describe('a lead', () => {
  it('goes from nobody to me, into work, and to its end with a reason', async () => {
    await desk.workspace.write('leads', LEAD, { companyName: 'つがるワイン', status: 'new', source: 'phone' });
    const page = await desk.open(LeadPage, `/leads/${LEAD}`, { id: LEAD });
    await eventually(() => expect(buttonOf(page, '自分が担当する')).toBeDefined());
    await buttonOf(page, '自分が担当する').trigger('click');
    await eventually(() => expect(buttonOf(page, '対応を始める')).toBeDefined());
    await buttonOf(page, '対応を始める').trigger('click');
    await eventually(() => expect(buttonOf(page, '支援につながった')).toBeDefined());
    expect((await desk.workspace.db.leads.get(LEAD))?.fields).toMatchObject({ status: 'inProgress', assignedTo: 'sato' });
    expect(page.text()).toContain('佐藤 美咲が担当に決定');
  });
});
