import type { ImportSource } from '#domain/casework/account-import/account-import-source.ts';
import type { ImportSourcesReply } from '#protocol/import-sources.ts';
import { askServer } from './http.ts';

/* What the centre decided about the lists that it imports. Everything throws ApiProblem and Unreachable. */
const SOURCES = '/api/import-sources';
/** A list is read meanwhile, and nobody waits for what others decided. */
const timeoutMs = 5_000;

export async function readImportSources(): Promise<ImportSource[]> {
  return (await askServer<ImportSourcesReply>(SOURCES, { timeoutMs })).body.sources;
}

export async function keepImportSource({ fingerprint, mapping, choices }: ImportSource): Promise<void> {
  await askServer(SOURCES, { method: 'PUT', body: { fingerprint, mapping, choices }, timeoutMs });
}
