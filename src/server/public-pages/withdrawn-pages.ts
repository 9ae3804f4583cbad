import type { FastifyInstance } from 'fastify';
import type { WithdrawnPage } from '#protocol/documents.ts';
import type { Session } from '#server/auth/session.ts';
import { lockCentre } from '#server/database/queries/centres.ts';
import { findDocument, putDocument } from '#server/database/queries/documents.ts';
import type { Queries } from '#server/database/schema.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';

/** The programmes whose public pages were taken back; devices carry the list, so that no QR code is drawn for them. */
export async function listWithdrawnPages(db: Queries, centreId: string): Promise<WithdrawnPage[]> {
  const document = await findDocument(db, centreId, 'withdrawn-pages');
  return document ? (JSON.parse(document.content) as WithdrawnPage[]) : [];
}

/** Takes a programme's public page back or shows it again, at once; the same again is no change. */
export async function setPageWithdrawn(
  { database, clock }: FastifyInstance,
  { centreId, userId }: Pick<Session, 'centreId' | 'userId'>,
  programme: string,
  isWithdrawn: boolean,
): Promise<void> {
  await database.db.transaction().execute(async (tx) => {
    // Two people may take two pages back at a time.
    await lockCentre(tx, centreId);
    const before = await listWithdrawnPages(tx, centreId);
    if (before.some((page) => page.programme === programme) === isWithdrawn) return;
    const at = instantOf(clock);
    const others = before.filter((page) => page.programme !== programme);
    const pages = isWithdrawn ? [...others, { programme, at }] : others;
    await putDocument(tx, centreId, 'withdrawn-pages', pages, at);
    await audit(tx, clock, {
      centreId,
      by: userId,
      action: 'catalogue.page',
      subject: programme,
      detail: { isWithdrawn },
    });
  });
}
