import type { Instant } from '#domain/canonical/dates.ts';
import { hashText } from '#domain/canonical/hash.ts';
import { canonicalJson } from '#domain/canonical/json.ts';
import { compareDocumentNames, type DocumentList, type DocumentName } from '#protocol/documents.ts';
import type { Queries } from '#server/database/schema.ts';

/** A document as devices keep it: canonical JSON under its hash. */
export interface StoredDocument {
  name: DocumentName;
  hash: string;
  content: string;
}

/**
 * Puts a document in place of the one of the same name, unless it is the same.
 *
 * @throws NotCanonicalError when the value is not JSON.
 */
export async function putDocument(
  db: Queries,
  centreId: string,
  name: DocumentName,
  value: unknown,
  now: Instant,
): Promise<void> {
  const content = canonicalJson(value);
  const hash = hashText(content);
  await db
    .insertInto('documents')
    .values({ centre_id: centreId, name, hash, content, updated_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['centre_id', 'name'])
        .doUpdateSet({ hash, content, updated_at: now })
        .where('documents.hash', '!=', hash),
    )
    .execute();
}

/** A centre's documents with their sizes instead of their content, the editions first. */
export async function listDocuments(db: Queries, centreId: string): Promise<DocumentList['documents']> {
  const rows = await db
    .selectFrom('documents')
    .select(['name', 'hash'])
    .select((column) => column.fn<number>('octet_length', ['content']).as('sizeBytes'))
    .where('centre_id', '=', centreId)
    .execute();
  return rows.sort((a, b) => compareDocumentNames(a.name, b.name));
}

/** The names and hashes of a centre's documents. */
export async function listDocumentHashes(
  db: Queries,
  centreId: string,
): Promise<Pick<StoredDocument, 'name' | 'hash'>[]> {
  return db.selectFrom('documents').select(['name', 'hash']).where('centre_id', '=', centreId).execute();
}

/** The hash of a document, without reading it. */
export async function findDocumentHash(
  db: Queries,
  centreId: string,
  name: DocumentName,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('documents')
    .select('hash')
    .where('centre_id', '=', centreId)
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.hash;
}

/** A document with its content; undefined when the centre has none of the name. */
export async function findDocument(
  db: Queries,
  centreId: string,
  name: DocumentName,
): Promise<StoredDocument | undefined> {
  return db
    .selectFrom('documents')
    .select(['name', 'hash', 'content'])
    .where('centre_id', '=', centreId)
    .where('name', '=', name)
    .executeTakeFirst();
}
