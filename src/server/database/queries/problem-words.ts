import type { Instant } from '#domain/canonical/dates.ts';
import { canonicalJson } from '#domain/canonical/json.ts';
import type { ProblemWords } from '#domain/advice/problem-words.ts';
import type { Queries } from '#server/database/schema.ts';

/** What companies say and which issue is meant, as a centre keeps it. */
export interface StoredProblemWords {
  centreId: string;
  entries: ProblemWords[];
  revision: number;
  updatedAt: Instant;
  /** Null for the seed's own. */
  updatedBy: string | null;
}

/** A centre's entries; undefined as long as none were written. */
export async function findProblemWords(
  db: Queries,
  centreId: string,
): Promise<StoredProblemWords | undefined> {
  const row = await db
    .selectFrom('problem_words')
    .selectAll()
    .where('centre_id', '=', centreId)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    centreId,
    entries: JSON.parse(row.content) as ProblemWords[],
    revision: row.revision,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}

/** Writes entries that were read at the revision before their own (0: there were none); false when someone was faster. */
export async function putProblemWords(
  db: Queries,
  { centreId, entries, revision, updatedAt, updatedBy }: StoredProblemWords,
): Promise<boolean> {
  const columns = { content: canonicalJson(entries), revision, updated_at: updatedAt, updated_by: updatedBy };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('problem_words')
    .values({ centre_id: centreId, ...columns })
    .onConflict((conflict) =>
      conflict
        .column('centre_id')
        .doUpdateSet(columns)
        .where('problem_words.revision', '=', revision - 1),
    )
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
