import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as api from '#client/api/documents-api.ts';
import { BansoDatabase } from '#client/storage/database.ts';
import { findDocument, listEditions } from '#client/records/documents.ts';
import { refreshDocuments } from '#client/sync/refresh-documents.ts';
import type { DocumentName } from '#protocol/documents.ts';

vi.mock('#client/api/documents-api.ts');
const server = vi.mocked(api);

let db: BansoDatabase;
let centres = 0;
beforeEach(() => {
  vi.resetAllMocks();
  centres += 1;
  db = new BansoDatabase(`centre-${centres}`, 'me');
});
afterEach(() => db.close());

const edition = (fiscalYear: number) => ({ fiscalYear, programmes: [] });
function serve(documents: Partial<Record<DocumentName, { hash: string; content: object }>>): void {
  server.listDocuments.mockResolvedValue(
    (Object.keys(documents) as DocumentName[]).map((name) => ({
      name,
      hash: documents[name]!.hash,
      sizeBytes: 1,
    })),
  );
  server.fetchDocument.mockImplementation((name) => Promise.resolve(documents[name]!.content as never));
}

it('a new edition costs one document, and becomes the catalogue that readers see', async () => {
  serve({ 'catalogue-2013': { hash: 'a', content: edition(2013) } });
  await refreshDocuments(db);
  expect(await findDocument(db, 'catalogue')).toEqual(edition(2013));

  serve({
    'catalogue-2014': { hash: 'b', content: edition(2014) },
    'catalogue-2013': { hash: 'a', content: edition(2013) },
  });
  await refreshDocuments(db);
  expect(server.fetchDocument.mock.calls).toEqual([['catalogue-2013'], ['catalogue-2014']]);
  expect(await findDocument(db, 'catalogue')).toEqual(edition(2014));
  expect((await listEditions(db)).map(({ fiscalYear, hash }) => [fiscalYear, hash])).toEqual([
    [2014, 'b'],
    [2013, 'a'],
  ]);
});

it('what the server no longer has leaves the device, the one catalogue of earlier versions too', async () => {
  await db.documents.bulkPut([
    { name: 'catalogue' as DocumentName, hash: 'old', content: {} },
    { name: 'catalogue-2012', hash: 'c', content: edition(2012) },
  ]);
  serve({ 'catalogue-2013': { hash: 'a', content: edition(2013) } });
  await refreshDocuments(db);
  expect(await db.documents.toCollection().primaryKeys()).toEqual(['catalogue-2013']);
});

it('nothing leaves while the server cannot be asked', async () => {
  await db.documents.put({ name: 'catalogue-2013', hash: 'a', content: edition(2013) });
  server.listDocuments.mockRejectedValue(new Error('unreachable'));
  await expect(refreshDocuments(db)).rejects.toThrow('unreachable');
  expect(await findDocument(db, 'catalogue')).toEqual(edition(2013));
});
