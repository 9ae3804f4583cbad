import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import type { EditionDetail, EditionSummary, ImportReport, ReportDryRun } from '#protocol/catalogue.ts';
import type { ProblemDocument } from '#protocol/problems.ts';
import { installReport } from '#server/catalogue/install.ts';
import { listAudit } from '#server/database/queries/audit-log.ts';
import { nextReportText } from '#tests/domain/catalogue/report/next-report.ts';
import { REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

const NEXT = nextReportText(REPORT_TEXT);
/** Page 19 under a name that is only like the one before, in list and sheet. */
const ALIKE = NEXT.replaceAll('就職ガイダンス開催費', '就職ガイダンス開催支援費');

describeOnBothDatabases('an uploaded annual report', (getDatabase) => {
  const report = parseReport(REPORT_TEXT);
  let test: TestApp;
  let office: TestClient;

  beforeAll(async () => {
    test = await createTestApp(getDatabase());
    office = await test.as('office');
  });
  afterAll(() => test.app.close());
  beforeEach(async () => {
    const { db } = getDatabase();
    await db.deleteFrom('catalogue_editions').execute();
    await db.deleteFrom('documents').execute();
    await db
      .transaction()
      .execute((tx) => installReport(tx, test.centreId, report, '2026-11-20T00:00:00.000Z'));
  });

  const post = async <Answer>(path: string, payload: object, client = office) => {
    const response = await client.request({ method: 'POST', url: `/api/catalogue/${path}`, payload });
    return { status: response.statusCode, body: response.json<Answer>() };
  };
  const tryOut = (text: string) => post<ReportDryRun & ProblemDocument>('reports/reading', { text });
  const send = (text: string, more: Partial<ImportReport> = {}) =>
    post<EditionSummary & ProblemDocument>('reports', {
      text,
      revision: 0,
      decisions: [],
      acceptsDifferences: false,
      ...more,
    });
  const read = async (year: number) =>
    (await office.request({ url: `/api/catalogue/editions/${year}` })).json<EditionDetail>();
  const years = async () =>
    (await office.request({ url: '/api/catalogue/editions' }))
      .json<EditionSummary[]>()
      .map(({ fiscalYear }) => fiscalYear);

  it('shows in a dry run what it would bring, and writes nothing', async () => {
    const { status, body } = await tryOut(NEXT);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      fiscalYear: 2014,
      totals: { programmes: 119, sheets: 130, results: 393, history: 202, settlementThousandYen: 41_609_725 },
      edition: null,
    });
    expect(body.matching.kept).toHaveLength(119);
    expect([body.matching.added, body.matching.uncertain, body.matching.gone]).toEqual([[], [], []]);
    expect(body.differences).toEqual([]);
    expect(body.warnings.find(({ code }) => code === 'pillar-inferred')?.page).toBe(31);
    expect((await tryOut(REPORT_TEXT)).body.edition).toMatchObject({
      fiscalYear: 2013,
      revision: 1,
      isPublished: true,
    });
    expect(await years()).toEqual([2013]);
  });

  it('becomes the draft of its year, which devices get when it is published', async () => {
    const { status, body } = await send(NEXT);
    expect([status, body]).toMatchObject([
      201,
      {
        fiscalYear: 2014,
        source: 'report',
        hasDraft: true,
        isPublished: false,
        programmeCount: 119,
        revision: 1,
        updatedBy: 'officeの人',
      },
    ]);
    expect((await read(2014)).draft?.programmes.map(({ key }) => key)).toEqual(
      report.programmes.map(({ key }) => key),
    );
    expect((await listAudit(getDatabase().db, test.centreId)).at(-1)).toMatchObject({
      userId: office.person.userId,
      action: 'catalogue.report',
      subject: '2014',
      detail: { kept: 119, added: [], gone: [], decided: [], differences: 0 },
    });
    expect((await office.request({ url: '/api/documents/catalogue-2014' })).statusCode).toBe(404);
    const published = await office.request({
      method: 'POST',
      url: '/api/catalogue/editions/2014/publish',
      payload: { revision: 1 },
    });
    expect(published.statusCode).toBe(200);
    expect((await office.request({ url: '/api/documents/catalogue-2014' })).json()).toMatchObject({
      fiscalYear: 2014,
      totals: { programmes: 119 },
    });
  });

  it('is refused by page and line when it is damaged or another file, with nothing imported', async () => {
    const damaged = NEXT.replace('３ 事業内容', '３ 内容');
    const refused = await send(damaged);
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'report-unreadable',
        errors: [{ pointer: '/text', message: '個票の見出しがありません: 事業内容 (1381行目)' }],
      },
    });
    for (const text of [
      '',
      'これは別の文書です。',
      NEXT.slice(0, NEXT.length / 2),
      `${NEXT}\u0000`,
      `${NEXT}\ud800`,
    ]) {
      expect((await tryOut(text)).body.code).toBe('report-unreadable');
      expect((await send(text)).body.code).toBe('report-unreadable');
    }
    expect(await years()).toEqual([2013]);
  });

  it('with sums that do not add up is imported only when that is accepted', async () => {
    const wrong = NEXT.replace('合計 41,609,725', '合計 41,609,726');
    expect((await tryOut(wrong)).body.differences).toContainEqual({
      figure: 'total',
      of: null,
      printed: 41_609_726,
      found: 41_609_725,
    });
    expect((await send(wrong)).body.code).toBe('report-differs');
    expect(await years()).toEqual([2013]);
    expect((await send(wrong, { acceptsDifferences: true })).status).toBe(201);
  });

  it('waits for a decision on what may be a programme of before', async () => {
    const [doubt] = (await tryOut(ALIKE)).body.matching.uncertain;
    expect(doubt).toMatchObject({
      page: 19,
      name: '就職ガイダンス開催支援費',
      candidates: [{ key: 'p019', name: '就職ガイダンス開催費', fiscalYear: 2013 }],
    });
    const undecided = await send(ALIKE);
    expect(undecided).toMatchObject({
      status: 422,
      body: { code: 'report-undecided', errors: [{ message: '19: 就職ガイダンス開催支援費' }] },
    });
    expect((await send(ALIKE, { decisions: [{ page: 19, key: 'p020' }] })).body.code).toBe(
      'report-undecided',
    );
    expect((await send(ALIKE, { decisions: [{ page: 19, key: null }] })).status).toBe(201);
    expect((await read(2014)).draft?.programmes.find(({ page }) => page === 19)?.key).toMatch(
      /^2014-[0-9a-f]{8}$/,
    );
    expect((await send(ALIKE, { revision: 1, decisions: [{ page: 19, key: 'p019' }] })).body).toMatchObject({
      revision: 2,
    });
    expect((await read(2014)).draft?.programmes.find(({ page }) => page === 19)?.key).toBe('p019');
  });

  it('takes a person’s word over what was recognised for certain, and keeps a record of it', async () => {
    const decisions = [
      { page: 19, key: null },
      { page: 20, key: 'p019' },
    ];
    const tried = (await post<ReportDryRun>('reports/reading', { text: NEXT, decisions })).body.matching;
    expect([tried.added.map(({ page }) => page), tried.gone.map(({ key }) => key)]).toEqual([[19], ['p020']]);
    expect((await send(NEXT, { decisions })).status).toBe(201);
    const keyOn = async (page: number) =>
      (await read(2014)).draft?.programmes.find((programme) => programme.page === page)?.key;
    expect([await keyOn(19), await keyOn(20)]).toEqual([expect.stringMatching(/^2014-/), 'p019']);
    expect((await listAudit(getDatabase().db, test.centreId)).at(-1)?.detail).toMatchObject({
      gone: ['p020'],
      decided: ['19 new', '20 p019'],
    });
    expect((await send(NEXT, { decisions })).body.revision).toBe(1);
    const doubled = [{ page: 19, key: 'p014' }];
    expect((await send(NEXT, { revision: 1, decisions: doubled })).body.code).toBe('report-undecided');
  });

  it('replaces no work of others unseen, and sent twice is imported once', async () => {
    await send(NEXT);
    expect((await send(NEXT)).body.revision).toBe(1);
    expect((await send(ALIKE, { decisions: [{ page: 19, key: 'p019' }] })).body.code).toBe('edition-changed');
    const both = await Promise.all([
      send(ALIKE, { revision: 1, decisions: [{ page: 19, key: 'p019' }] }),
      send(ALIKE, { revision: 1, decisions: [{ page: 19, key: null }] }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const changed = await send(REPORT_TEXT.replaceAll('就職ガイダンス開催費', '就職ガイダンス開催支援費'), {
      revision: 1,
      decisions: [{ page: 19, key: 'p019' }],
    });
    expect(changed.body).toMatchObject({ fiscalYear: 2013, hasDraft: true, isPublished: true });
    expect((await read(2013)).published).toEqual(report);
  });

  it('may be three megabytes large and no larger', async () => {
    expect((await tryOut('あ'.repeat(1_000_000))).body.code).toBe('report-unreadable');
    expect(await tryOut('あ'.repeat(1_100_000))).toMatchObject({
      status: 413,
      body: { code: 'body-too-large' },
    });
  });
});
