import type { Instant } from '#domain/canonical/dates.ts';
import type { CodeKind, Queries } from '#server/database/schema.ts';

/** Where the hash of a code or token leads. */
export interface CodePlace {
  centreId: string;
  kind: CodeKind;
  subjectId: string | null;
}

/** Makes a code or token findable; false when another one has the same hash. */
export async function insertCodePlace(db: Queries, codeHash: string, place: CodePlace): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('code_lookup')
    .values({ code_hash: codeHash, centre_id: place.centreId, kind: place.kind, subject_id: place.subjectId })
    .onConflict((conflict) => conflict.column('code_hash').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Makes codes of one kind findable at once; gives the subjects whose code has no hash that another one has already. */
export async function insertCodePlaces(
  db: Queries,
  { centreId, kind }: Pick<CodePlace, 'centreId' | 'kind'>,
  codes: readonly { codeHash: string; subjectId: string }[],
): Promise<Set<string>> {
  if (codes.length === 0) return new Set();
  const placed = await db
    .insertInto('code_lookup')
    .values(
      codes.map(({ codeHash, subjectId }) => ({
        code_hash: codeHash,
        centre_id: centreId,
        kind,
        subject_id: subjectId,
      })),
    )
    .onConflict((conflict) => conflict.column('code_hash').doNothing())
    .returning('subject_id')
    .execute();
  return new Set(placed.flatMap(({ subject_id: subjectId }) => subjectId ?? []));
}

/** Where one of several hashes of the same code leads, one for each key it may have been made with. */
export async function findCodePlace(
  db: Queries,
  codeHashes: readonly string[],
): Promise<(CodePlace & { retiredAt: Instant | null }) | undefined> {
  if (codeHashes.length === 0) return undefined;
  return db
    .selectFrom('code_lookup')
    .select(['centre_id as centreId', 'kind', 'subject_id as subjectId', 'retired_at as retiredAt'])
    .where('code_hash', 'in', codeHashes)
    .executeTakeFirst();
}

/** Where the hashes of many codes lead, by hash; of those that lead anywhere. */
export async function listCodePlaces(
  db: Queries,
  codeHashes: readonly string[],
): Promise<Map<string, CodePlace>> {
  if (codeHashes.length === 0) return new Map();
  const rows = await db
    .selectFrom('code_lookup')
    .select(['code_hash', 'centre_id as centreId', 'kind', 'subject_id as subjectId'])
    .where('code_hash', 'in', codeHashes)
    .execute();
  return new Map(rows.map(({ code_hash: codeHash, ...place }) => [codeHash, place]));
}

/** Notes that a token is not given out any more. It still leads where it led, for what is on its way. */
export async function retireCodePlace(db: Queries, codeHash: string, at: Instant): Promise<void> {
  await db.updateTable('code_lookup').set({ retired_at: at }).where('code_hash', '=', codeHash).execute();
}
