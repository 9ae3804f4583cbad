import type { Instant } from '#domain/canonical/dates.ts';
import type { BansoDatabase, KeptInvitation } from '#client/storage/database.ts';
import type { Invitation } from '#protocol/surveys.ts';

/** The codes of a company that this device can show without a network. */
export function listKeptInvitations(
  { invitations }: BansoDatabase,
  accountId: string,
): Promise<KeptInvitation[]> {
  return invitations.where({ accountId }).toArray();
}

/**
 * Takes in what the server says of a company's codes, one entry per open survey: the code in
 * force is kept, in place of any of before. Codes that no longer work, that have been used,
 * or whose survey is not open any more are dropped.
 */
export async function takeInInvitations(
  { invitations }: BansoDatabase,
  accountId: string,
  heard: ReadonlyMap<string, Invitation | 'answered' | undefined>,
  toldAt: Instant,
): Promise<void> {
  const usable = [...heard.values()]
    .filter((invitation) => invitation !== undefined && invitation !== 'answered')
    .filter(({ answeredAt }) => answeredAt === null);
  const usableIn = new Set(usable.map(({ surveyId }) => surveyId));
  await invitations.db.transaction('rw', invitations, async () => {
    await invitations
      .where({ accountId })
      .filter(({ surveyId }) => !usableIn.has(surveyId))
      .delete();
    await invitations.bulkPut(usable.map((invitation) => ({ ...invitation, toldAt })));
  });
}

/** Keeps a code that was just issued, in place of any of before. */
export async function keepInvitation(
  { invitations }: BansoDatabase,
  invitation: Invitation,
  toldAt: Instant,
): Promise<void> {
  await invitations.put({ ...invitation, toldAt });
}

/** Forgets a company's code for a survey. */
export async function dropInvitation(
  { invitations }: BansoDatabase,
  surveyId: string,
  accountId: string,
): Promise<void> {
  await invitations.delete([surveyId, accountId]);
}
