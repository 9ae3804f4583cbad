import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { isPlainDate } from '#domain/canonical/dates.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { idSchema } from '#server/http/path-parameters.ts';
import { writeCardFile, writeDayFile, writeVisitFile } from './calendar-files.ts';

const visitSchema = v.object({ visitId: idSchema });
const daySchema = v.object({
  date: v.pipe(
    v.string(),
    v.check((text) => isPlainDate(text), 'not a day'),
  ),
});
const cardSchema = v.object({ recordId: idSchema });
const cardQuerySchema = v.object({ version: v.optional(v.picklist(['3.0', '4.0']), '3.0') });

/**
 * Visits and contacts as files that a phone's calendar and address book open by a plain GET: not every
 * browser opens a file that the page itself has made.
 */
export async function calendarRoutes(app: FastifyInstance): Promise<void> {
  const config = { action: 'sync.pull' } as const;

  app.get('/calendar/visits/:visitId.ics', { config }, async (request, reply) => {
    const { visitId } = parseInput(visitSchema, request.params);
    const text = await writeVisitFile(app, readerOf(request), visitId);
    return sendFile(reply, 'text/calendar', `visit-${visitId}.ics`, text);
  });

  app.get('/calendar/days/:date.ics', { config }, async (request, reply) => {
    const { date } = parseInput(daySchema, request.params);
    const text = await writeDayFile(app, readerOf(request), date);
    return sendFile(reply, 'text/calendar', `visits-${date}.ics`, text);
  });

  app.get('/calendar/cards/:recordId.vcf', { config }, async (request, reply) => {
    const { recordId } = parseInput(cardSchema, request.params);
    const { version } = parseInput(cardQuerySchema, request.query);
    const text = await writeCardFile(app, readerOf(request), recordId, version);
    return sendFile(reply, 'text/vcard', `card-${recordId}.vcf`, text);
  });
}

function readerOf({ session, language }: FastifyRequest): {
  centreId: string;
  userId: string;
  language: 'ja' | 'en';
} {
  return { centreId: session.centreId, userId: session.userId, language };
}

function sendFile(reply: FastifyReply, type: string, name: string, text: string): FastifyReply {
  return reply
    .type(`${type}; charset=utf-8`)
    .header('content-disposition', `inline; filename="${name}"`)
    .header('cache-control', 'private, no-store')
    .send(text);
}
