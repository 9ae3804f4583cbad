import type { Instant } from '#domain/canonical/dates.ts';
import { hashText } from '#domain/canonical/hash.ts';
import { canonicalJson, type Json } from '#domain/canonical/json.ts';
import { MOST_SOURCES, type ImportSource } from '#domain/casework/account-import/account-import-source.ts';
import type { Queries } from '#server/database/schema.ts';

/** What a centre decided about the lists that it imported last, the newest first. */
export async function listImportSources(db: Queries, centreId: string): Promise<ImportSource[]> {
  const rows = await selectSources(db, centreId).select('content').limit(MOST_SOURCES).execute();
  return rows.map(({ content }) => JSON.parse(content) as ImportSource);
}

/** Keeps what was decided about a list, and forgets what has not been used for the longest time. */
export async function putImportSource(
  db: Queries,
  { centreId, source, at, by }: { centreId: string; source: ImportSource; at: Instant; by: string },
): Promise<void> {
  const columns = { content: canonicalJson(source as unknown as Json), used_at: at, used_by: by };
  await db
    .insertInto('import_sources')
    .values({ centre_id: centreId, fingerprint_hash: hashText(source.fingerprint), ...columns })
    .onConflict((conflict) => conflict.columns(['centre_id', 'fingerprint_hash']).doUpdateSet(columns))
    .execute();
  const kept = await selectSources(db, centreId).select('fingerprint_hash').limit(MOST_SOURCES).execute();
  await db
    .deleteFrom('import_sources')
    .where('centre_id', '=', centreId)
    .where(
      'fingerprint_hash',
      'not in',
      kept.map((row) => row.fingerprint_hash),
    )
    .execute();
}

function selectSources(db: Queries, centreId: string) {
  return db
    .selectFrom('import_sources')
    .where('centre_id', '=', centreId)
    .orderBy('used_at', 'desc')
    .orderBy('fingerprint_hash');
}
