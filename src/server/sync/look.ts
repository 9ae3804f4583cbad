import type { FastifyInstance } from 'fastify';
import { canonicalJson } from '#domain/canonical/json.ts';
import { hashText } from '#domain/canonical/hash.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Session } from '#server/auth/session.ts';
import { readOutlook } from '#server/database/queries/centres.ts';
import { noticeRestore, type Shown } from './notice-restore.ts';

/** So much of an instant tells hours apart. */
const HOUR_LENGTH = '2026-11-20T01'.length;

/**
 * A tag that is another one as soon as a round of sync would bring the device anything. Another hour is
 * enough for that: a day begins and ends surveys, and whatever else time changes by itself is heard within one.
 *
 * @returns undefined when the device has to start afresh.
 */
export async function tagOutlook(
  app: Pick<FastifyInstance, 'config' | 'database' | 'clock' | 'proofs' | 'log'>,
  { centreId, userId, name, email, role, language, accessVersion }: Session,
  shown: Shown,
  serverTime: Instant,
): Promise<string | undefined> {
  const outlook = await readOutlook(app.database.db, centreId, shown.seen?.revision ?? 0);
  const { epoch, reset } = await noticeRestore(app, centreId, shown, outlook);
  if (reset) return undefined;
  const person = [userId, name, email, role, language, accessVersion];
  const centre = [
    epoch,
    outlook.revision,
    outlook.name,
    outlook.contact,
    outlook.leadDays,
    outlook.documents,
  ];
  return hashText(canonicalJson([...person, ...centre, serverTime.slice(0, HOUR_LENGTH)]));
}
