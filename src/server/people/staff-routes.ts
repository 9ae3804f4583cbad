import type { FastifyInstance } from 'fastify';
import { listStaffMembers } from './staff-document.ts';

/** The directory of colleagues. */
export async function staffRoutes(app: FastifyInstance): Promise<void> {
  app.get('/staff', { config: { action: 'staff.list' } }, async ({ session }) =>
    listStaffMembers(app.database.db, session.centreId),
  );
}
