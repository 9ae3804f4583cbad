import { afterAll, beforeAll, expect, it } from 'vitest';
import { PULL_PAGE_BYTES, type PullResponse } from '#protocol/sync.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange, push } from '#tests/support/fieldwork.ts';

describeOnBothDatabases('the pages of a pull', (getDatabase) => {
  let test: TestApp;
  let client: TestClient;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
    client = await test.as('coordinator');
  });
  afterAll(() => test.app.close());

  it('are limited by bytes, with one record at least, and leave none out', async () => {
    // Japanese text has three bytes a character.
    const sizes = [10, 80_000, 80_000, 80_000, 80_000, 80_000, 10, 300_000, 10, 80_000];
    const ids: string[] = [];
    for (const size of sizes) {
      const fields = Object.fromEntries(
        Array.from({ length: Math.ceil(size / 80_000) }, (_, part) => [
          `part${part}`,
          '長'.repeat(Math.min(80_000, size)),
        ]),
      );
      const change = makeChange(client, 'accounts', { name: 'x', ...fields });
      ids.push(change.recordId);
      await push(client, [change]);
    }
    const pages: PullResponse[] = [];
    for (let cursor = 0, more = true; more;) {
      const page = (await client.request({ url: `/api/sync/pull?cursor=${cursor}` })).json<PullResponse>();
      pages.push(page);
      ({ cursor, more } = page);
    }
    expect(pages.flatMap(({ records }) => records.map(({ id }) => id))).toEqual(ids);
    expect(pages.length).toBeGreaterThan(2);
    for (const { records } of pages) {
      const bytes = Buffer.byteLength(JSON.stringify(records.map(({ fields }) => fields)));
      expect(records.length === 1 || bytes <= PULL_PAGE_BYTES).toBe(true);
    }
    // As few as the bytes allow: a page ends because the next record would not have fitted.
    for (const [index, { records }] of pages.slice(0, -1).entries()) {
      const withNext = [...records, pages[index + 1]!.records[0]!];
      expect(Buffer.byteLength(JSON.stringify(withNext.map(({ fields }) => fields)))).toBeGreaterThan(
        PULL_PAGE_BYTES - 1000,
      );
    }
    const last = pages.at(-1)!;
    expect(last.cursor).toBe(last.records.at(-1)!.revision);
    const idle = (await client.request({ url: `/api/sync/pull?cursor=${last.cursor}` })).json<PullResponse>();
    expect(idle).toMatchObject({ records: [], more: false, cursor: last.cursor });
  });
});
