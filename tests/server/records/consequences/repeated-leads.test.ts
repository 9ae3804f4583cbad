import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { Change } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { PushResult } from '#protocol/sync.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import {
  answerEverything,
  inviteCompany,
  makeChange,
  makeSubmission,
  openSeedSurvey,
  pullAll,
  push,
} from '#tests/support/fieldwork.ts';

const SURVEY = 'sme-survey-2026';
const NOON = Date.parse('2026-11-20T03:00:00.000Z');

describeOnBothDatabases('a lead that a device brings', (getDatabase) => {
  let test: TestApp;
  let coordinator: TestClient;
  let questionnaire: Questionnaire;
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => NOON });
    ({ questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => NOON));
    coordinator = await test.as('coordinator');
  });
  afterAll(() => test.app.close());

  let companies = 0;
  /** A company that nobody has asked for so far. */
  const wisher = (): { companyName: string; contactPhone: string } => {
    companies += 1;
    return {
      companyName: `有限会社津軽工業${companies}`,
      contactPhone: `0172-00-${String(companies).padStart(4, '0')}`,
    };
  };
  const lead = (fields: Change['fields'], given: Partial<Change> = {}): Change =>
    makeChange(coordinator, 'leads', { source: 'survey', status: 'new', ...fields }, given);
  const recordIn = (result: PushResult | undefined): SyncRecord => {
    if (!result || result.status === 'rejected') throw new Error(`rejected: ${JSON.stringify(result)}`);
    return result.record;
  };
  const mark = (result: PushResult | undefined): unknown => recordIn(result).fields['possibleDuplicateOf'];

  it('names the wish that the same company has sent by its code, on its own device too', async () => {
    const { companyName, contactPhone } = wisher();
    const { code, accountId } = await inviteCompany(test, SURVEY, companyName);
    const answers = answerEverything(questionnaire, {
      consultation: 'now',
      consent_contact: 'yes',
      contact_name: '工藤',
      contact_phone: contactPhone,
      consent_record: 'yes',
    });
    const payload = makeSubmission(questionnaire, { kind: 'code', code }, { answers });
    expect((await test.app.inject({ method: 'POST', url: '/s/api/submissions', payload })).statusCode).toBe(
      200,
    );
    const first = (await pullAll(coordinator)).find(
      ({ collection, fields }) => collection === 'leads' && fields['accountId'] === accountId,
    )!;

    // Interviewed as a company that is not on file, with the number written otherwise.
    const change = lead({
      companyName: companyName.replace('有限会社', '㈲'),
      contactPhone: contactPhone.replaceAll('-', ''),
    });
    const [result] = await push(coordinator, [change]);
    expect(mark(result)).toBe(first.id);
    expect(recordIn(result).conflicts).toEqual([]);
    const records = await pullAll(coordinator);
    expect(records.find(({ id }) => id === change.recordId)).toEqual(recordIn(result));
    expect(records.find(({ id }) => id === first.id)?.fields).not.toHaveProperty('possibleDuplicateOf');
    // The answer was lost, and the device sends once more.
    expect(await push(coordinator, [change])).toEqual([result]);
    expect((await pullAll(coordinator)).find(({ id }) => id === change.recordId)).toEqual(recordIn(result));
  });

  it('names the first of several in one push, whatever their ids say', async () => {
    const wish = wisher();
    const [one, other] = [lead(wish), lead(wish)].sort((left, right) =>
      left.recordId > right.recordId ? -1 : 1,
    );
    const results = await push(coordinator, [one!, other!, lead(wisher())]);
    expect(results.map(mark)).toEqual([undefined, one!.recordId, undefined]);
  });

  it('names none that is over, nor is named when it is over itself', async () => {
    const wish = wisher();
    await push(coordinator, [lead({ ...wish, status: 'closed' })]);
    const results = await push(coordinator, [lead(wish), lead({ ...wish, status: 'won' })]);
    expect(results.map(mark)).toEqual([undefined, undefined]);
  });

  it('is left as it is where somebody has decided', async () => {
    const wish = wisher();
    const first = lead(wish);
    await push(coordinator, [first]);
    const [kept, undecided] = [lead({ ...wish, possibleDuplicateOf: null }), lead(wish)];
    const keeps = makeChange(
      coordinator,
      'leads',
      { possibleDuplicateOf: null },
      { recordId: undecided.recordId },
    );
    expect((await push(coordinator, [kept, undecided, keeps])).map(mark)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);

    const asked = recordIn((await push(coordinator, [lead(wish)]))[0]);
    expect(asked.fields['possibleDuplicateOf']).toBe(first.recordId);
    const edit = (fields: Change['fields'], { id, revision }: SyncRecord): Change =>
      lead(fields, { fields, recordId: id, baseRevision: revision });
    const decided = recordIn((await push(coordinator, [edit({ possibleDuplicateOf: null }, asked)]))[0]);
    const [later] = await push(coordinator, [edit({ contactName: '工藤' }, decided)]);
    expect(recordIn(later)).toMatchObject({ fields: { contactName: '工藤' }, conflicts: [] });
    expect(mark(later)).toBeUndefined();
  });
});
