import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeUnits } from '#server/surveys/unit-directory.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange, openSeedSurvey, push } from '#tests/support/fieldwork.ts';
import { insertFrame } from '#tests/support/frames.ts';

const NOON = Date.parse('2026-11-20T03:00:00.000Z');

describeOnBothDatabases('the directory of units', (getDatabase) => {
  let test: TestApp;
  let office: TestClient;
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => NOON });
    await openSeedSurvey(getDatabase(), test.centreId, () => NOON);
    office = await test.as('office');
  });
  afterAll(() => test.app.close());

  const addCompany = async (fields: object): Promise<string> => {
    const change = makeChange(office, 'accounts', { name: '八戸水産', ...fields });
    await push(office, [change]);
    return change.recordId;
  };
  const describeAll = (ids: string[]) => describeUnits(getDatabase().db, test.centreId, ids);

  describe('says of a unit', () => {
    it('what the record holds, where it is a company, and what the list holds, where it is an address', async () => {
      const account = await addCompany({
        address: '八戸市番町1-1',
        phone: '0178-22-0000',
        industry: 'retail',
      });
      await insertFrame(getDatabase().db, test.centreId, [
        {
          unit_id: 'f1',
          name: '株式会社白銀',
          postal_code: '031-0801',
          contact_name: '工藤 様',
          employees: 'e6_10',
        },
      ]);
      const units = await describeAll([account, 'f1', 'nobody', 'f1']);
      expect(units.size).toBe(2);
      expect(units.get(account)).toEqual({
        unitId: account,
        accountId: account,
        name: '八戸水産',
        postalCode: null,
        address: '八戸市番町1-1',
        municipality: null,
        industry: 'retail',
        employees: null,
        phone: '0178-22-0000',
        contactName: null,
        mayBeAsked: true,
      });
      expect(units.get('f1')).toMatchObject({
        accountId: null,
        name: '株式会社白銀',
        postalCode: '031-0801',
        contactName: '工藤 様',
        employees: 'e6_10',
        mayBeAsked: true,
      });
    });

    it('what the company’s own record says, where its list may not say it any more', async () => {
      const account = await addCompany({ name: '白銀商店', address: '八戸市白銀町1' });
      await insertFrame(
        getDatabase().db,
        test.centreId,
        [
          { unit_id: 'g1', name: null, account_id: account, industry: 'wholesale' },
          { unit_id: 'g2', name: null },
          { unit_id: 'g3', is_gone: 1 },
        ],
        'ended',
      );
      const units = await describeAll(['g1', 'g2', 'g3']);
      expect(units.get('g1')).toMatchObject({
        accountId: account,
        name: '白銀商店',
        address: '八戸市白銀町1',
        industry: 'wholesale',
        mayBeAsked: true,
      });
      expect(units.get('g2')).toMatchObject({ name: '', mayBeAsked: false });
      expect(units.get('g3')).toMatchObject({ mayBeAsked: false });
    });

    it('that an archived or merged company is not to be asked', async () => {
      const archived = await addCompany({ status: 'archived' });
      const merged = await addCompany({ mergedInto: archived });
      const units = await describeAll([archived, merged]);
      expect([...units.values()].map((unit) => unit.mayBeAsked)).toEqual([false, false]);
    });

    it('the same however many are asked for at once, and nothing of another centre', async () => {
      const ids = Array.from({ length: 1_200 }, (_, index) => `many${index}`);
      await insertFrame(
        getDatabase().db,
        test.centreId,
        ids.map((id) => ({ unit_id: id })),
        'many',
      );
      expect((await describeAll(ids)).size).toBe(1_200);
      expect((await describeUnits(getDatabase().db, 'another', ids)).size).toBe(0);
    });
  });
});
