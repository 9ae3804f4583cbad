import { fetchDocument, listDocuments } from '../api/documents-api.ts';
import type { BansoDatabase } from '../storage/database.ts';

/**
 * Fetches the documents whose content differs from what this device keeps; an
 * unchanged one costs nothing.
 *
 * @throws ApiProblem, Unreachable; documents that arrived until then are kept.
 */
export async function refreshDocuments(db: BansoDatabase): Promise<void> {
  for (const { name, hash } of await listDocuments()) {
    const held = await db.documents.get(name);
    if (held?.hash === hash) continue;
    await db.documents.put({ name, hash, content: await fetchDocument(name) });
  }
}
