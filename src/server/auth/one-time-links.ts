import { instantOf, type Clock } from '#server/journal/clock.ts';
import { insertLink, voidLinks, type OneTimeLink } from '#server/database/queries/one-time-links.ts';
import type { Queries } from '#server/database/schema.ts';
import { hashToken, linkUrl, newToken } from './tokens.ts';

const LINK_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Makes a one-time link that works for seven days; earlier ones of the same
 * purpose and person stop working. Call inside a transaction.
 *
 * @returns the URL, the only place where the token stands.
 */
export async function issueLink(
  db: Queries,
  { publicUrl, clock }: { publicUrl: string; clock: Clock },
  link: Pick<OneTimeLink, 'centreId' | 'purpose' | 'userId'> & { createdBy: string | null },
): Promise<string> {
  const token = newToken();
  await voidLinks(db, link, instantOf(clock));
  await insertLink(db, {
    ...link,
    tokenHash: hashToken(token),
    createdAt: instantOf(clock),
    expiresAt: new Date(clock() + LINK_LIFETIME_MS).toISOString(),
  });
  return linkUrl(publicUrl, token);
}
