import type { FastifyInstance } from 'fastify';
import { tokyoInstant } from '#domain/canonical/dates.ts';
import { LOT_MARKS } from '#domain/fieldwork/lots/lot-kinds.ts';
import { insertMark, listLotUnits } from '#server/database/queries/letter-lots.ts';
import { appendUnitEvents } from '#server/database/queries/unit-events.ts';
import { makeLots } from '#server/fieldwork/letter-lots.ts';
import type { Actor } from '#server/frames/frame-lists.ts';
import { audit } from '#server/journal/audit.ts';
import { newId } from '#server/journal/clock.ts';
import type { DemoTime, FieldworkDays } from './fieldwork-days.ts';

/** Whose letters are sent, and when. */
export interface Shipment {
  app: FastifyInstance;
  time: DemoTime;
  days: FieldworkDays;
  actor: Actor;
  surveyId: string;
}

/**
 * Makes the lots of a kind for whoever is due a letter, and notes that they were printed and posted. The marks are
 * written as `markLot` writes them, without asking for each of some hundred marks how all units stand: right after
 * the lots were made nobody has to leave a pile.
 */
export async function sendLots(
  { app, time, days, actor, surveyId }: Shipment,
  kind: 'invitation' | 'reminder1',
): Promise<void> {
  const { centreId, userId } = actor;
  const { db } = app.database;
  const printedOn = kind === 'invitation' ? days.lotsPrinted : days.reminderPrinted;
  time.set(tokyoInstant(printedOn, '09:00'));
  const { lots } = await makeLots(app, actor, surveyId, { id: newId(app.clock), kind });
  for (const [index, lot] of lots.filter((each) => each.kind === kind).entries()) {
    const unitIds = await listLotUnits(db, centreId, lot.id);
    for (const mark of LOT_MARKS) {
      const day = mark === 'printed' ? printedOn : days.posted(kind, index);
      const at = tokyoInstant(day, '15:00');
      time.set(at);
      await db.transaction().execute(async (tx) => {
        await insertMark(tx, {
          centre_id: centreId,
          mark_id: newId(app.clock),
          lot_id: lot.id,
          mark,
          day,
          noted_at: at,
          noted_by: userId,
        });
        const events = unitIds.map((unitId) => ({
          centreId,
          surveyId,
          unitId,
          id: newId(app.clock),
          event: mark,
          at,
          by: userId,
          channel: 'lot' as const,
          lotId: lot.id,
          detail: '',
          undoes: null,
          notedAt: at,
        }));
        await appendUnitEvents(tx, events);
        const detail = { number: lot.number, mark, day, letters: unitIds.length };
        await audit(tx, app.clock, {
          centreId,
          by: userId,
          action: 'surveys.lot-mark',
          subject: surveyId,
          detail,
        });
      });
    }
  }
}
