import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import {
  MAX_LETTER_BYTES,
  sealedLetterSchema,
  type OpenedParcel,
  type Parcel,
  type ParcelContent,
} from '#protocol/parcels.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { createAttemptLimit } from '#server/plugins/attempt-limits.ts';
import { listReceived, openParcel, readParcel, receiveParcel } from './parcels.ts';

const QUARTER_HOUR_MS = 15 * 60 * 1000;
/** A phone that was a month in the field comes with a handful. */
const MAX_PARCELS_PER_NETWORK = 100;

const parametersSchema = v.object({ parcelId: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });

/** What devices seal when their person leaves: sent by anybody, opened by the office. */
export async function parcelRoutes(app: FastifyInstance): Promise<void> {
  const limit = createAttemptLimit(app, {
    name: 'parcels',
    max: MAX_PARCELS_PER_NETWORK,
    windowMs: QUARTER_HOUR_MS,
  });

  app.post(
    '/parcels',
    { config: { action: 'public' }, bodyLimit: MAX_LETTER_BYTES },
    async (request, reply) => {
      await limit(request, reply);
      await receiveParcel(app, parseInput(sealedLetterSchema, request.body));
      return reply.code(204).send();
    },
  );

  app.get(
    '/parcels',
    { config: { action: 'changes.importForOthers' } },
    async ({ session }): Promise<Parcel[]> => listReceived(app.database.db, session.centreId),
  );

  app.get(
    '/parcels/:parcelId',
    { config: { action: 'changes.importForOthers' } },
    async (request): Promise<ParcelContent> => {
      const { parcelId } = parseInput(parametersSchema, request.params);
      return readParcel(app, request.session, parcelId);
    },
  );

  app.post(
    '/parcels/:parcelId/open',
    { config: { action: 'changes.importForOthers' } },
    async (request): Promise<OpenedParcel> => {
      const { parcelId } = parseInput(parametersSchema, request.params);
      return openParcel(app, request.session, parcelId, request.language);
    },
  );
}
