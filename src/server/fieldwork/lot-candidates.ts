import type { FastifyInstance } from 'fastify';
import { findMergeRoot } from '#domain/casework/merged-accounts.ts';
import { writeToFirst, type LotCandidate } from '#domain/fieldwork/lots/lot-recipients.ts';
import type { CellKey } from '#domain/fieldwork/returns/return-cells.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import { listSampledAttributes } from '#server/database/queries/survey-units.ts';
import { listUnits } from '#server/surveys/invitation-batches.ts';
import { mapToSampled, type UnitOf } from '#server/surveys/sampled-units.ts';
import { describeUnits, type DirectoryUnit } from '#server/surveys/unit-directory.ts';

/** A unit of a survey as it matters for letters, with what is written on them. */
export interface LotUnit extends LotCandidate, CellKey {
  contactName: string;
}

/** The units of a survey that letters go to. */
export interface LotUnits {
  /** Every unit, by its id. */
  units: Map<string, LotUnit>;
  /** The unit that a letter is for: lots keep whom they were made for, who may be another's record by now. */
  unitOf: UnitOf;
}

/** Every unit of a survey. @throws Problem `not-found` without such a survey. */
export async function listLotUnitsOf(
  app: FastifyInstance,
  centreId: string,
  surveyId: string,
): Promise<LotUnits> {
  // The server itself asks: what is not told to everyone is only counted here.
  const { units: known } = await listUnits(app, { centreId, role: 'administrator' }, surveyId);
  const { db } = app.database;
  const [sampled, pointers, described] = await Promise.all([
    listSampledAttributes(db, centreId, surveyId),
    listMergePointers(db, centreId),
    describeUnits(
      db,
      centreId,
      known.map(({ accountId }) => accountId),
    ),
  ]);
  const units = new Map(
    known.map(({ accountId: unitId, state, outcome }): [string, LotUnit] => [
      unitId,
      { unitId, state, outcome, ...toAddressee(described.get(unitId)) },
    ]),
  );
  const byCompany = new Map<string, LotUnit[]>();
  for (const { unit_id: unitId, account_id: accountId } of sampled) {
    if (accountId === null) continue;
    const company = findMergeRoot(accountId, pointers);
    byCompany.set(company, [...(byCompany.get(company) ?? []), units.get(unitId)!]);
  }
  for (const addresses of byCompany.values())
    for (const unit of writeToFirst(addresses)) units.set(unit.unitId, unit);
  return { units, unitOf: mapToSampled(sampled, pointers) };
}

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
