import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashOfResponse, type ComputedWeights, type SurveyWeights } from '#protocol/sample-weights.ts';
import { putSample } from '#server/database/queries/survey-units.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { openSeedSurvey } from '#tests/support/fieldwork.ts';
import { insertFrame } from '#tests/support/frames.ts';

const NOON = Date.parse('2026-11-20T03:00:00.000Z');
const SURVEY = 'sme-survey-2026';

describeOnBothDatabases('the weights of a sample', (getDatabase) => {
  let nowMs = NOON;
  let test: TestApp;
  let manager: TestClient;
  const key = () => ({ centre_id: test.centreId, survey_id: SURVEY });
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => (nowMs += 1) });
    await openSeedSurvey(getDatabase(), test.centreId, () => NOON);
    manager = await test.as('manager');
  });
  afterAll(() => test.app.close());

  const compute = (by: string[], client = manager) =>
    client.request({ method: 'POST', url: `/api/surveys/${SURVEY}/sample-weights`, payload: { by } });
  const codeOf = (response: { json: <T>() => T }): string => response.json<{ code: string }>().code;
  const readDocument = async (client = manager): Promise<SurveyWeights> =>
    (await client.request({ method: 'GET', url: '/api/documents/sample-weights' })).json<
      SurveyWeights[]
    >()[0]!;
  const answer = (unitId: string, account = false): Promise<unknown> =>
    getDatabase()
      .db.insertInto('submitted_responses')
      .values({
        ...key(),
        response_id: `r-${unitId}`,
        account_id: account ? unitId : null,
        unit_id: unitId,
        channel: 'link',
        disposition: 'complete',
        submitted_at: '2026-11-20T00:00:00.000Z',
      })
      .execute();

  it('need a sample, and an answer of it', async () => {
    expect([(await compute([])).statusCode, codeOf(await compute([]))]).toEqual([
      409,
      'survey-without-sample',
    ]);
    const { db } = getDatabase();
    // Of a hundred makers every second was drawn, of twenty shops all; ten addresses are not in the sample.
    await insertFrame(db, test.centreId, [
      ...Array.from({ length: 100 }, (_, index) => ({
        unit_id: `m${index}`,
        industry: 'manufacturing',
        employees: index % 4 === 0 ? 'e21_50' : 'e1_5',
        account_id: index === 0 ? 'company' : null,
      })),
      ...Array.from({ length: 20 }, (_, index) => ({ unit_id: `s${index}`, industry: 'retail' })),
      { unit_id: 'gone', industry: 'retail', is_gone: 1 },
    ]);
    const drawn = [
      ...Array.from({ length: 50 }, (_, index) => ({ unit_id: `m${2 * index}`, stratum: 'm', weight: 2 })),
      ...Array.from({ length: 20 }, (_, index) => ({ unit_id: `s${index}`, stratum: 's', weight: 1 })),
    ];
    await putSample(
      db,
      {
        ...key(),
        list_id: 'list',
        design: '{}',
        seed: 1,
        strata: '[]',
        drawn_at: '2026-11-19T00:00:00.000Z',
        drawn_by: null,
      },
      drawn.map((unit, position) => ({ ...unit, position })),
    );
    expect(codeOf(await compute([]))).toBe('sample-without-answers');
  });

  it('stand in a document for who tabulates, under hashes of the answers’ ids, with the figures of the list', async () => {
    // One maker answers as the company that it has become; one answer is of nobody in the sample.
    await answer('company', true);
    for (let index = 1; index < 20; index += 1) await answer(`m${2 * index}`);
    for (let index = 0; index < 10; index += 1) await answer(`s${index}`);
    await answer('m1');
    const computed = (await compute(['industry'])).json<ComputedWeights>();
    expect(computed).toMatchObject({
      version: 1,
      sampled: 70,
      answered: 30,
      listName: '県内企業名簿',
      by: ['industry'],
    });
    expect(computed).not.toHaveProperty('weights');
    expect(computed.margins).toEqual({
      industry: { manufacturing: 100, retail: 20 },
      employees: { e21_50: 25, e1_5: 75 },
    });
    expect(computed.classes).toEqual([
      { members: [{ industry: 'manufacturing' }], units: 50, answered: 20, factor: 2.5 },
      { members: [{ industry: 'retail' }], units: 20, answered: 10, factor: 2 },
    ]);
    const { weights } = await readDocument();
    expect(Object.keys(weights)).toHaveLength(30);
    expect(weights[hashOfResponse('r-company')]).toBe(5);
    expect(weights[hashOfResponse('r-s3')]).toBe(2);
    expect(weights[hashOfResponse('r-m1')]).toBeUndefined();
    const office = await test.as('office');
    expect((await readDocument(office)).version).toBe(1);
    const coordinator = await test.as('coordinator');
    const refused = await coordinator.request({ method: 'GET', url: '/api/documents/sample-weights' });
    expect([refused.statusCode, (await compute(['industry'], coordinator)).statusCode]).toEqual([403, 403]);
  });

  it('count up only when something has come out differently', async () => {
    expect((await compute(['industry'])).json<ComputedWeights>().version).toBe(1);
    expect((await compute([])).json<ComputedWeights>()).toMatchObject({
      version: 2,
      classes: [{ units: 70 }],
    });
    await answer('s12');
    expect((await compute([])).json<ComputedWeights>()).toMatchObject({ version: 3, answered: 31 });
    expect((await readDocument()).weights[hashOfResponse('r-s12')]).toBeGreaterThan(1);
  });

  it('hold for an answer under the id by which those see it who may not see whose it is', async () => {
    await getDatabase()
      .db.insertInto('veiled_responses')
      .values({
        centre_id: test.centreId,
        response_id: 'r-s1',
        shown_id: 'shown',
        revision: 9,
        is_pending: 0,
        is_withdrawn: 0,
        was_known: 0,
        noticed_at: null,
      })
      .execute();
    await compute(['industry']);
    const { weights } = await readDocument();
    expect(weights[hashOfResponse('shown')]).toBe(weights[hashOfResponse('r-s1')]);
    expect(JSON.stringify(weights)).not.toContain('r-s1');
  });

  it('refuse what is no attribute', async () => {
    expect((await compute(['name'])).statusCode).toBe(400);
  });
});
