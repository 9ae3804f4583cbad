import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashText } from '#domain/canonical/hash.ts';
import type { JsonObject } from '#domain/canonical/json.ts';
import { CONSENT_ITEMS } from '#domain/records/consent.ts';
import type { Change } from '#domain/sync/change.ts';
import type { ReferralCodePair, ReferredCase } from '#protocol/referrals.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { deviceOf, makeChange, pullAll, push } from '#tests/support/fieldwork.ts';
import { emptyProvisions } from '#server/database/queries/provisions.ts';

const START = Date.parse('2026-11-30T00:00:00.000Z');
const DAY = 86_400_000;

describeOnBothDatabases('handing a case over', (getDatabase) => {
  let test: TestApp;
  let staff: TestClient;
  let account: string;
  let partner: string;
  let other: string;
  let now = START;

  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => now });
    staff = await test.as('coordinator');
    const office = await test.as('office');
    const company = makeChange(staff, 'accounts', {
      name: '八戸<水産>',
      municipality: 'hachinohe',
      address: '港町1-1',
    });
    account = company.recordId;
    await push(staff, [company]);
    const bank = makeChange(office, 'partners', {
      name: '青森銀行',
      kind: 'bank',
      people: { add: [test.people.partner.userId], remove: [] },
    });
    const chamber = makeChange(office, 'partners', { name: '商工会', kind: 'chamber' });
    [partner, other] = [bank.recordId, chamber.recordId];
    await push(office, [bank, chamber]);
  });
  afterAll(() => test.app.close());

  const at = (): string => new Date(now).toISOString();
  const consent = (fields: JsonObject = {}): Change =>
    makeChange(staff, 'consents', {
      act: 'given',
      accountId: account,
      items: ['company', 'about'],
      recipients: [partner],
      takenBy: staff.person.userId,
      at: at(),
      ...fields,
    });
  const withdrawal = (withdraws: string): Change =>
    makeChange(staff, 'consents', { act: 'withdrawn', withdraws, takenBy: staff.person.userId, at: at() });
  const referral = (consentId: string, fields: JsonObject = {}): Change =>
    makeChange(staff, 'referrals', {
      accountId: account,
      partner: '青森銀行',
      partnerId: partner,
      about: '設備の資金',
      items: ['company', 'about'],
      consentId,
      releasedAt: at(),
      releasedBy: staff.person.userId,
      ...fields,
    });
  const fieldsOf = async (id: string): Promise<JsonObject> =>
    (await pullAll(staff)).find((record) => record.id === id)!.fields;
  const provisionsOf = (id: string) =>
    getDatabase().db.selectFrom('provisions').selectAll().where('referral_id', '=', id).execute();
  const allot = async (deviceId: string): Promise<ReferralCodePair[]> =>
    (await staff.request({ method: 'POST', url: '/api/referral-codes', payload: { deviceId } })).json<{
      codes: ReferralCodePair[];
    }>().codes;
  const open = (url: string) => test.app.inject({ url });
  const press = (url: string, form: Record<string, string>) =>
    test.app.inject({
      method: 'POST',
      url,
      payload: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
    });

  /** A referral that was handed over, with its codes. */
  async function send(
    fields: JsonObject = {},
  ): Promise<{ id: string; consentId: string; pair: ReferralCodePair }> {
    const pair = (await allot('phone'))[0]!;
    const given = consent();
    const made = referral(given.recordId, { codeId: pair.id, ...fields });
    expect(await push(staff, [given, made])).toMatchObject([{ status: 'accepted' }, { status: 'accepted' }]);
    return { id: made.recordId, consentId: given.recordId, pair };
  }

  it('writes down what was given to whom, in the transaction that sends it', async () => {
    const { id, consentId } = await send();
    expect(await fieldsOf(id)).toMatchObject({ status: 'sent', sentAt: at() });
    const [provision, ...more] = await provisionsOf(id);
    expect(more).toEqual([]);
    expect(provision).toMatchObject({
      consent_id: consentId,
      recipient: partner,
      recipient_name: '青森銀行',
      provided_by: staff.person.userId,
      items: '["company","about"]',
      items_sha256: hashText(provision!.content),
    });
    expect(JSON.parse(provision!.content)).toEqual({
      company: ['八戸<水産>', expect.any(String)],
      about: ['設備の資金'],
    });
  });

  it('waits visibly for a consent that has not arrived, and goes on when it has', async () => {
    const given = consent();
    const made = referral(given.recordId);
    expect(await push(staff, [made])).toMatchObject([
      { status: 'accepted', record: { fields: { waitsFor: 'consentMissing' } } },
    ]);
    expect(await provisionsOf(made.recordId)).toEqual([]);
    await push(staff, [given]);
    const fields = await fieldsOf(made.recordId);
    expect(fields).toMatchObject({ status: 'sent' });
    expect(fields).not.toHaveProperty('waitsFor');
    expect(await provisionsOf(made.recordId)).toHaveLength(1);
  });

  it.each([
    ['another recipient', () => ({ partnerId: other }), 'otherRecipient'],
    ['an item more', () => ({ items: ['company', 'address'] }), 'otherItems'],
  ])('hands nothing to or of %s', async (_, fields, waitsFor) => {
    const given = consent();
    const made = referral(given.recordId, fields());
    await push(staff, [given, made]);
    expect(await fieldsOf(made.recordId)).toMatchObject({ waitsFor });
    expect(await provisionsOf(made.recordId)).toEqual([]);
  });

  it('is stopped by a withdrawal of which the device did not know; a paper given after it is told with both times', async () => {
    const given = consent();
    await push(staff, [given]);
    const withdrawn = withdrawal(given.recordId);
    await push(staff, [withdrawn]);
    now += DAY;
    const made = referral(given.recordId, { slipGivenAt: at() });
    await push(staff, [made]);
    expect(await fieldsOf(made.recordId)).toMatchObject({
      waitsFor: 'consentWithdrawn',
      lateSlip: { handedOverAt: at(), withdrawnAt: withdrawn.fields['at'] },
    });
    expect(await provisionsOf(made.recordId)).toEqual([]);
  });

  it('lets no device write what the server writes', async () => {
    for (const fields of [
      { status: 'accepted' },
      { status: 'sent', sentAt: at() },
      { 'history/x': { state: 'sent', at: at() } },
    ])
      expect(await push(staff, [referral('none', fields as unknown as JsonObject)])).toMatchObject([
        { status: 'rejected', code: 'change-malformed' },
      ]);
  });

  it('takes an answer by telephone under the name of who took it down', async () => {
    const { id } = await send();
    const call = makeChange(
      staff,
      'referrals',
      { phoneState: 'accepted', phoneAt: at(), phoneFrom: '工藤' },
      { recordId: id, baseRevision: 1e9 },
    );
    await push(staff, [call]);
    expect(await fieldsOf(id)).toMatchObject({
      status: 'accepted',
      answeredBy: '工藤',
      answerWay: 'telephone',
      answerTakenBy: staff.person.userId,
    });
  });

  it('shows the recipient what was agreed to, takes its answer by a press, and ends with it', async () => {
    const { id, consentId, pair } = await send({ contactReach: '0178-00-0000' });
    const url = `/r/${pair.partner}`;
    const page = await open(url);
    expect([
      page.statusCode,
      page.headers['cache-control'],
      page.headers['referrer-policy'],
      page.headers['x-robots-tag'],
    ]).toEqual([200, 'no-store', 'no-referrer', 'noindex']);
    expect(page.body).toContain('八戸&#60;水産&#62;');
    expect(page.body).toContain('設備の資金');
    for (const hidden of ['港町1-1', '0178-00-0000', '<script', consentId])
      expect(page.body).not.toContain(hidden);
    expect(Buffer.byteLength(page.body)).toBeLessThan(45 * 1024);
    expect(page.body).not.toMatch(/これまでのお返事|answered so far/);
    await open(url);
    expect(await fieldsOf(id)).toMatchObject({ status: 'sent' });

    const answered = await press(url, { state: 'accepted', reason: '', from: '工藤\n一郎' });
    expect([answered.statusCode, answered.headers.location]).toEqual([303, `${url}?done=`]);
    expect(await fieldsOf(id)).toMatchObject({
      status: 'accepted',
      answeredBy: '工藤 一郎',
      answerWay: 'page',
    });
    // What was answered stands on the page, who took it down nowhere.
    expect((await open(`${url}?lang=ja`)).body).toMatch(/これまでのお返事.*引き受けます \/ 工藤 一郎/s);
    expect((await press(url, { state: 'declined' })).headers.location).toContain('fault=needsReason');
    expect(await fieldsOf(id)).toMatchObject({ status: 'accepted' });

    const word = `/h/${pair.company}`;
    expect((await open(word)).body).not.toContain('設備の資金');
    await press(url, { state: 'completed' });
    expect((await open(url)).statusCode).toBe(410);
    expect((await open(url)).body).not.toContain('設備の資金');
    expect((await press(word, { word: 'helped', text: '助かりました' })).statusCode).toBe(303);
    expect(await fieldsOf(id)).toMatchObject({
      status: 'completed',
      companyWord: 'helped',
      companyWordText: '助かりました',
    });
  });

  it('has no word of the company that staff say it gave on its page', async () => {
    const { id } = await send();
    const write = (fields: JsonObject) =>
      push(staff, [
        makeChange(staff, 'referrals', fields as Change['fields'], { recordId: id, baseRevision: 1e9 }),
      ]);
    await write({ companyWord: 'helped', companyWordAt: at(), companyWordWay: 'page' });
    expect(await fieldsOf(id)).toMatchObject({ companyWord: 'helped', companyWordWay: 'telephone' });
    const { pair, id: said } = await send();
    await press(`/h/${pair.company}`, { word: 'notHelped', text: '遠かった' });
    const own = await fieldsOf(said);
    expect(own).toMatchObject({ companyWord: 'notHelped', companyWordWay: 'page' });
    const edit = (fields: JsonObject) =>
      push(staff, [
        makeChange(staff, 'referrals', fields as Change['fields'], { recordId: said, baseRevision: 1e9 }),
      ]);
    await edit({ companyWord: 'notHelped', companyWordWay: 'page' });
    expect(await fieldsOf(said)).toEqual(own);
    await edit({ companyWord: 'helped' });
    expect(await fieldsOf(said)).toMatchObject({ companyWord: 'helped', companyWordWay: 'telephone' });
  });

  it('keeps what was taken down of the company beside what it says itself, and only the last of its own words', async () => {
    const { id, pair } = await send();
    const taken = { companyWord: 'notHelped', companyWordAt: at(), companyWordText: '電話で聞いた' };
    await push(staff, [makeChange(staff, 'referrals', taken, { recordId: id, baseRevision: 1e9 })]);
    for (const word of ['partly', 'helped']) await press(`/h/${pair.company}`, { word, text: word });
    const { fields, conflicts } = (await pullAll(staff)).find((record) => record.id === id)!;
    expect(fields).toMatchObject({ companyWord: 'helped', companyWordText: 'helped' });
    expect(conflicts).toMatchObject([{ unit: 'companyWord', other: { fields: taken } }]);
  });

  it('shows nothing for codes that are mistyped, not handed over with, of the other page, or of nothing', async () => {
    const [unbound] = await allot('tablet');
    const { pair } = await send();
    for (const url of [
      '/r/00000',
      `/r/${unbound!.partner}`,
      `/h/${unbound!.company}`,
      `/r/${pair.company}`,
      `/h/${pair.partner}`,
    ]) {
      const { statusCode, body } = await open(url);
      expect([url, statusCode]).toEqual([url, 404]);
      expect(body).not.toContain('支援センター</strong>');
    }
  });

  it('binds a code to what its own device names it for, not to what somebody else does who has read of it', async () => {
    const pair = (await allot('phone'))[0]!;
    const given = consent();
    const draft = referral(given.recordId, { codeId: pair.id, releasedAt: null, releasedBy: null });
    await push(staff, [given, draft]);
    const thief = await test.signIn(await test.addPerson('coordinator'));
    const by = thief.person.userId;
    const [own, theirs] = [
      consent({ takenBy: by }),
      referral(given.recordId, { codeId: pair.id, about: 'ほかの件' }),
    ];
    const made = { deviceId: deviceOf(thief), madeBy: by };
    await push(thief, [
      { ...own, ...made },
      { ...theirs, ...made },
    ]);
    expect(await fieldsOf(theirs.recordId)).toMatchObject({ status: 'sent' });
    expect((await open(`/r/${pair.partner}`)).statusCode).toBe(404);
    const release = { releasedAt: at(), releasedBy: staff.person.userId };
    await push(staff, [
      makeChange(staff, 'referrals', release, { recordId: draft.recordId, baseRevision: 1e9 }),
    ]);
    const { statusCode, body } = await open(`/r/${pair.partner}`);
    expect([statusCode, body.includes('設備の資金'), body.includes('ほかの件')]).toEqual([200, true, false]);
  });

  it('hands nothing over under what the company agreed to for the centre itself, nor to what is no institution', async () => {
    for (const recipient of ['centre', account, staff.person.userId]) {
      const given = consent({ recipients: [recipient] });
      const made = referral(given.recordId, { partnerId: recipient });
      await push(staff, [given, made]);
      const isNobody = recipient === staff.person.userId;
      // Of what is not there nobody knows what it will be.
      expect(await fieldsOf(made.recordId)).toMatchObject(
        isNobody ? { status: 'sent' } : { waitsFor: 'otherRecipient' },
      );
      expect(await provisionsOf(made.recordId)).toHaveLength(isNobody ? 1 : 0);
    }
  });

  it('asks a company nothing any more that was erased', async () => {
    const { pair } = await send();
    expect((await open(`/h/${pair.company}`)).statusCode).toBe(200);
    const { db } = getDatabase();
    await emptyProvisions(db, test.centreId, account);
    const closed = await open(`/h/${pair.company}`);
    expect([closed.statusCode, closed.body.includes('青森銀行')]).toEqual([410, false]);
  });

  it('shows nothing any more once the consent was withdrawn, the centre took it back, or the time is over', async () => {
    const withdrawn = await send();
    await push(staff, [withdrawal(withdrawn.consentId)]);
    expect(await fieldsOf(withdrawn.id)).toHaveProperty('withdrawnAt');
    const revoked = await send();
    const ending = { endedAs: 'revoked', endedAt: at(), endedBy: staff.person.userId, endedReason: '誤り' };
    await push(staff, [makeChange(staff, 'referrals', ending, { recordId: revoked.id, baseRevision: 1e9 })]);
    for (const { pair, id } of [withdrawn, revoked]) {
      const { statusCode, body } = await open(`/r/${pair.partner}`);
      expect([statusCode, body.includes('設備の資金')]).toEqual([410, false]);
      await press(`/r/${pair.partner}`, { state: 'accepted' });
      expect(await fieldsOf(id)).toMatchObject({ status: 'sent' });
    }
    const old = await send();
    now += 366 * DAY;
    expect((await open(`/r/${old.pair.partner}`)).statusCode).toBe(410);
  });

  it('hands over when the company, or the record that joins two, comes later than the referral', async () => {
    const [company, twin] = ['五戸農産', '五戸農産株式会社'].map((name) =>
      makeChange(staff, 'accounts', { name }),
    );
    const given = consent({ accountId: company!.recordId });
    const made = referral(given.recordId, { accountId: company!.recordId });
    const joined = referral(given.recordId, { accountId: twin!.recordId });
    await push(staff, [given, made, joined, twin!]);
    for (const { recordId } of [made, joined])
      expect(await fieldsOf(recordId)).toMatchObject({ waitsFor: 'consentMissing' });
    expect(await provisionsOf(made.recordId)).toEqual([]);
    now += DAY;
    await push(staff, [company!]);
    const sent = await fieldsOf(made.recordId);
    expect(sent).toMatchObject({ status: 'sent', sentAt: at() });
    expect(sent).not.toHaveProperty('waitsFor');
    expect(await provisionsOf(made.recordId)).toMatchObject([{ account_id: company!.recordId }]);
    expect(await fieldsOf(joined.recordId)).not.toHaveProperty('status');
    const merge = { mergedInto: company!.recordId };
    await push(staff, [
      makeChange(staff, 'accounts', merge, { recordId: twin!.recordId, baseRevision: 1e9 }),
    ]);
    expect(await fieldsOf(joined.recordId)).toMatchObject({ status: 'sent', sentAt: at() });
    expect(await provisionsOf(joined.recordId)).toMatchObject([{ account_id: company!.recordId }]);
  });

  it('hands over though lead and partner come later, and gives people of the partner then what is theirs', async () => {
    const office = await test.as('office');
    const lead = makeChange(staff, 'leads', { companyName: '六戸', source: 'phone', status: 'new' });
    const chamber = makeChange(office, 'partners', {
      name: '六戸町商工会',
      kind: 'chamber',
      people: { add: [test.people.partner.userId], remove: [] },
    });
    const given = makeChange(staff, 'consents', {
      act: 'given',
      leadId: lead.recordId,
      items: ['about'],
      recipients: [chamber.recordId],
      takenBy: staff.person.userId,
      at: at(),
    });
    const made = referral(given.recordId, {
      leadId: lead.recordId,
      partnerId: chamber.recordId,
      partner: '六戸町商工会',
      items: ['about'],
    });
    await push(staff, [given, made]);
    await push(staff, [lead]);
    await push(office, [chamber]);
    expect(await fieldsOf(made.recordId)).toMatchObject({ status: 'sent' });
    expect(await provisionsOf(made.recordId)).toHaveLength(1);
    const client = await test.as('partner');
    const { cases } = (await client.request({ url: '/api/referred' })).json<{ cases: { id: string }[] }>();
    expect(cases.map(({ id }) => id)).toContain(made.recordId);
  });

  it('tells of a company what was handed over to whom, also from a record that was joined to it', async () => {
    const [one, twin] = ['一戸製材', '一戸製材所'].map((name) => makeChange(staff, 'accounts', { name }));
    await push(staff, [one!, twin!]);
    const list = async (id: string): Promise<unknown> =>
      (await staff.request({ url: `/api/accounts/${id}/provisions` })).json();
    expect(await list(one!.recordId)).toEqual({ provisions: [] });
    const sent: Record<string, { consentId: string; referralId: string }> = {};
    for (const company of [one!, twin!]) {
      const given = consent({ accountId: company.recordId });
      const made = referral(given.recordId, { accountId: company.recordId });
      await push(staff, [given, made]);
      sent[company.recordId] = { consentId: given.recordId, referralId: made.recordId };
      now += DAY;
    }
    const told = (id: string, day: number): object => ({
      id: expect.any(String),
      at: new Date(now - day * DAY).toISOString(),
      recipientName: '青森銀行',
      providedBy: staff.person.userId,
      items: ['company', 'about'],
      content: expect.anything(),
      ...sent[id],
    });
    expect(await list(one!.recordId)).toEqual({ provisions: [told(one!.recordId, 2)] });
    const merge = { mergedInto: one!.recordId };
    await push(staff, [
      makeChange(staff, 'accounts', merge, { recordId: twin!.recordId, baseRevision: 1e9 }),
    ]);
    const both = { provisions: [told(one!.recordId, 2), told(twin!.recordId, 1)] };
    expect(await list(one!.recordId)).toEqual(both);
    expect(await list(twin!.recordId)).toEqual(both);
    const ask = async (client: TestClient, id: string): Promise<number> =>
      (await client.request({ url: `/api/accounts/${id}/provisions` })).statusCode;
    expect(await ask(await test.as('partner'), one!.recordId)).toBe(403);
    expect(await ask(staff, partner)).toBe(404);
  });

  it('gives each device codes of its own, the same until one is bound', async () => {
    const [phone, again, tablet] = [await allot('p2'), await allot('p2'), await allot('t2')];
    expect(phone).toHaveLength(20);
    expect(new Set(again.map(({ id }) => id))).toEqual(new Set(phone.map(({ id }) => id)));
    expect(tablet.some(({ id }) => phone.some((pair) => pair.id === id))).toBe(false);
    const taken = await push(staff, [consent()]);
    expect(taken).toMatchObject([{ status: 'accepted' }]);
    for (const role of ['manager', 'partner'] as const) {
      const client = await test.as(role);
      const { statusCode } = await client.request({
        method: 'POST',
        url: '/api/referral-codes',
        payload: { deviceId: 'x' },
      });
      expect(statusCode).toBe(403);
    }
  });

  it('lets people of the institution with an account see and answer theirs alone', async () => {
    const { id } = await send();
    const client = await test.as('partner');
    const list = async () =>
      (await client.request({ url: '/api/referred' })).json<{ cases: { id: string; state: string }[] }>()
        .cases;
    expect(await list()).toContainEqual(expect.objectContaining({ id, state: 'sent' }));
    const say = (referralId: string, payload: JsonObject) =>
      client.request({ method: 'POST', url: `/api/referred/${referralId}`, payload });
    expect((await say(id, { state: 'accepted' })).statusCode).toBe(204);
    expect(await fieldsOf(id)).toMatchObject({
      status: 'accepted',
      answerWay: 'account',
      answeredBy: client.person.name,
    });
    expect((await say(id, { state: 'received' })).statusCode).toBe(409);
    const given = consent({ recipients: [other] });
    const theirs = referral(given.recordId, { partnerId: other, partner: '商工会' });
    await push(staff, [given, theirs]);
    expect(await fieldsOf(theirs.recordId)).toMatchObject({ status: 'sent' });
    expect((await say(theirs.recordId, { state: 'accepted' })).statusCode).toBe(404);
    expect(await list()).not.toContainEqual(expect.objectContaining({ id: theirs.recordId }));
    expect((await staff.request({ url: '/api/referred' })).statusCode).toBe(403);
  });

  it('shows people with an account first what waits for them, of what is over only how it ended, and nothing of what was taken back', async () => {
    const client = await test.as('partner');
    const list = async () =>
      (await client.request({ url: '/api/referred' })).json<{ cases: ReferredCase[] }>().cases;
    const before = new Set((await list()).map(({ id }) => id));
    const mine = async () => (await list()).filter(({ id }) => !before.has(id));
    const sent = [];
    for (let index = 0; index < 5; index += 1) {
      sent.push(await send({ about: `設備の資金${index}` }));
      now += DAY;
    }
    const [accepted, waiting, done, withdrawn, revoked] = sent.map(({ id }) => id);
    const say = (referralId: string, state: string) =>
      client.request({ method: 'POST', url: `/api/referred/${referralId}`, payload: { state } });
    await say(accepted!, 'accepted');
    await say(done!, 'completed');
    await push(staff, [withdrawal(sent[3]!.consentId)]);
    const ending = { endedAs: 'revoked', endedAt: at(), endedBy: staff.person.userId };
    await push(staff, [makeChange(staff, 'referrals', ending, { recordId: revoked!, baseRevision: 1e9 })]);
    const cases = await mine();
    expect(cases.map(({ id, state }) => [id, state])).toEqual([
      [waiting, 'sent'],
      [accepted, 'accepted'],
      [done, 'completed'],
    ]);
    expect(cases[0]).toMatchObject({
      content: { about: ['設備の資金1'] },
      withheld: ['address', 'contact', 'issues'],
    });
    expect(cases[2]).toMatchObject({ content: {}, withheld: [], moves: [] });
    for (const id of [withdrawn!, revoked!]) expect((await say(id, 'accepted')).statusCode).toBe(404);
    expect((await say(done!, 'accepted')).statusCode).toBe(409);
    // Whoever is taken from the institution sees nothing of it from then on.
    const office = await test.as('office');
    const people = (change: { add: string[]; remove: string[] }) =>
      push(office, [
        makeChange(office, 'partners', { people: change }, { recordId: partner, baseRevision: 1e9 }),
      ]);
    const own = test.people.partner.userId;
    await people({ add: [], remove: [own] });
    expect(await mine()).toEqual([]);
    expect((await say(waiting!, 'accepted')).statusCode).toBe(404);
    await people({ add: [own], remove: [] });
    expect(await mine()).toHaveLength(3);
  });

  it('tells staff what was handed over of a company by whichever of its records, and nobody of another institution', async () => {
    const own = makeChange(staff, 'accounts', { name: '湊冷蔵' });
    const joined = makeChange(staff, 'accounts', { name: '陸奥倉庫' });
    await push(staff, [own, joined]);
    const of = { accountId: joined.recordId };
    const given = consent(of);
    const made = referral(given.recordId, of);
    await push(staff, [given, made]);
    const merge = { mergedInto: own.recordId, mergedAt: at(), mergedBy: staff.person.userId };
    await push(staff, [
      makeChange(staff, 'accounts', merge, { recordId: joined.recordId, baseRevision: 1e9 }),
    ]);
    const ask = async (role: 'manager' | 'partner', id: string) =>
      (await test.as(role)).request({ url: `/api/accounts/${id}/provisions` });
    for (const id of [own.recordId, joined.recordId])
      expect((await ask('manager', id)).json()).toEqual({
        provisions: [
          {
            id: expect.any(String),
            referralId: made.recordId,
            consentId: given.recordId,
            recipientName: '青森銀行',
            providedBy: staff.person.userId,
            items: ['company', 'about'],
            content: { company: ['陸奥倉庫'], about: ['設備の資金'] },
            at: at(),
          },
        ],
      });
    expect((await ask('partner', own.recordId)).statusCode).toBe(403);
  });

  it('changes nothing of what was handed over, whoever edits the referral later, and keeps what they typed beside it', async () => {
    const { id, consentId } = await send();
    const typed = { partnerId: other, partner: '商工会', items: ['company', 'address'], consentId: 'x' };
    await push(staff, [makeChange(staff, 'referrals', typed, { recordId: id, baseRevision: 1e9 })]);
    const { conflicts } = (await pullAll(staff)).find((record) => record.id === id)!;
    expect(conflicts).toMatchObject([
      {
        unit: 'handOver',
        kept: { madeBy: 'server', fields: { partnerId: partner } },
        other: { madeBy: staff.person.userId, fields: typed },
      },
    ]);
    expect(await fieldsOf(id)).toMatchObject({
      partnerId: partner,
      partner: '青森銀行',
      items: ['company', 'about'],
      consentId,
    });
    expect(await provisionsOf(id)).toHaveLength(1);
  });

  it('never hands over without a consent to this recipient and these items, whatever comes in which order', async () => {
    const step = fc.record({
      kind: fc.constantFrom('give', 'withdraw', 'refer', 'edit'),
      which: fc.nat(3),
      items: fc.uniqueArray(fc.constantFrom(...CONSENT_ITEMS), { maxLength: 3 }),
      isOther: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        const consents = Array.from({ length: 4 }, () => consent());
        const known = new Map<string, { items: string[]; recipient: string; isWithdrawn: boolean }>();
        const referrals: { id: string; sentBefore: boolean }[] = [];
        const wanted = new Map<string, { consentId: string; items: string[]; recipient: string }>();
        for (const { kind, which, items, isOther } of steps) {
          const { recordId: consentId } = consents[which]!;
          const recipient = isOther ? other : partner;
          if (kind === 'give' && !known.has(consentId)) {
            known.set(consentId, { items, recipient, isWithdrawn: false });
            await push(staff, [{ ...consent({ items, recipients: [recipient] }), recordId: consentId }]);
          } else if (kind === 'withdraw' && known.has(consentId)) {
            known.get(consentId)!.isWithdrawn = true;
            await push(staff, [withdrawal(consentId)]);
          } else if (kind === 'refer') {
            const made = referral(consentId, { items, partnerId: recipient });
            referrals.push({ id: made.recordId, sentBefore: false });
            wanted.set(made.recordId, { consentId, items, recipient });
            await push(staff, [made]);
          } else if (kind === 'edit' && referrals[which] && !referrals[which].sentBefore) {
            const { id } = referrals[which];
            wanted.set(id, { ...wanted.get(id)!, items });
            await push(staff, [
              makeChange(staff, 'referrals', { items }, { recordId: id, baseRevision: 1e9 }),
            ]);
          }
          for (const each of referrals.filter(({ sentBefore }) => !sentBefore)) {
            const wish = wanted.get(each.id)!;
            const agreed = known.get(wish.consentId);
            const mayGo =
              agreed !== undefined &&
              !agreed.isWithdrawn &&
              agreed.recipient === wish.recipient &&
              wish.items.length > 0 &&
              wish.items.every((item) => agreed.items.includes(item));
            each.sentBefore = (await provisionsOf(each.id)).length > 0;
            expect(each.sentBefore).toBe(mayGo);
          }
        }
      }),
      { numRuns: 12 },
    );
  });
});
