import { afterAll, beforeAll, expect, it } from 'vitest';
import { listAudit } from '#server/database/queries/audit-log.ts';
import type { HeldChangeList } from '#protocol/held-changes.ts';
import type { PushResult } from '#protocol/sync.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange, pullAll, push } from '#tests/support/fieldwork.ts';

describeOnBothDatabases('what a person recorded and may no longer write', (getDatabase) => {
  let test: TestApp;
  let office: TestClient;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
    office = await test.as('office');
  });
  afterAll(() => test.app.close());

  /** Somebody who was a coordinator and is something else now. */
  const former = async (role: string): Promise<TestClient> => {
    const client = await test.signIn(await test.addPerson('coordinator'));
    const administrator = await test.as('administrator');
    const response = await administrator.request({
      method: 'PATCH',
      url: `/api/people/${client.person.userId}`,
      payload: { role },
    });
    expect(response.statusCode).toBe(200);
    return client;
  };
  const inbox = async (): Promise<HeldChangeList['changes']> =>
    (await office.request({ url: '/api/held-changes' })).json<HeldChangeList>().changes;
  const decide = (changeId: string, decision: string, payload?: object) =>
    office.request({
      method: 'POST',
      url: `/api/held-changes/${changeId}/${decision}`,
      ...(payload && { payload }),
    });

  it.each(['manager', 'partner'])(
    'goes whole to the office, which takes it in in their name: once a %s',
    async (role) => {
      const client = await former(role);
      const change = makeChange(client, 'visits', { accountId: 'x', status: 'planned', notes: '訪問の記録' });
      const lead = makeChange(client, 'leads', { companyName: 'x', source: 'visit', status: 'new' });
      const results = await push(client, [change, lead]);
      expect(results[0]).toMatchObject({
        status: 'rejected',
        changeId: change.changeId,
        code: 'passed-to-office',
      });
      expect(results[0]).toHaveProperty('title', expect.stringContaining('事務局に預けてあります'));
      // A manager goes on with leads.
      expect(results[1]!.status).toBe(role === 'manager' ? 'accepted' : 'rejected');
      // Sent once more it is there once.
      expect(await push(client, [change])).toEqual([results[0]]);
      expect((await inbox()).filter((held) => held.change.changeId === change.changeId)).toEqual([
        { change, refusal: 'collection-forbidden', heldAt: expect.any(String) as string },
      ]);

      expect((await decide(change.changeId, 'accept')).statusCode).toBe(204);
      const record = (await pullAll(office)).find(({ id }) => id === change.recordId);
      expect(record).toMatchObject({ collection: 'visits', fields: change.fields });
      const row = await getDatabase()
        .db.selectFrom('changes')
        .select(['made_by', 'made_at', 'device_id', 'imported_by'])
        .where('change_id', '=', change.changeId)
        .executeTakeFirstOrThrow();
      expect(row).toEqual({
        made_by: client.person.userId,
        made_at: change.madeAt,
        device_id: change.deviceId,
        imported_by: office.person.userId,
      });
      expect((await inbox()).map((held) => held.change.changeId)).not.toContain(change.changeId);
      expect(await listAudit(getDatabase().db, test.centreId)).toContainEqual(
        expect.objectContaining({
          action: 'changes.accept',
          subject: change.changeId,
          userId: office.person.userId,
        }),
      );
      // The device that asks once more hears that it is in now.
      expect(await push(client, [change])).toMatchObject([{ status: 'accepted' }]);
      if (role === 'partner') expect((await decide(lead.changeId, 'accept')).statusCode).toBe(204);
      expect((await decide(change.changeId, 'accept')).statusCode).toBe(404);
    },
  );

  it('leaves them their own words of a record that they may see no more, and shows them nothing else of it', async () => {
    const client = await test.signIn(await test.addPerson('coordinator'));
    const change = makeChange(client, 'accounts', { name: '八戸水産', phone: '0178-00-0000' });
    const [taken] = await push(client, [change]);
    const later = { recordId: change.recordId, baseRevision: 1e9 };
    await push(office, [makeChange(office, 'accounts', { note: '内々の話', phone: '0178-11-1111' }, later)]);
    const administrator = await test.as('administrator');
    const url = `/api/people/${client.person.userId}`;
    await administrator.request({ method: 'PATCH', url, payload: { role: 'partner' } });
    const [again] = await push(client, [change]);
    if (taken?.status !== 'accepted' || again?.status !== 'accepted') throw new Error('refused');
    expect(again.record).toMatchObject({ id: change.recordId, deletedAt: null });
    expect(again.record.fields).toEqual({ name: '八戸水産' });
    // As of when they wrote it: what they change thereafter has not seen what was written since.
    expect(again.record.revision).toBe(taken.record.revision);

    await push(office, [makeChange(office, 'accounts', { name: '株式会社八戸水産' }, later)]);
    const nothing = await push(client, [change]);
    expect(nothing).toMatchObject([{ status: 'accepted', record: { id: change.recordId, fields: {} } }]);
  });

  it('can be declined with a reason, which its author is told', async () => {
    const client = await former('manager');
    const change = makeChange(client, 'accounts', { name: '八戸水産' });
    await push(client, [change]);
    expect((await decide(change.changeId, 'decline', { reason: ' ' })).statusCode).toBe(400);
    expect((await decide(change.changeId, 'decline', { reason: '二重の記録です' })).statusCode).toBe(204);
    expect(await push(client, [change])).toMatchObject([
      { status: 'rejected', code: 'declined-by-office', errors: [{ message: '二重の記録です' }] },
    ]);
    expect(await inbox()).toEqual([]);
    expect((await decide(change.changeId, 'accept')).statusCode).toBe(404);
  });

  it('waits on when it cannot be taken in, with the reason', async () => {
    const client = await former('manager');
    const [account] = [makeChange(office, 'accounts', { name: 'x' })];
    const change = makeChange(
      client,
      'visits',
      { accountId: 'x', status: 'planned' },
      { recordId: account.recordId },
    );
    await push(client, [change]);
    // Meanwhile another kind of record has come under its id.
    await push(office, [account]);
    const refused = await decide(change.changeId, 'accept');
    expect(refused.json()).toMatchObject({ status: 409, code: 'record-in-other-collection' });
    expect((await inbox()).map((held) => held.change.changeId)).toEqual([change.changeId]);
    await decide(change.changeId, 'decline', { reason: 'x' });
  });

  it('is not what was wrong anyway, made by another, or never theirs to do', async () => {
    const client = await former('manager');
    const malformed = makeChange(client, 'accounts', { name: 5 });
    const ofOther = makeChange(client, 'accounts', { name: 'x' }, { madeBy: office.person.userId });
    expect((await push(client, [malformed, ofOther])).map(codeOf)).toEqual([
      'change-malformed',
      'made-by-other',
    ]);
    const coordinator = await test.as('coordinator');
    const settled = makeChange(coordinator, 'responses', { settledReason: 'x' }, { baseRevision: 1 });
    expect((await push(coordinator, [settled])).map(codeOf)).toEqual(['forbidden']);
    expect(await inbox()).toEqual([]);
  });

  it('is nothing of somebody who never recorded here, and fits into one answer, however much it is', async () => {
    const partner = await test.as('partner');
    const big = (client: TestClient) =>
      makeChange(client, 'visits', { accountId: 'x', status: 'planned', a: 'x'.repeat(250_000) });
    expect((await push(partner, [big(partner)])).map(codeOf)).toEqual(['collection-forbidden']);
    const codes = new Set<string>();
    for (const client of [await former('manager'), await former('partner')])
      for (let round = 0; round < 12; round += 1)
        for (const result of await push(client, [big(client), big(client), big(client)]))
          codes.add(codeOf(result));
    expect([...codes].sort()).toEqual(['collection-forbidden', 'passed-to-office']);
    const { body } = await office.request({ url: '/api/held-changes' });
    expect(body.length).toBeLessThan(9 * 1024 * 1024);
    const shown = await inbox();
    expect(shown.length).toBeGreaterThan(20);
    // What did not fit comes once something is decided.
    await decide(shown[0]!.change.changeId, 'decline', { reason: 'x' });
    expect((await inbox()).length).toBe(shown.length);
  });

  function codeOf(result: PushResult): string {
    return 'code' in result ? result.code : result.status;
  }
});
