import { fetchDocument, listDocuments } from '#client/api/documents-api.ts';
import type { BansoDatabase } from '#client/storage/database.ts';

/**
 * Fetches the documents whose content differs from what this device keeps, and drops
 * those that the server no longer has; an unchanged one costs nothing.
 *
 * @throws ApiProblem, Unreachable; documents that arrived until then are kept.
 */
export async function refreshDocuments(db: BansoDatabase): Promise<void> {
  const listed = await listDocuments();
  for (const { name, hash } of listed) {
    const held = await db.documents.get(name);
    if (held?.hash === hash) continue;
    await db.documents.put({ name, hash, content: await fetchDocument(name) });
  }
  // At the end: until the new ones are here, what is dropped may be all that there is to read.
  const names = new Set<string>(listed.map(({ name }) => name));
  await db.documents.filter(({ name }) => !names.has(name)).delete();
}
