import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { BansoDatabase, type Local } from '#client/storage/database.ts';
import type { DataState, DataSummary } from '#client/workers/tabulation/tabulation-contract.ts';
import { TabulationService } from '#client/workers/tabulation/tabulation-service.ts';
import { eventually } from '#tests/support/eventually.ts';
import { readSurvey, readSurveyJson } from '#tests/domain/questionnaire/survey.ts';

const db = new BansoDatabase('centre', 'person');
const service = new TabulationService();
afterEach(() => {
  service.close();
  db.close();
});

function responseOf(number: number): Local<'responses'> {
  return {
    id: `r${String(number).padStart(6, '0')}`,
    revision: number + 1,
    fields: {
      surveyId: 'wave-2026',
      questionnaireId: 'sme-survey',
      questionnaireRevision: 1,
      submittedAt: '2026-11-20T05:30:00.000Z',
      disposition: 'complete',
      answers: { used: number % 2 === 0 ? 'yes' : 'no' },
    },
    deletedAt: null,
    conflicts: [],
    warnings: [],
  };
}

it('reads every response once, however many there are, but none that was deleted, and of a change only what it touched', async () => {
  await db.documents.put({ name: 'questionnaire', hash: 'q', content: readSurveyJson() as Json });
  const survey = {
    id: 'wave-2026',
    title: { ja: '調査', en: 'Survey' },
    questionnaireId: 'sme-survey',
    questionnaireRevision: readSurvey().revision,
    startsOn: '2026-10-01',
    endsOn: null,
    others: [],
    past: [],
  };
  await db.documents.put({ name: 'survey', hash: 's', content: survey });
  const deleted = { ...responseOf(4_000), deletedAt: '2026-11-21T00:00:00.000Z' };
  await db.responses.bulkPut([...Array.from({ length: 4_000 }, (_, at) => responseOf(at)), deleted]);

  let summary: DataSummary | null = null;
  const hear = (state: DataState) => {
    if ('failure' in state) throw new Error(state.failure);
    summary = state.summary;
  };
  void service
    .follow({ centreId: 'centre', userId: 'person', surveyId: undefined }, hear)
    .catch(() => undefined);
  await eventually(() => expect(summary?.responseCount).toBe(4_000));
  await db.responses.put(responseOf(4_001));
  await eventually(() => expect(summary?.responseCount).toBe(4_001));
  const reads = vi.spyOn(IDBObjectStore.prototype, 'getAll');
  await db.responses.update('r000007', { deletedAt: '2026-11-21T00:00:00.000Z' });
  await db.responses.put({ ...responseOf(9), fields: { ...responseOf(9).fields, disposition: 'duplicate' } });
  await eventually(() => expect(summary?.responseCount).toBe(3_999));
  await db.responses.bulkDelete(['r000001', 'r000002']);
  await eventually(() => expect(summary?.responseCount).toBe(3_997));
  // Of so many, only what was touched is read again.
  expect(reads).not.toHaveBeenCalled();
  const [answer] = await service.compute({
    specs: [{ stub: [[]], banner: ['used'], base: 'asked' }],
    waves: [],
  });
  expect(answer!.before).toBeUndefined();
  expect(answer!.tables[0]!.blocks[0]!.total.unweightedBase).toBe(3_997);
});

it('knows which companies answered a survey and the one before it, whichever of them is followed', async () => {
  const waves = new TabulationService();
  const other = new BansoDatabase('centre', 'another');
  const frame = {
    title: { ja: '調査', en: 'Survey' },
    questionnaireId: 'sme-survey',
    questionnaireRevision: readSurvey().revision,
    endsOn: null,
  };
  await other.documents.bulkPut([
    { name: 'questionnaire', hash: 'q', content: readSurveyJson() as Json },
    {
      name: 'survey',
      hash: 's',
      content: {
        ...frame,
        id: 'wave-2026',
        startsOn: '2026-10-01',
        others: [],
        past: [{ ...frame, id: 'wave-2025', startsOn: '2025-10-01' }],
      },
    },
  ]);
  const answerOf = (number: number, surveyId: string, accountId?: string): Local<'responses'> => {
    const response = responseOf(number);
    const answers = { used: number % 2 === 0 ? 'current' : 'never' };
    return {
      ...response,
      fields: { ...response.fields, surveyId, answers, ...(accountId && { accountId }) },
    };
  };
  await other.responses.bulkPut([
    answerOf(2, 'wave-2026', 'a'),
    answerOf(4, 'wave-2026', 'b'),
    answerOf(6, 'wave-2026'),
    answerOf(8, 'wave-2025', 'a'),
    answerOf(9, 'wave-2025', 'b'),
    answerOf(10, 'wave-2025', 'c'),
  ]);
  for (const [followed, beside] of [
    ['wave-2026', 'wave-2025'],
    ['wave-2025', 'wave-2026'],
  ]) {
    let summary: DataSummary | null = null;
    const hear = (state: DataState) => (summary = 'failure' in state ? null : state.summary);
    void waves
      .follow({ centreId: 'centre', userId: 'another', surveyId: followed }, hear)
      .catch(() => undefined);
    await eventually(() => expect(summary?.survey.id).toBe(followed));
    const answers = await waves.compute({
      specs: [{ stub: [[]], banner: ['used'], base: 'asked' }],
      waves: [{ surveyId: beside! }],
    });
    const of = (id: string) => answers.find(({ surveyId }) => surveyId === id)!;
    expect(of('wave-2025').before).toBeUndefined();
    expect(of('wave-2026').before).toMatchObject({ surveyId: 'wave-2025', companies: 2 });
    expect(of('wave-2026').before!.overlaps[0]![0]![0]).toMatchObject({
      pairs: 2,
      answers: { current: { later: 2, earlier: 1, both: 1 }, never: { later: 0, earlier: 1, both: 0 } },
    });
    waves.close();
  }

  // Each counts by its own figures; those of another survey are none of its.
  const weighting = (id: string, surveyId: string, targets: Record<string, number>) => ({
    ...responseOf(0),
    id,
    fields: { surveyId, title: id, margins: [{ column: 'used', targets, source: '統計' }] },
  });
  await other.weightings.bulkPut([
    weighting('of-2026', 'wave-2026', { current: 1 }),
    weighting('of-2025', 'wave-2025', { current: 1, never: 3 }),
  ]);
  let summary: DataSummary | null = null;
  void waves
    .follow({ centreId: 'centre', userId: 'another', surveyId: 'wave-2026' }, (state) => {
      summary = 'failure' in state ? null : state.summary;
    })
    .catch(() => undefined);
  await eventually(() => expect(summary?.otherWeightings['wave-2025']).toMatchObject([{ id: 'of-2025' }]));
  const ask = (weight?: string) =>
    waves.compute({
      specs: [{ stub: [[]], banner: ['used'], base: 'asked', weight: 'weight:of-2026' }],
      waves: [{ surveyId: 'wave-2025', ...(weight && { weight }) }],
    });
  const shareOf = ([, beside]: Awaited<ReturnType<typeof ask>>) => {
    const { weightedCount, weightedBase } = beside!.tables[0]!.blocks[0]!.total;
    return weightedCount[0]! / weightedBase;
  };
  const weighted = await ask('weight:of-2025');
  expect(shareOf(weighted)).toBeCloseTo(1 / 4, 9);
  expect(weighted[0]!.before).toMatchObject({ companies: 2, overlaps: [] });
  expect(weighted[1]!.beside!.weightings).toMatchObject([{ column: 'weight:of-2025' }]);
  // Without weights of its own, or with some that are not there, its answers count alike.
  for (const missing of [undefined, 'weight:of-2026'])
    expect(shareOf(await ask(missing))).toBeCloseTo(2 / 3, 12);
  waves.close();
  other.close();
});
