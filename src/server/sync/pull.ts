import type { Kysely } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import { canRead, isAllowed, type Role } from '#domain/access/permissions.ts';
import { COLLECTIONS } from '#domain/records/collections.ts';
import { PULL_PAGE_BYTES, PULL_PAGE_SIZE, type PullResponse, type Seen } from '#protocol/sync.ts';
import { loadQuestionnaires } from '#server/database/queries/item-roles.ts';
import { listRecordTextsAfter, type RecordText } from '#server/database/queries/records.ts';
import type { Database } from '#server/database/schema.ts';
import { withoutVeiledAttachments } from '#server/records/veiled-attachments.ts';
import { projectText } from '#server/records/visibility.ts';

/** Who pulls. */
export interface Puller {
  centreId: string;
  role: Role;
  accessVersion: number;
  serverTime: Instant;
  epoch: string;
  /** Whether its device has to begin at 0, see `PullResponse`. */
  reset?: boolean;
  shared?: number | undefined;
  /** Those that the device's app knows; undefined for an app that does not say. */
  collections?: readonly string[] | undefined;
}

/**
 * The page of records after a cursor, as the puller's role may see them (docs/sync.md,
 * "Pull"), as the JSON text of a `PullResponse`. The records' JSON goes through as the
 * database holds it: reading and writing it again would be most of the work.
 *
 * @param prove is asked for what the page proves, if anything.
 */
export async function pullPage(
  db: Kysely<Database>,
  {
    centreId,
    role,
    accessVersion,
    serverTime,
    epoch,
    reset = false,
    shared,
    collections: known = COLLECTIONS,
  }: Puller,
  cursor: number,
  prove: (revision: number) => Promise<Seen | undefined> = async () => undefined,
): Promise<string> {
  const collections = known.filter((collection) => canRead(role, collection));
  const isVeiled = !isAllowed(role, 'responses.settle');
  const page = await listRecordTextsAfter(db, centreId, cursor, collections, isVeiled, {
    records: PULL_PAGE_SIZE,
    bytes: PULL_PAGE_BYTES,
  });
  const shown = isVeiled ? await withoutVeiledAttachments(db, centreId, page.records) : page.records;
  const questionnaireOf = await loadQuestionnaires(db, centreId);
  const seen = await prove(page.last);
  const frame: Omit<PullResponse, 'records'> = {
    epoch,
    accessVersion,
    role,
    cursor: page.last,
    more: page.more,
    serverTime,
    ...(seen && { seen }),
    ...(reset && { reset }),
    ...(shared !== undefined && { shared }),
  };
  return `${JSON.stringify(frame).slice(0, -1)},"records":[${shown.map((text) => toJson(projectText(role, text, questionnaireOf))).join(',')}]}`;
}

/** The JSON of a `SyncRecord`. */
function toJson({
  collection,
  record_id: id,
  revision,
  fields,
  conflicts,
  warnings,
  deleted_at: deletedAt,
  erased_at: erasedAt,
}: RecordText): string {
  const frame = JSON.stringify({
    collection,
    id,
    revision: Number(revision),
    deletedAt,
    ...(erasedAt !== null && { erased: true }),
  });
  return `${frame.slice(0, -1)},"fields":${fields},"conflicts":${conflicts},"warnings":${warnings}}`;
}
