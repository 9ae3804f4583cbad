import type { FastifyInstance } from 'fastify';
import type { LotCandidate } from '#domain/fieldwork/lots/lot-recipients.ts';
import type { CellKey } from '#domain/fieldwork/returns/return-cells.ts';
import { listUnits } from '#server/surveys/invitation-batches.ts';
import { describeUnits, listUnitIds, type DirectoryUnit } from '#server/surveys/unit-directory.ts';

/** A unit of a survey as it matters for letters, with what is written on them. */
export interface LotUnit extends LotCandidate, CellKey {
  contactName: string;
}

/** Every unit of a survey, by its id. @throws Problem `not-found` without such a survey. */
export async function listLotUnitsOf(
  app: FastifyInstance,
  centreId: string,
  surveyId: string,
): Promise<Map<string, LotUnit>> {
  // The server itself asks: what is not told to everyone is only counted here.
  const { units } = await listUnits(app, { centreId, role: 'administrator' }, surveyId);
  const { db } = app.database;
  const known = new Map(units.map(({ accountId, state, outcome }) => [accountId, { state, outcome }]));
  const ids = [...new Set([...(await listUnitIds(db, centreId, surveyId)), ...known.keys()])];
  const described = await describeUnits(db, centreId, ids);
  return new Map(
    ids.map((unitId) => [
      unitId,
      { unitId, ...(known.get(unitId) ?? UNASKED), ...toAddressee(described.get(unitId)) },
    ]),
  );
}

const UNASKED = { state: 'notAsked', outcome: null } as const;

/** Of a unit that is not there any more nothing is known. */
function toAddressee(unit: DirectoryUnit | undefined): Omit<LotUnit, 'unitId' | 'state' | 'outcome'> {
  return {
    name: unit?.name ?? '',
    postalCode: unit?.postalCode ?? '',
    address: unit?.address ?? '',
    industry: unit?.industry ?? '',
    employees: unit?.employees ?? '',
    municipality: unit?.municipality ?? '',
    contactName: unit?.contactName ?? '',
    mayBeAsked: unit?.mayBeAsked ?? false,
  };
}
