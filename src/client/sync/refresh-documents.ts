import { fetchDocument, listDocuments } from '#client/api/documents-api.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { formatOfDocument, isDocumentContent, isDocumentName } from '#protocol/documents.ts';

/**
 * Fetches the documents whose content differs from what this device keeps, and drops
 * those that the server no longer has; an unchanged one costs nothing. A document in a format that
 * this app does not read stays as it was: what the device has of it is better than nothing.
 *
 * @returns whether the app was too old for some of them.
 * @throws ApiProblem, Unreachable; documents that arrived until then are kept.
 */
export async function refreshDocuments(db: BansoDatabase): Promise<{ isAppTooOld: boolean }> {
  const listed = await listDocuments();
  let isAppTooOld = false;
  for (const { name, hash, format = 1 } of listed) {
    // A kind of document that came after this app: nothing here reads it.
    if (!isDocumentName(name)) continue;
    const held = await db.documents.get(name);
    if (held?.hash === hash) continue;
    const content = format > formatOfDocument(name) ? undefined : await fetchDocument(name);
    if (content === undefined || !isDocumentContent(name, content)) isAppTooOld = true;
    else await db.documents.put({ name, hash, content });
  }
  // At the end: until the new ones are here, what is dropped may be all that there is to read.
  const names = new Set<string>(listed.map(({ name }) => name));
  await db.documents.filter(({ name }) => !names.has(name)).delete();
  return { isAppTooOld };
}
