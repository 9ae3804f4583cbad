import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import type {
  EditionDetail,
  EditionSummary,
  IssueLinksDetail,
  ProblemWordsDetail,
} from '#protocol/catalogue.ts';
import type { DocumentList } from '#protocol/documents.ts';
import type { ProblemDocument } from '#protocol/problems.ts';
import { installIssueLinks, installReport } from '#server/catalogue/install.ts';
import { installProblemWords } from '#server/catalogue/problem-words.ts';
import { instantOf } from '#server/journal/clock.ts';
import { listAudit } from '#server/database/queries/audit-log.ts';
import { insertCentre } from '#server/database/queries/centres.ts';
import { listEditions } from '#server/database/queries/editions.ts';
import { nextReport, PAGES_MORE } from '#tests/domain/catalogue/report/next-report.ts';
import { REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

const NOW = '2026-11-20T00:00:00.000Z';
const LINK = {
  issue: 'labour',
  programme: 'p019',
  weight: 2,
  quotation: '就職ガイダンスを開催した',
} as const;

describeOnBothDatabases('the upkeep of the catalogue', (getDatabase) => {
  const report: Catalogue = parseReport(REPORT_TEXT);
  const guidance = report.programmes.find(({ key }) => key === 'p019')!;
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
    await db.deleteFrom('issue_links').execute();
    await db.deleteFrom('documents').execute();
    await install();
    await installIssueLinks(db, test.centreId, [{ ...LINK }], NOW);
  });

  const install = (catalogue = report) =>
    getDatabase()
      .db.transaction()
      .execute((tx) => installReport(tx, test.centreId, catalogue, NOW));
  const call = async <Answer>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    payload?: object,
    client = office,
  ) => {
    const response = await client.request({
      method,
      url: `/api/catalogue/${path}`,
      ...(payload && { payload }),
    });
    return { status: response.statusCode, body: response.json<Answer>() };
  };
  const put = (programme: Programme, revision: number, year = 2013) =>
    call<{ revision: number } & ProblemDocument>('PUT', `editions/${year}/programmes/${programme.key}`, {
      revision,
      programme,
    });
  const publish = (revision: number, year = 2013) =>
    call<{ revision: number } & ProblemDocument>('POST', `editions/${year}/publish`, { revision });
  const read = async (year = 2013) => (await call<EditionDetail>('GET', `editions/${year}`)).body;
  const onDevices = async (year = 2013): Promise<Catalogue> => {
    const coordinator = await test.as('coordinator');
    return (await coordinator.request({ url: `/api/documents/catalogue-${year}` })).json();
  };
  const lastAct = async () => (await listAudit(getDatabase().db, test.centreId)).at(-1);

  it('begins with the report, published by nobody, and devices carry it', async () => {
    const { status, body } = await call<EditionSummary[]>('GET', 'editions');
    expect(status).toBe(200);
    expect(body).toEqual([
      {
        fiscalYear: 2013,
        source: 'report',
        hasDraft: false,
        isPublished: true,
        programmeCount: 119,
        revision: 1,
        updatedAt: NOW,
        updatedBy: null,
      },
    ]);
    expect(await onDevices()).toEqual(report);
  });

  it('lets a draft change without devices noticing, until it is published', async () => {
    const edited = { ...guidance, name: '就職ガイダンス開催費（改）', costThousandYen: 2000 };
    expect(await put(edited, 1)).toEqual({ status: 200, body: { revision: 2 } });
    const detail = await read();
    expect(detail).toMatchObject({ hasDraft: true, isPublished: true, revision: 2, updatedBy: 'officeの人' });
    expect(detail.draft?.programmes.find(({ key }) => key === 'p019')).toEqual(edited);
    expect(await onDevices()).toEqual(report);

    expect(await publish(2)).toEqual({ status: 200, body: { revision: 3 } });
    expect((await onDevices()).totals.settlementThousandYen).toBe(41_609_725 + 893);
    expect(await read()).toMatchObject({ hasDraft: false, draft: null });
    expect((await publish(3)).body.code).toBe('nothing-to-publish');
    await install();
    expect((await onDevices()).programmes.find(({ key }) => key === 'p019')).toEqual(edited);
  });

  it('writes down who changed which members of which programme, from what to what', async () => {
    await put({ ...guidance, name: '新しい名前' }, 1);
    expect(await lastAct()).toMatchObject({
      userId: office.person.userId,
      action: 'catalogue.programme',
      subject: '2013',
      detail: { programme: 'p019', before: { name: guidance.name }, after: { name: '新しい名前' } },
    });
    await call('DELETE', 'editions/2013/programmes/p019?revision=2');
    expect(await lastAct()).toMatchObject({ detail: { programme: 'p019', removed: '新しい名前' } });
    await publish(3);
    expect(await lastAct()).toMatchObject({
      action: 'catalogue.publish',
      detail: { added: 0, removed: 1, changed: 0 },
    });
  });

  it('refuses what was written on an older state, but not the same words again', async () => {
    const edited = { ...guidance, name: '新しい名前' };
    await put(edited, 1);
    expect((await put({ ...guidance, name: '別の名前' }, 1)).body).toMatchObject({
      code: 'edition-changed',
      title: expect.stringContaining('ほかの人') as string,
    });
    expect(await put(edited, 1)).toEqual({ status: 200, body: { revision: 2 } });
    expect((await publish(1)).body.code).toBe('edition-changed');
    expect(await call('DELETE', 'editions/2013/programmes/nobody?revision=1')).toEqual({
      status: 200,
      body: { revision: 2 },
    });
    expect(
      (await call<ProblemDocument>('DELETE', 'editions/2013/programmes/p020?revision=1')).body.code,
    ).toBe('edition-changed');
  });

  it('lets one of two writers at once through', async () => {
    const answers = await Promise.all([
      put({ ...guidance, name: '一人目' }, 1),
      put({ ...guidance, name: '二人目' }, 1),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('says field by field, in the person’s language, what is wrong with a programme', async () => {
    const { status, body } = await put(
      { ...guidance, name: ' ', policy: 9, period: { ...guidance.period, end: 1900 } },
      1,
    );
    expect([status, body.code]).toEqual([422, 'programme-invalid']);
    expect(body.errors).toEqual(
      expect.arrayContaining([
        { pointer: '/programme/name', message: '入力してください' },
        { pointer: '/programme/policy', message: 'この年度版にない基本方針です' },
        { pointer: '/programme/end', message: '終了年度が開始年度より前です' },
      ]),
    );
    expect((await put({ ...guidance, description: 'half \ud800' }, 1)).body).toMatchObject({
      code: 'malformed-request',
      errors: [{ pointer: '/programme/description' }],
    });
    expect((await put({ ...guidance, extra: 1 } as Programme, 1)).body.code).toBe('malformed-request');
    expect((await read()).hasDraft).toBe(false);
  });

  it('takes a whole list or nothing of it', async () => {
    const list = (programmes: Programme[], revision: number) =>
      call<{ revision: number } & ProblemDocument>('PUT', 'editions/2013/programmes', {
        revision,
        programmes,
      });
    const [first, ...others] = report.programmes;
    const refused = await list([{ ...first!, department: '' }, ...others], 1);
    expect(refused.body).toMatchObject({
      code: 'programme-invalid',
      errors: [{ pointer: '/programmes/0/department' }],
    });
    expect((await list([first!, first!], 1)).body.errors?.[0]).toMatchObject({
      pointer: '/programmes/1/key',
    });
    expect((await read()).draft).toBeNull();

    expect((await list([...others.slice(1), { ...first!, name: '改めた名前' }], 1)).body).toEqual({
      revision: 2,
    });
    expect((await read()).draft?.totals.programmes).toBe(118);
    expect((await lastAct())?.detail).toEqual({
      added: [],
      removed: [others[0]!.key],
      changed: { [first!.key]: ['name'] },
    });
  });

  it('begins the next year’s edition beside the old one, which costs devices only the new one', async () => {
    const created = await call<EditionSummary>('POST', 'editions', { fiscalYear: 2014, copyFrom: 2013 });
    expect(created).toMatchObject({
      status: 201,
      body: { fiscalYear: 2014, source: 'office', isPublished: false, programmeCount: 119 },
    });
    expect(
      (await call<ProblemDocument>('POST', 'editions', { fiscalYear: 2014, copyFrom: null })).body.code,
    ).toBe('edition-exists');
    expect(
      (await call<ProblemDocument>('POST', 'editions', { fiscalYear: 2015, copyFrom: 1999 })).body.code,
    ).toBe('not-found');
    const before = (await office.request({ url: '/api/documents' })).json<DocumentList>().documents;
    await publish(1, 2014);
    const after = (await office.request({ url: '/api/documents' })).json<DocumentList>().documents;
    expect(after.map(({ name }) => name)).toEqual(['catalogue-2014', 'catalogue-2013', 'issue-links']);
    expect(after.slice(1)).toEqual(before);
    expect(await onDevices(2014)).toMatchObject({
      fiscalYear: 2014,
      totals: { programmes: 119, results: 0 },
    });
  });

  it('lets policies and pillars be renamed and added, but none be taken from under a programme', async () => {
    const outline = (changes: object, revision = 1) =>
      call<{ revision: number } & ProblemDocument>('PUT', 'editions/2013/outline', {
        revision,
        policies: report.policies,
        pillars: report.pillars,
        ...changes,
      });
    const [first, ...others] = report.pillars;
    expect((await outline({ pillars: others })).body).toMatchObject({
      code: 'outline-invalid',
      errors: [{ pointer: '/pillars', message: '施策の柱1-1は施策が使っているため、なくせません' }],
    });
    const pillars = [
      { ...first!, title: '改めた柱' },
      ...others,
      { key: '1-5', policy: 1, title: '新しい柱' },
    ];
    expect((await outline({ pillars })).body).toEqual({ revision: 2 });
    expect((await outline({ pillars })).body).toEqual({ revision: 2 });
    expect((await outline({}, 1)).body.code).toBe('edition-changed');
    expect((await read()).draft?.pillars[0]?.title).toBe('改めた柱');
    expect(await lastAct()).toMatchObject({
      action: 'catalogue.outline',
      detail: {
        changes: [
          { key: '1-1', kind: 'renamed', title: '改めた柱' },
          { key: '1-5', kind: 'added' },
        ],
      },
    });
    expect((await put({ ...guidance, pillar: '1-5' }, 2)).status).toBe(200);
    await publish(3);
    expect((await onDevices()).pillars.map(({ key }) => key)).toContain('1-5');
  });

  it('does not publish an edition without programmes', async () => {
    await call('POST', 'editions', { fiscalYear: 2014, copyFrom: null });
    expect((await publish(1, 2014)).body.code).toBe('edition-empty');
  });

  it('forgets a draft: the published content is back, an edition that never was published is gone', async () => {
    await put({ ...guidance, name: '新しい名前' }, 1);
    expect((await call('DELETE', 'editions/2013/draft?revision=2')).body).toEqual({ revision: 3 });
    expect(await read()).toMatchObject({ draft: null, published: { totals: { programmes: 119 } } });
    await call('POST', 'editions', { fiscalYear: 2014, copyFrom: null });
    await call('DELETE', 'editions/2014/draft?revision=1');
    expect(
      (await call<EditionSummary[]>('GET', 'editions')).body.map(({ fiscalYear }) => fiscalYear),
    ).toEqual([2013]);
  });

  it('imports the report of another year beside, a better reading in place, and over nobody’s work', async () => {
    const next = { ...report, fiscalYear: 2014, programmes: report.programmes.slice(1) };
    await install(next);
    await install({ ...report, warnings: [] });
    expect((await onDevices()).warnings).toEqual([]);
    expect((await onDevices(2014)).programmes).toHaveLength(118);
    const { revision } = await read();
    await put({ ...guidance, name: '下書き' }, revision);
    await install();
    expect(await read()).toMatchObject({ hasDraft: true, source: 'report' });
    expect(await onDevices()).toEqual(report);
    await call('POST', 'editions', { fiscalYear: 2015, copyFrom: null });
    await install({ ...report, fiscalYear: 2015 });
    expect(await read(2015)).toMatchObject({ source: 'office', published: null });
  });

  it('reads another year’s report under the keys that the programmes have', async () => {
    await install(nextReport(report, (programmes) => programmes.filter(({ page }) => page !== 14)));
    const devices = await onDevices(2014);
    expect(devices.programmes.find(({ page }) => page === 19 + PAGES_MORE)).toMatchObject({
      key: 'p019',
      name: guidance.name,
    });
    expect(devices.programmes.map(({ key }) => key)).toEqual(
      report.programmes.slice(1).map(({ key }) => key),
    );
    await install();
    expect(await onDevices()).toEqual(report);
  });

  it('keeps the links from issues to programmes, each with words that stand on the sheet', async () => {
    expect((await call<IssueLinksDetail>('GET', 'issue-links')).body).toEqual({ revision: 1, links: [LINK] });
    const other = {
      issue: 'sales',
      programme: 'p140',
      weight: 3,
      quotation: report.programmes.find(({ key }) => key === 'p140')!.name,
    };
    const refused = await call<ProblemDocument>('PUT', 'issue-links', {
      revision: 1,
      links: [LINK, { ...other, quotation: 'どこにもないことば' }, 7],
    });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'issue-links-invalid', errors: [{ pointer: '/links/1' }, { pointer: '/links/2' }] },
    });
    expect(
      (await call<IssueLinksDetail>('PUT', 'issue-links', { revision: 1, links: [LINK, other] })).body,
    ).toEqual({ revision: 2, links: [LINK, other] });
    expect(await lastAct()).toMatchObject({
      action: 'catalogue.links',
      detail: { added: [expect.stringContaining('sales p140 3')], removed: [] },
    });
    expect((await call<ProblemDocument>('PUT', 'issue-links', { revision: 1, links: [] })).body.code).toBe(
      'issue-links-changed',
    );
    const coordinator = await test.as('coordinator');
    expect((await coordinator.request({ url: '/api/documents/issue-links' })).json()).toEqual([LINK, other]);
    await installIssueLinks(getDatabase().db, test.centreId, [{ ...LINK }], NOW);
    expect((await call<IssueLinksDetail>('GET', 'issue-links')).body.links).toHaveLength(2);
  });

  it('keeps the words for problems: judged as a whole, sent to devices, the seed never over the office’s', async () => {
    const entry = { issue: 'labour', weight: 3, ja: ['人手不足'], en: [], sheetWords: ['就職'] } as const;
    const seed = [{ ...entry, ja: [...entry.ja], en: [], sheetWords: [...entry.sheetWords] }];
    const { db } = getDatabase();
    await db.deleteFrom('problem_words').execute();
    await installProblemWords(db, test.centreId, seed, NOW);
    expect((await call<ProblemWordsDetail>('GET', 'problem-words')).body).toEqual({
      revision: 1,
      entries: seed,
    });

    const refused = await call<ProblemDocument>('PUT', 'problem-words', {
      revision: 1,
      entries: [entry, { ...entry, ja: ['人手不足'] }, { ...entry, ja: ['人材'], issue: 'x' }],
    });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'problem-words-invalid', errors: [{ pointer: '/entries/1' }, { pointer: '/entries/2' }] },
    });

    const other = { ...entry, issue: 'costs', ja: ['電気代が高い'] };
    expect(
      (await call<ProblemWordsDetail>('PUT', 'problem-words', { revision: 1, entries: [entry, other] })).body,
    ).toEqual({ revision: 2, entries: [entry, other] });
    // The same again is no change, whatever revision it was made from.
    expect(
      (await call<ProblemWordsDetail>('PUT', 'problem-words', { revision: 1, entries: [entry, other] })).body
        .revision,
    ).toBe(2);
    expect(
      (await call<ProblemDocument>('PUT', 'problem-words', { revision: 1, entries: [] })).body.code,
    ).toBe('problem-words-changed');
    const coordinator = await test.as('coordinator');
    expect((await coordinator.request({ url: '/api/documents/problem-words' })).json()).toEqual([
      entry,
      other,
    ]);
    expect((await call('PUT', 'problem-words', { revision: 2, entries: [] }, coordinator)).status).toBe(403);
    await installProblemWords(db, test.centreId, seed, NOW);
    expect((await call<ProblemWordsDetail>('GET', 'problem-words')).body.entries).toHaveLength(2);
  });

  it('saves a new link beside one whose sheet has changed, but no change of that one that does not hold', async () => {
    const other = {
      issue: 'sales',
      programme: 'p140',
      weight: 3,
      quotation: report.programmes.find(({ key }) => key === 'p140')!.name,
    };
    await put({ ...guidance, description: '別の文章', results: [], history: [] }, 1);
    await publish(2);
    const change = (links: unknown[], revision: number) =>
      call<IssueLinksDetail & ProblemDocument>('PUT', 'issue-links', { revision, links });
    expect((await change([LINK, other], 1)).body).toEqual({ revision: 2, links: [LINK, other] });
    expect((await change([{ ...LINK, weight: 3 }, other], 2)).body).toMatchObject({
      code: 'issue-links-invalid',
      errors: [{ pointer: '/links/0', message: '引用が個票にそのままありません' }],
    });
    expect((await change([LINK, LINK, other], 2)).body).toMatchObject({ code: 'issue-links-invalid' });
    expect((await change([{ ...LINK, quotation: '別の文章' }, other], 2)).body).toMatchObject({
      revision: 3,
    });
  });

  it('belongs to office staff and administrators alone, and to their own centre', async () => {
    for (const role of ['coordinator', 'manager', 'partner'] as const) {
      expect((await call<ProblemDocument>('GET', 'editions', undefined, await test.as(role))).body.code).toBe(
        'forbidden',
      );
    }
    expect((await call('GET', 'editions', undefined, await test.as('administrator'))).status).toBe(200);
    const elsewhere = uuidV7(Date.now(), (count) => crypto.getRandomValues(new Uint8Array(count)));
    await insertCentre(getDatabase().db, {
      id: elsewhere,
      name: '別のセンター',
      epoch: elsewhere,
      createdAt: instantOf(Date.now),
    });
    expect(await listEditions(getDatabase().db, elsewhere)).toEqual([]);
  });
});
