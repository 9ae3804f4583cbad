import type { FastifyInstance } from 'fastify';
import type { CentreCard } from '#protocol/respondent.ts';
import type { CentreDetails, UpdateCentre } from '#protocol/session.ts';
import { audit } from '#server/journal/audit.ts';
import { getCentre, lockCentre, updateCentre, type Centre } from '#server/database/queries/centres.ts';
import type { Session } from '#server/auth/session.ts';

/** Changes the centre's name or contact, which companies see on their pages and letters from now on. */
export async function editCentre(
  { database, clock }: FastifyInstance,
  { centreId, userId }: Pick<Session, 'centreId' | 'userId'>,
  changes: UpdateCentre,
): Promise<CentreDetails> {
  return database.db.transaction().execute(async (tx) => {
    // So that the log says what really stood there before.
    await lockCentre(tx, centreId);
    const before = await getCentre(tx, centreId);
    await updateCentre(tx, centreId, changes);
    const after = await getCentre(tx, centreId);
    const from = saidBy(before);
    const to = saidBy(after);
    await audit(tx, clock, {
      centreId,
      by: userId,
      action: 'centre.update',
      subject: centreId,
      detail: { from, to },
    });
    return toCentreDetails(after);
  });
}

/** What everyone who belongs to a centre is told of it. */
export function toCentreDetails({ id, leadDays, ...centre }: Centre): CentreDetails {
  return { id, ...toCentreCard(centre), ...(leadDays !== null && { leadDays }) };
}

/** What companies are told of a centre. */
export function toCentreCard({ name, contact }: Pick<Centre, 'name' | 'contact'>): CentreCard {
  return contact === null ? { name } : { name, contact };
}

/** What the log keeps of a centre; a number of days only where somebody has set one. */
function saidBy({
  name,
  contact,
  leadDays,
}: Centre): Pick<Centre, 'name' | 'contact'> & Partial<Pick<Centre, 'leadDays'>> {
  return { name, contact, ...(leadDays !== null && { leadDays }) };
}
