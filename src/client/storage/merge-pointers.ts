import type { MergePointers } from '#domain/casework/merged-accounts.ts';
import type { BansoDatabase } from './database.ts';

/** Which record each merged company on this device points to: few are merged, and an index finds them. */
export async function readMergePointers(db: BansoDatabase): Promise<MergePointers> {
  const merged = await db.accounts.where('fields.mergedInto').above('').toArray();
  return new Map(
    merged.flatMap(({ id, deletedAt, fields }) =>
      deletedAt === null && fields.mergedInto !== undefined ? [[id, fields.mergedInto] as const] : [],
    ),
  );
}
