import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { DeviceBacklogList } from '#protocol/devices.ts';
import type { SignedInDevice } from '#protocol/session.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';
import { listSessions, revokeSession } from '#server/database/queries/people.ts';
import { listDeviceBacklogs } from '#server/sync/device-backlogs.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { idSchema } from '#server/http/path-parameters.ts';
import { Problem } from '#server/http/problem.ts';

const parametersSchema = v.object({ deviceId: idSchema });

/** The devices on which a person is signed in, and what waits on everybody's. */
export async function deviceRoutes(app: FastifyInstance): Promise<void> {
  const { database, clock } = app;

  app.get(
    '/devices',
    { config: { action: 'devices.own' } },
    async ({ session }): Promise<SignedInDevice[]> => {
      const devices = await listSessions(database.db, session.userId, instantOf(clock));
      return devices.map((device) => ({ ...device, current: device.id === session.id }));
    },
  );

  app.get(
    '/devices/backlogs',
    { config: { action: 'devices.watch' } },
    async ({ session }): Promise<DeviceBacklogList> => ({
      devices: await listDeviceBacklogs(app, session.centreId),
    }),
  );

  app.delete('/devices/:deviceId', { config: { action: 'devices.own' } }, async (request, reply) => {
    const { deviceId } = parseInput(parametersSchema, request.params);
    const { userId, centreId } = request.session;
    await database.db.transaction().execute(async (tx) => {
      if (!(await revokeSession(tx, userId, deviceId, instantOf(clock)))) throw new Problem('not-found');
      await audit(tx, clock, { centreId, by: userId, action: 'devices.revoke', subject: deviceId });
    });
    return reply.code(204).send();
  });
}
