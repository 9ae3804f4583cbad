import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { createPersonSchema, updatePersonSchema } from '#protocol/session.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { idSchema } from '#server/http/path-parameters.ts';
import { createPerson, issuePasswordLink, listPeople, updatePerson } from './people.ts';

const parametersSchema = v.object({ userId: idSchema });

/** The centre's people, for administrators. */
export async function peopleRoutes(app: FastifyInstance): Promise<void> {
  const config = { action: 'people.manage' } as const;

  app.get('/people', { config }, async ({ session }) => listPeople(app.database.db, session.centreId));

  app.post('/people', { config }, async (request, reply) => {
    const created = await createPerson(app, request.session, parseInput(createPersonSchema, request.body));
    return reply.code(201).send(created);
  });

  app.patch('/people/:userId', { config }, async (request) => {
    const { userId } = parseInput(parametersSchema, request.params);
    return updatePerson(app, request.session, userId, parseInput(updatePersonSchema, request.body));
  });

  app.post('/people/:userId/link', { config }, async (request) => {
    const { userId } = parseInput(parametersSchema, request.params);
    return issuePasswordLink(app, request.session, userId);
  });
}
