import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange, openSeedSurvey, push } from '#tests/support/fieldwork.ts';

describeOnBothDatabases('visits and contacts for calendars and address books', (getDatabase) => {
  let test: TestApp;
  let person: TestClient;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
    await openSeedSurvey(getDatabase(), test.centreId);
    person = await test.as('coordinator');
  });
  afterAll(() => test.app.close());

  const unfold = (text: string): string => text.replace(/\r\n /g, '');

  it('come by a plain GET, with the visit’s id and revision, and of a merged company with what it is called now', async () => {
    const kept = makeChange(person, 'accounts', {
      name: '八戸水産',
      municipality: 'hachinohe',
      address: '鮫町1-1',
    });
    const gone = makeChange(person, 'accounts', { name: '旧八戸水産' });
    const visit = makeChange(person, 'visits', {
      accountId: gone.recordId,
      status: 'planned',
      plannedDate: '2026-12-01',
      plannedTime: '10:00',
      purpose: '冷凍設備の相談',
      participants: { add: [person.person.userId], remove: [] },
    });
    const contact = makeChange(person, 'contacts', {
      accountId: gone.recordId,
      name: '工藤 一郎',
      phone: '0178-22-1234',
    });
    const pushed = await push(person, [kept, gone, visit, contact]);
    expect(pushed.map(({ status }) => status)).toEqual(Array(4).fill('accepted'));
    const [, merged] = pushed;
    const { revision } = (merged as { record: { revision: number } }).record;
    await push(person, [
      makeChange(
        person,
        'accounts',
        { mergedInto: kept.recordId },
        { recordId: gone.recordId, baseRevision: revision },
      ),
    ]);

    const one = await person.request({ url: `/api/calendar/visits/${visit.recordId}.ics` });
    expect(one.statusCode).toBe(200);
    expect(one.headers['content-type']).toBe('text/calendar; charset=utf-8');
    const text = unfold(one.body);
    expect(text).toContain(`UID:${visit.recordId}\r\nSEQUENCE:`);
    expect(text).toContain('SUMMARY:訪問：八戸水産\r\nLOCATION:八戸市鮫町1-1\r\n');
    expect(text).toContain('DTSTART;TZID=Asia/Tokyo:20261201T100000');

    const day = await person.request({ url: '/api/calendar/days/2026-12-01.ics' });
    expect(unfold(day.body)).toContain(`UID:${visit.recordId}`);
    const office = await test.as('office');
    expect((await office.request({ url: '/api/calendar/days/2026-12-01.ics' })).body).not.toContain('VEVENT');
    expect((await person.request({ url: '/api/calendar/days/2026-12-02.ics' })).body).not.toContain('VEVENT');

    const card = await person.request({ url: `/api/calendar/cards/${contact.recordId}.vcf` });
    expect(card.headers['content-type']).toBe('text/vcard; charset=utf-8');
    expect(unfold(card.body)).toContain('FN:工藤 一郎\r\nORG:八戸水産\r\n');
    expect(unfold(card.body)).toContain('ADR;TYPE=WORK:;;八戸市鮫町1-1;;;;\r\n');
  });

  it('say of a visit that was cancelled in its title that it is off', async () => {
    const account = makeChange(person, 'accounts', { name: '弘前木工' });
    const visit = makeChange(person, 'visits', {
      accountId: account.recordId,
      status: 'cancelled',
      plannedDate: '2026-12-03',
      plannedTime: '10:00',
    });
    await push(person, [account, visit]);
    const { body } = await person.request({ url: `/api/calendar/visits/${visit.recordId}.ics` });
    expect(unfold(body)).toContain('SUMMARY:【中止】訪問：弘前木工\r\n');
    expect(body).toContain('STATUS:CANCELLED');
  });

  it('are nobody’s without a session, not a partner’s, and a clear problem where there is nothing', async () => {
    const url = '/api/calendar/visits/01a1fb38-0000-7000-8000-000000000000.ics';
    expect((await test.app.inject({ url })).statusCode).toBe(401);
    expect((await (await test.as('partner')).request({ url })).statusCode).toBe(403);
    expect((await person.request({ url })).statusCode).toBe(404);
    expect((await person.request({ url: '/api/calendar/days/2026-13-01.ics' })).statusCode).toBe(400);
  });
});
