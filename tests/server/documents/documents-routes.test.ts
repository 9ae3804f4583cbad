import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROLES } from '#domain/access/permissions.ts';
import { hashText } from '#domain/canonical/hash.ts';
import { putDocument } from '#server/database/queries/documents.ts';
import type { DocumentList, DocumentName } from '#protocol/documents.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { DOCUMENT_READERS } from '#tests/support/rights.ts';

const NOW = '2026-11-20T00:00:00.000Z';

describeOnBothDatabases('documents', (getDatabase) => {
  let test: TestApp;
  let coordinator: TestClient;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
    coordinator = await test.as('coordinator');
  });
  afterAll(() => test.app.close());

  const put = (name: DocumentName, value: unknown) =>
    putDocument(getDatabase().db, test.centreId, name, value, NOW);

  it('are listed with the hash and size of what is then fetched', async () => {
    await put('survey', { title: '調査', id: 's' });
    await put('catalogue-2013', { programmes: [] });
    const { documents } = (await coordinator.request({ url: '/api/documents' })).json<DocumentList>();
    expect(documents.map(({ name }) => name)).toEqual(['catalogue-2013', 'survey']);
    const { body } = await coordinator.request({ url: '/api/documents/survey' });
    expect(body).toBe('{"id":"s","title":"調査"}');
    expect(documents[1]).toEqual({
      name: 'survey',
      hash: hashText(body),
      sizeBytes: Buffer.byteLength(body),
      format: 1,
    });
  });

  it('cost a device that has them a few bytes', async () => {
    await put('catalogue-2013', { edition: 1 });
    const { etag } = (await coordinator.request({ url: '/api/documents/catalogue-2013' })).headers;
    expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
    for (const header of [String(etag), `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await coordinator.request({
        url: '/api/documents/catalogue-2013',
        headers: { 'if-none-match': header },
      });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
    await put('catalogue-2013', { edition: 2 });
    const newer = await coordinator.request({
      url: '/api/documents/catalogue-2013',
      headers: { 'if-none-match': String(etag) },
    });
    expect(newer.json()).toEqual({ edition: 2 });
  });

  it('travel compressed to whoever takes that', async () => {
    const value = { text: 'ことば'.repeat(5000) };
    await put('catalogue-2013', value);
    const fetchAs = async (encoding: string) => {
      const response = await coordinator.request({
        url: '/api/documents/catalogue-2013',
        headers: { 'accept-encoding': encoding },
      });
      return { encoding: response.headers['content-encoding'], bytes: response.rawPayload };
    };
    const brotli = await fetchAs('gzip, deflate, br, zstd');
    expect(brotli.encoding).toBe('br');
    expect(brotli.bytes.length).toBeLessThan(1000);
    expect(JSON.parse(brotliDecompressSync(brotli.bytes).toString())).toEqual(value);
    const gzip = await fetchAs('gzip, br;q=0');
    expect(gzip.encoding).toBe('gzip');
    expect(JSON.parse(gunzipSync(gzip.bytes).toString())).toEqual(value);
    expect((await fetchAs('identity')).encoding).toBeUndefined();
  });

  it('that nobody knows are not there', async () => {
    for (const name of ['secrets', 'questionnaire', 'catalogue', 'catalogue-99999', '..%2fstaff']) {
      expect((await coordinator.request({ url: `/api/documents/${name}` })).json()).toMatchObject({
        code: 'not-found',
      });
    }
    expect((await coordinator.request({ url: '/api/documents/%00' })).statusCode).toBe(400);
  });

  it('are carried by those alone who may see what they hold', async () => {
    const names = Object.keys(DOCUMENT_READERS) as DocumentName[];
    for (const name of names) await put(name, []);
    const wrong: string[] = [];
    for (const role of ROLES) {
      const client = await test.as(role);
      const { documents } = (await client.request({ url: '/api/documents' })).json<DocumentList>();
      for (const name of names) {
        const { statusCode } = await client.request({ url: `/api/documents/${name}` });
        const may = DOCUMENT_READERS[name]!.includes(role);
        const isListed = documents.some((each) => each.name === name);
        if (statusCode !== (may ? 200 : 403) || isListed !== may)
          wrong.push(`${role} ${name}: ${statusCode}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
