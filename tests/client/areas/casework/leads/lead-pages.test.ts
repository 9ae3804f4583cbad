// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import LeadNewPage from '#client/areas/casework/pages/LeadNewPage.vue';
import LeadPage from '#client/areas/casework/pages/LeadPage.vue';
import LeadsPage from '#client/areas/casework/pages/LeadsPage.vue';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';
import { setWidth } from './viewport.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const buttonOf = (page: Awaited<ReturnType<Desk['open']>>, label: string) =>
  page.findAll('button').find((one) => one.text() === label)!;

describe('capturing a lead', () => {
  it('exists from the first letter and is found again by its address', async () => {
    const page = await desk.open(LeadNewPage, '/leads/new');
    const { id } = desk.router.currentRoute.value.query;
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    await eventually(() => expect(page.find('input').exists()).toBe(true));
    expect(await desk.outbox('leads')).toEqual([]);
    await page.get('input').setValue('つがるワイン');
    await eventually(async () => expect(await desk.outbox('leads')).toHaveLength(1));
    const [made] = await desk.outbox('leads');
    expect(made?.fields).toEqual({
      companyName: 'つがるワイン',
      status: 'new',
      source: 'phone',
      registeredBy: 'sato',
    });
    expect(made?.recordId).toBe(id);

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
      registeredBy: 'sato',
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
    await eventually(async () => expect(await desk.outbox('consents')).toHaveLength(1));
    await page.get('input[type="checkbox"]').setValue(false);
    await eventually(async () => expect(await desk.outbox('consents')).toHaveLength(2));
    const [given, withdrawn] = await desk.outbox('consents');
    expect(given?.fields).toMatchObject({ act: 'given', takenBy: 'sato', recipients: ['centre'] });
    expect(withdrawn?.fields).toMatchObject({ act: 'withdrawn', withdraws: given?.recordId });
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
    await desk.workspace.write('leads', LEAD, {
      companyName: 'つがるワイン',
      status: 'new',
      source: 'phone',
    });
    const page = await desk.open(LeadPage, `/leads/${LEAD}`, { id: LEAD });
    await eventually(() => expect(buttonOf(page, '自分が担当する')).toBeDefined());
    await buttonOf(page, '自分が担当する').trigger('click');
    await eventually(() => expect(buttonOf(page, '対応を始める')).toBeDefined());
    await buttonOf(page, '対応を始める').trigger('click');
    await eventually(() => expect(buttonOf(page, '支援につながった')).toBeDefined());
    await eventually(async () =>
      expect((await desk.workspace.db.leads.get(LEAD))?.fields).toMatchObject({
        status: 'inProgress',
        assignedTo: 'sato',
      }),
    );
    expect(page.text()).toContain('佐藤 美咲が担当に決定');
  });
});

describe('the list of all leads', () => {
  // A phone: where there is room for columns it is a board.
  beforeEach(() => setWidth(390));

  it('shows the open ones, the newest first, and narrows by words, state and person', async () => {
    const make = (n: number, fields: object) =>
      desk.workspace.write('leads', `019aa000-0000-7000-8000-00000000000${n}`, {
        source: 'phone',
        status: 'new',
        ...fields,
      });
    await make(1, { companyName: 'つがるワイン', registeredBy: 'sato' });
    await make(2, { companyName: '八戸水産', status: 'assigned', assignedTo: 'kudo' });
    await make(3, { companyName: '弘前木工', status: 'closed' });
    const page = await desk.open(LeadsPage, '/leads');
    const rows = () => page.findAll('li a').map((row) => row.text());
    await eventually(() => expect(rows()).toHaveLength(2));
    expect(rows()[0]).toContain('八戸水産');
    expect(rows()[1]).toContain('つがるワイン');
    expect(page.text()).toContain('自分（担当または登録）（1件）');

    const [state, owner] = page.findAll('select');
    await owner!.setValue('mine');
    expect(rows()).toHaveLength(1);
    expect(rows()[0]).toContain('つがるワイン');
    await owner!.setValue('all');
    await state!.setValue('all');
    await page.get('input[type=search]').setValue('木工');
    expect(rows()).toHaveLength(1);
    expect(rows()[0]).toContain('終了');
  });

  it('says what to do while there is none', async () => {
    const page = await desk.open(LeadsPage, '/leads');
    await eventually(() => expect(page.text()).toContain('新規相談はまだありません'));
  });
});
