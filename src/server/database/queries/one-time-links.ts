import type { Instant } from '#domain/canonical/dates.ts';
import { insertCodePlace } from './code-lookup.ts';
import type { LinkPurpose, Queries } from '#server/database/schema.ts';

/** A link that can be used once; whoever holds its token may do what it is for. */
export interface OneTimeLink {
  centreId: string;
  tokenHash: string;
  purpose: LinkPurpose;
  /** Whose password it sets; null for the first administrator's. */
  userId: string | null;
  expiresAt: Instant;
}

/** Keeps a link and makes it findable by the hash of its token. */
export async function insertLink(
  db: Queries,
  link: OneTimeLink & { createdBy: string | null; createdAt: Instant },
): Promise<void> {
  await db
    .insertInto('one_time_links')
    .values({
      centre_id: link.centreId,
      token_hash: link.tokenHash,
      purpose: link.purpose,
      user_id: link.userId,
      created_by: link.createdBy,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
      used_at: null,
    })
    .execute();
  // The token is all that its holder shows: this says which centre to look in.
  await insertCodePlace(db, link.tokenHash, {
    centreId: link.centreId,
    kind: 'oneTimeLink',
    subjectId: null,
  });
}

/** The link with a token's hash, if it can still be used at a time. */
export async function findUsableLink(
  db: Queries,
  tokenHash: string,
  now: Instant,
): Promise<OneTimeLink | undefined> {
  const place = await db
    .selectFrom('code_lookup')
    .select('centre_id')
    .where('code_hash', '=', tokenHash)
    .executeTakeFirst();
  if (!place) return undefined;
  return db
    .selectFrom('one_time_links')
    .select([
      'centre_id as centreId',
      'token_hash as tokenHash',
      'purpose',
      'user_id as userId',
      'expires_at as expiresAt',
    ])
    .where('centre_id', '=', place.centre_id)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** Uses a link up; false when someone else has just done so. Call inside a transaction with what it is for. */
export async function markLinkUsed(
  db: Queries,
  link: Pick<OneTimeLink, 'centreId' | 'tokenHash'>,
  now: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('one_time_links')
    .set({ used_at: now })
    .where('centre_id', '=', link.centreId)
    .where('token_hash', '=', link.tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Makes earlier links of the same purpose, and for the same person, unusable. */
export async function voidLinks(
  db: Queries,
  links: Pick<OneTimeLink, 'centreId' | 'purpose' | 'userId'>,
  now: Instant,
): Promise<void> {
  await db
    .updateTable('one_time_links')
    .set({ used_at: now })
    .where('centre_id', '=', links.centreId)
    .where('purpose', '=', links.purpose)
    .where('user_id', links.userId === null ? 'is' : '=', links.userId)
    .where('used_at', 'is', null)
    .execute();
}
