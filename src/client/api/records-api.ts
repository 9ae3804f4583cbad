import type { Collection } from '#domain/records/collections.ts';
import { askServer } from './http.ts';

/** Erases a record for privacy, for good. @throws ApiProblem `not-found` for one that the server does not have; Unreachable */
export async function eraseRecord(collection: Collection, recordId: string): Promise<void> {
  await askServer(`/api/records/${collection}/${encodeURIComponent(recordId)}/erase`, {
    method: 'POST',
    body: {},
  });
}
