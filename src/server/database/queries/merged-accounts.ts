import type { MergePointers } from '#domain/casework/merged-accounts.ts';
import type { Queries } from '#server/database/schema.ts';

/** Which record each merged company of a centre points to; deleted ones point to none. */
export async function listMergePointers(db: Queries, centreId: string): Promise<MergePointers> {
  const rows = await db
    .selectFrom('records')
    .select(['record_id', 'merged_into'])
    .where('centre_id', '=', centreId)
    .where('merged_into', 'is not', null)
    .where('collection', '=', 'accounts')
    .where('deleted_at', 'is', null)
    .execute();
  return new Map(rows.map(({ record_id: id, merged_into: target }) => [id, target ?? id]));
}
