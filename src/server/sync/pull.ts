import type { Kysely } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import { canRead, type Role } from '#domain/access/permissions.ts';
import { COLLECTIONS } from '#domain/sync/change.ts';
import { PULL_PAGE_SIZE, type PullResponse } from '#protocol/sync.ts';
import { listRecordsAfter } from '../database/records.ts';
import type { Database } from '../database/schema.ts';
import { toSyncRecord } from './push.ts';

/** Who pulls. */
export interface Puller {
  centreId: string;
  role: Role;
  accessVersion: number;
  serverTime: Instant;
}

/** The page of records after a cursor, as the puller's role may see them (sync.md, "Pull"). */
export async function pullRecords(
  db: Kysely<Database>,
  { centreId, role, accessVersion, serverTime }: Puller,
  cursor: number,
): Promise<PullResponse> {
  const { epoch } = await db
    .selectFrom('centres')
    .select('epoch')
    .where('centre_id', '=', centreId)
    .executeTakeFirstOrThrow();
  const collections = COLLECTIONS.filter((collection) => canRead(role, collection));
  // One more than a page tells whether there is more.
  const found = await listRecordsAfter(db, centreId, cursor, collections, PULL_PAGE_SIZE + 1);
  const page = found.slice(0, PULL_PAGE_SIZE);
  return {
    epoch,
    accessVersion,
    records: page.map(toSyncRecord),
    cursor: page.at(-1)?.revision ?? cursor,
    more: found.length > page.length,
    serverTime,
  };
}
