import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Change } from '#domain/sync/change.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange, pullAll, push } from '#tests/support/fieldwork.ts';

const STARTED = '2026-11-20T01:00:00.000Z';
const SUBMITTED = { submittedAt: '2026-11-20T02:00:00.000Z', disposition: 'partial' };

describeOnBothDatabases('an interview of which a restore took the beginning', (getDatabase) => {
  let test: TestApp;
  let coordinator: TestClient;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
    coordinator = await test.as('coordinator');
  });
  afterAll(() => test.app.close());

  const makeInterview = (fields: Change['fields'] = {}): Change =>
    makeChange(coordinator, 'responses', {
      surveyId: 'a',
      questionnaireId: 'b',
      questionnaireRevision: 1,
      accountId: 'c',
      channel: 'visit',
      startedAt: STARTED,
      'answers/q1': 'x',
      ...fields,
    });
  const follow = (made: Change, fields: Change['fields'], by = coordinator): Change =>
    makeChange(by, 'responses', fields, { recordId: made.recordId, baseRevision: 7 });

  it('is whole again when its device sends that once more, though its submission came first', async () => {
    const made = makeInterview();
    await push(coordinator, [follow(made, SUBMITTED)]);
    const [again] = await push(coordinator, [made]);
    expect(again).toMatchObject({ status: 'accepted' });
    const stored = (await pullAll(coordinator)).find(({ id }) => id === made.recordId);
    expect(stored?.fields).toMatchObject({
      surveyId: 'a',
      accountId: 'c',
      channel: 'visit',
      answers: { q1: 'x' },
      ...SUBMITTED,
    });
  });

  it('is moved to no other company or survey once it is whole', async () => {
    const made = makeInterview();
    await push(coordinator, [follow(made, SUBMITTED), made]);
    for (const field of ['accountId', 'surveyId']) {
      const [refused] = await push(coordinator, [follow(made, { [field]: 'd' })]);
      expect(refused, field).toMatchObject({ status: 'rejected', code: 'forbidden' });
    }
  });

  it('cannot be made of pieces into the answers of a company', async () => {
    const made = makeInterview();
    await push(coordinator, [follow(made, SUBMITTED)]);
    const [refused] = await push(
      coordinator,
      [makeInterview({ channel: 'link' })].map(({ fields }) => follow(made, fields)),
    );
    expect(refused).toMatchObject({ status: 'rejected', code: 'change-malformed' });
  });
});
