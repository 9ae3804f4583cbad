import type { Json } from '#domain/canonical/json.ts';
import type { DocumentList, DocumentName } from '#protocol/documents.ts';
import { askServer } from './http.ts';

/** The documents that the server has, with the hash of each. @throws ApiProblem, Unreachable */
export async function listDocuments(): Promise<DocumentList['documents']> {
  return (await askServer<DocumentList>('/api/documents')).body.documents;
}

/** One document's content. @throws ApiProblem, Unreachable */
export async function fetchDocument(name: DocumentName): Promise<Json> {
  return (await askServer<Json>(`/api/documents/${name}`)).body;
}
