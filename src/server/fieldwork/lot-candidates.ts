import type { FastifyInstance } from 'fastify';
import type { LotCandidate } from '#domain/fieldwork/lots/lot-recipients.ts';
import { listUnits } from '#server/surveys/invitation-batches.ts';
import { describeUnits, type DescribedUnit } from './describe-units.ts';

/** A unit of a survey as it matters for letters, with what is written on them. */
export interface LotUnit extends LotCandidate, Pick<DescribedUnit, 'municipality' | 'contactName'> {}

/** Every unit of a survey, by its id. @throws Problem `not-found` without such a survey. */
export async function listLotUnitsOf(
  app: FastifyInstance,
  centreId: string,
  surveyId: string,
): Promise<Map<string, LotUnit>> {
  // The server itself asks: what is not told to everyone is only counted here.
  const { units } = await listUnits(app, { centreId, role: 'administrator' }, surveyId);
  const described = await describeUnits(
    app.database.db,
    centreId,
    units.map(({ accountId }) => accountId),
  );
  return new Map(
    units.map(({ accountId: unitId, state, outcome }) => [
      unitId,
      { unitId, state, outcome, ...(described.get(unitId) ?? NOBODY) },
    ]),
  );
}

/** Of whom nothing is known any more. */
export const NOBODY: DescribedUnit = {
  name: '',
  postalCode: '',
  address: '',
  municipality: '',
  contactName: '',
  mayBeAsked: false,
};
