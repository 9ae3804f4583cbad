import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import { composeProgrammePath } from '#domain/catalogue/public-address.ts';
import { createEdition, putProgramme } from '#domain/catalogue/edition/edition.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { editionDocumentName, type WithdrawnPage } from '#protocol/documents.ts';
import { updateCentre } from '#server/database/queries/centres.ts';
import { listAudit } from '#server/database/queries/audit-log.ts';
import { putDocument } from '#server/database/queries/documents.ts';
import { REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

const NOW = '2013-11-20T00:00:00.000Z';

describeOnBothDatabases('the public page of a programme', (getDatabase) => {
  const report: Catalogue = parseReport(REPORT_TEXT);
  const guidance: Programme = {
    ...report.programmes.find(({ key }) => key === 'p019')!,
    terms: {
      eligibility: '県内の<事業者>',
      support: '説明会への出展',
      rate: '2分の1以内',
      limit: '50万円',
      application: { from: '2013-04-01', until: '2014-03-31' },
      contact: { department: '雇用対策課', telephone: '017-000-0000', url: 'https://example.jp/?a=1&b=2' },
      documents: ['申込書'],
      checkedOn: '2013-05-01',
      checkedBy: '佐藤花子',
    },
  };
  let test: TestApp;
  let office: TestClient;
  let path: string;

  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => Date.parse(NOW) });
    office = await test.as('office');
    path = composeProgrammePath(test.centreId, 'p019');
    await updateCentre(getDatabase().db, test.centreId, { contact: '電話 000-111-2222' });
  });
  afterAll(() => test.app.close());
  beforeEach(async () => {
    await getDatabase().db.deleteFrom('documents').execute();
    await publish(putProgramme(report, guidance));
  });

  const publish = (catalogue: Catalogue): Promise<void> =>
    putDocument(getDatabase().db, test.centreId, editionDocumentName(catalogue.fiscalYear), catalogue, NOW);
  const open = (url = path, headers: Record<string, string> = {}) => test.app.inject({ url, headers });
  const withdraw = (isWithdrawn: boolean, client = office) =>
    client.request({ method: 'PUT', url: '/api/catalogue/public-pages/p019', payload: { isWithdrawn } });

  it('tells a company what it asks, and nothing of the office, without a sign-in or a script', async () => {
    const { statusCode, body, headers } = await open();
    expect(statusCode).toBe(200);
    for (const text of [
      guidance.name,
      '県内の&#60;事業者&#62;',
      '補助率: 2分の1以内',
      '補助限度額（1社が受け取る額）: 50万円',
      '県 雇用対策課',
      'href="tel:017-000-0000"',
      'href="https://example.jp/?a=1&#38;b=2"',
      '申込書',
      '平成25年度',
      '平成25年（2013年）5月1日',
      '電話 000-111-2222',
    ])
      expect(body).toContain(text);
    for (const secret of ['佐藤花子', guidance.results[0]!.item, '千円', '<script', 'http-equiv'])
      expect(body).not.toContain(secret);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none';style-src 'sha256-/);
    expect(headers['set-cookie']).toBeUndefined();
    expect(Buffer.byteLength(body)).toBeLessThan(10 * 1024);
  });

  it('is in the reader’s language, by the browser or the address', async () => {
    expect((await open()).body).toContain('<html lang="ja">');
    const english = (await open(path, { 'accept-language': 'en-GB,en;q=0.9' })).body;
    expect(english).toContain('<html lang="en">');
    expect(english).toContain('Who may apply');
    expect(english).toContain('Mon 1 Apr 2013 (Heisei 25)');
    expect((await open(`${path}?lang=en`)).body).toBe(english);
    expect((await open(`${path}?lang=ja`, { 'accept-language': 'en' })).body).toContain('対象者');
  });

  it('costs nothing when nothing has changed, and comes anew when it has', async () => {
    const { etag } = (await open()).headers;
    expect((await open(path, { 'if-none-match': etag! })).statusCode).toBe(304);
    await publish(putProgramme(report, { ...guidance, description: '新しい説明' }));
    const after = await open(path, { 'if-none-match': etag! });
    expect([after.statusCode, after.body.includes('新しい説明')]).toEqual([200, true]);
  });

  it('keeps its address over the editions: the newest that has it, or the last that had', async () => {
    const next = createEdition(2014, putProgramme(report, guidance), { withProgrammes: true });
    await publish(putProgramme(next, { ...guidance, name: '次の年の名前' }));
    expect((await open()).body).toContain('次の年の名前');
    await publish(createEdition(2015, next, { withProgrammes: false }));
    const older = await open();
    expect(older.body).toContain('次の年の名前');
    await publish({ ...next, programmes: [] });
    expect((await open()).body).toContain('最新の年度版には載っていない');
  });

  it('says that a programme has ended, or that nobody has confirmed it', async () => {
    const ended = { raw: '24', start: 2012, end: 2012, open: false };
    await publish(putProgramme(report, { ...guidance, period: ended }));
    expect((await open()).body).toContain('この制度は終了しました');
    const copied = { raw: '24-', start: 2012, end: null, open: true, vouchedFor: 2012 };
    await publish(putProgramme(report, { ...guidance, period: copied }));
    expect((await open()).body).toContain('未確認');
  });

  it('is taken back at once, by the office alone, for devices too, and shown again', async () => {
    expect((await withdraw(true, await test.as('coordinator'))).statusCode).toBe(403);
    expect((await withdraw(true)).statusCode).toBe(204);
    expect((await withdraw(true)).statusCode).toBe(204);
    const page = await open();
    expect(page.statusCode).toBe(410);
    expect(page.body).toContain('公開は終わりました');
    expect(page.body).toContain('電話 000-111-2222');
    expect(page.body).not.toContain(guidance.description.slice(0, 20));
    const carried = await (await test.as('coordinator')).request({ url: '/api/documents/withdrawn-pages' });
    expect(carried.json<WithdrawnPage[]>()).toEqual([{ programme: 'p019', at: NOW }]);
    expect((await listAudit(getDatabase().db, test.centreId)).at(-1)).toMatchObject({
      action: 'catalogue.page',
      subject: 'p019',
      detail: { isWithdrawn: true },
    });
    await withdraw(false);
    expect((await open()).statusCode).toBe(200);
  });

  it.each(['/p/0000000000/p019', '/p/x/../y', '/p/%E0%A4%A/p019', `/p/${'x'.repeat(300)}/p019`])(
    'that does not exist (%s) is a page that says so',
    async (url) => {
      const { statusCode, headers } = await open(url);
      expect(statusCode).toBeGreaterThanOrEqual(400);
      expect(statusCode).toBeLessThan(500);
      expect(headers['etag']).toBeUndefined();
    },
  );
  it('of a programme that nobody published is not found', async () => {
    expect((await open(composeProgrammePath(test.centreId, 'p999'))).statusCode).toBe(404);
  });
});
