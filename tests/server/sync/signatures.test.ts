import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFINITIONS, type Collection } from '#domain/records/collections.ts';
import type { Change } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import { listAudit } from '#server/database/queries/audit-log.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange, pullAll, push } from '#tests/support/fieldwork.ts';

const AT = '2026-11-20T01:00:00.000Z';

/** What a record of each collection is made of in which somebody says who they are. */
const RECORDS: Partial<Record<Collection, Change['fields']>> = {
  accounts: { name: '八戸水産' },
  attachments: { sha256: '0', sizeBytes: 1, mediaType: 'image/png' },
  codings: { frameId: 'x', textHash: 'x' },
  leads: { companyName: '八戸水産', source: 'visit', status: 'new' },
  meetings: { title: '会議', kind: 'study', heldOn: '2026-11-20' },
  nextSteps: { accountId: 'x', text: '電話', owner: 'x', status: 'open' },
  partners: { name: '青森銀行', kind: 'bank' },
  referrals: { accountId: 'x', partner: '青森銀行', about: '資金' },
};
const SIGNATURES = Object.values(DEFINITIONS).flatMap(({ name, signatures }) =>
  signatures.map((field) => [name, field] as const),
);

describeOnBothDatabases('who did something', (getDatabase) => {
  let test: TestApp;
  let office: TestClient;
  let other: string;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
    office = await test.as('office');
    other = test.people.manager.userId;
  });
  afterAll(() => test.app.close());

  const read = async (id: string): Promise<SyncRecord> =>
    (await pullAll(office)).find((record) => record.id === id)!;

  it.each(SIGNATURES)(
    'is said by the session, in %s as %s, whomever the change names',
    async (name, field) => {
      const own = office.person.userId;
      const made = makeChange(office, name, { ...RECORDS[name], [field]: other });
      const edit = (fields: Change['fields'], by = office): Change =>
        makeChange(by, name, fields, { recordId: made.recordId, baseRevision: 1e9 });
      await push(office, [made]);
      expect((await read(made.recordId)).fields[field]).toBe(own);
      await push(office, [edit({ [field]: other })]);
      expect((await read(made.recordId)).fields[field]).toBe(own);
      // Whoever writes the fields beside it says once more what stands there.
      const colleague = await test.as('administrator');
      await push(colleague, [edit({ [field]: own }, colleague)]);
      expect((await read(made.recordId)).fields[field]).toBe(own);
      // And who takes the other side of a conflict leaves its author in it.
      await push(office, [edit({ [field]: own })]);
      const unseen = { ...edit({ [field]: colleague.person.userId }, colleague), baseRevision: 0 };
      await push(colleague, [unseen]);
      const { fields, conflicts } = await read(made.recordId);
      expect(fields[field]).toBe(colleague.person.userId);
      const { id } = conflicts.find(({ other: { madeBy } }) => madeBy === own)!;
      await push(colleague, [edit({ [field]: own, [`conflicts/${id}`]: null }, colleague)]);
      expect((await read(made.recordId)).fields[field]).toBe(own);
    },
  );

  it('stands in the entry of what was handed over, and in the journal', async () => {
    const own = office.person.userId;
    const account = makeChange(office, 'accounts', { name: '八戸水産' });
    const bank = makeChange(office, 'partners', { name: '青森銀行', kind: 'bank' });
    const items = ['company'];
    const consent = makeChange(office, 'consents', {
      act: 'given',
      accountId: account.recordId,
      items,
      recipients: [bank.recordId],
      takenBy: own,
      at: AT,
    });
    const referral = makeChange(office, 'referrals', {
      accountId: account.recordId,
      partner: '青森銀行',
      partnerId: bank.recordId,
      about: '資金',
      items,
      consentId: consent.recordId,
      releasedAt: AT,
      releasedBy: other,
    });
    await push(office, [account, bank, consent, referral]);
    const provisions = await getDatabase()
      .db.selectFrom('provisions')
      .select('provided_by')
      .where('referral_id', '=', referral.recordId)
      .execute();
    expect(provisions).toEqual([{ provided_by: own }]);
    const acts = await listAudit(getDatabase().db, test.centreId);
    expect(acts).toContainEqual(expect.objectContaining({ action: 'referrals.sent', userId: own }));
  });
});
