import { sendArrivals } from '#client/api/fieldwork-api.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import { exclusively } from '#client/browser/exclusively.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import {
  listWaitingScans,
  noteScanAnswers,
  takeUpScans,
  toSent,
  wakeScans,
} from '#client/storage/scan-queue.ts';
import { ARRIVALS_LIMIT } from '#protocol/unit-history.ts';

/** How sending ended: all that waited is sent, the server could not be reached, or it refused. */
export type SendingEnd = 'sent' | 'unreachable' | ApiProblem;

/** The epoch that the last answer told of, and which one the database named at that time. */
const heard = new Map<string, { epoch: string; named: string | undefined }>();

/**
 * Sends the scans that wait, in the order in which they were read, one tab at a time. The server
 * knows each by its id: what was sent before the answer was lost is not noted twice.
 */
export async function sendScans(db: BansoDatabase): Promise<SendingEnd> {
  return exclusively(`banso.scans.${db.name}`, async () => {
    await takeUpScans(db);
    let epoch = await findEpoch(db);
    if (epoch !== undefined) await wakeScans(db, epoch, new Date().toISOString());
    for (;;) {
      const scans = await listWaitingScans(db, ARRIVALS_LIMIT);
      const surveyId = scans[0]?.surveyId;
      if (surveyId === undefined) return 'sent';
      try {
        const reply = await sendArrivals(surveyId, scans.map(toSent));
        await noteScanAnswers(db, reply);
        heard.set(db.name, { epoch: reply.epoch, named: await db.getMeta('epoch') });
        if (reply.epoch !== epoch) await wakeScans(db, reply.epoch, reply.at);
        epoch = reply.epoch;
      } catch (error) {
        if (error instanceof Unreachable) return 'unreachable';
        if (error instanceof ApiProblem) return error;
        throw error;
      }
    }
  });
}

/** The server's epoch as last heard: in an answer to scans, or since then by the sync. */
async function findEpoch(db: BansoDatabase): Promise<string | undefined> {
  const named = await db.getMeta('epoch');
  const last = heard.get(db.name);
  return last && last.named === named ? last.epoch : named;
}
