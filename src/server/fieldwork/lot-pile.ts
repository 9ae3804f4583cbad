import type { FastifyInstance } from 'fastify';
import { findReasonAgainst } from '#domain/fieldwork/lots/lot-recipients.ts';
import type { LotTakeOut } from '#protocol/letter-lots.ts';
import {
  listInvitedUnits,
  listLatestInvitations,
  type StoredInvitation,
} from '#server/database/queries/invitations.ts';
import { listLotUnits, listUnitsInLots, type StoredLot } from '#server/database/queries/letter-lots.ts';
import type { Queries } from '#server/database/schema.ts';
import { mergeByUnit, type UnitOf } from '#server/surveys/sampled-units.ts';
import { listLotUnitsOf, type LotUnit } from './lot-candidates.ts';

/** A letter of a lot, and why it is not to be sent any more. */
export interface PiledLetter {
  position: number;
  /** Whom the lot was made for. */
  madeFor: string;
  /** What that is now. */
  unitId: string;
  unit: LotUnit | undefined;
  reason: LotTakeOut['reason'] | undefined;
}

/** The letters of a lot in their order, and the unit that each of the survey's letters is for now. */
export async function readPile(
  app: FastifyInstance,
  centreId: string,
  lot: StoredLot,
): Promise<{ pile: PiledLetter[]; unitOf: UnitOf }> {
  const { db } = app.database;
  const [ids, { units, unitOf }, inLots] = await Promise.all([
    listLotUnits(db, centreId, lot.lot_id),
    listLotUnitsOf(app, centreId, lot.survey_id),
    listUnitsInLots(db, centreId, lot.survey_id),
  ]);
  // Of several records that were one company's all along each had its letter: one of them goes.
  const holders = new Map<string, string>();
  for (const id of [...(inLots.get(lot.kind) ?? [])].sort())
    if (unitOf(id) === id || !holders.has(unitOf(id))) holders.set(unitOf(id), id);
  const pile = ids.map((madeFor, index) => {
    const unitId = unitOf(madeFor);
    const unit = units.get(unitId);
    // Who is no unit of the survey any more had its code taken back.
    const reason = unit ? findReasonAgainst(lot.kind, unit) : 'noCode';
    const isHolder = holders.get(unitId) === madeFor;
    return {
      position: index + 1,
      madeFor,
      unitId,
      unit,
      reason: reason ?? (isHolder ? undefined : ('archived' as const)),
    };
  });
  return { pile, unitOf };
}

/** What a person is told of a letter that has to leave the pile. */
export function toTakeOut({ position, unit, reason }: PiledLetter): LotTakeOut[] {
  return reason === undefined ? [] : [{ position, name: unit?.name ?? '', reason }];
}

/** The code in force of each unit that has one: its own, else that of another record of its company. */
export async function findCodes(
  db: Queries,
  centreId: string,
  surveyId: string,
  { due, unitOf }: { due: readonly Pick<PiledLetter, 'unitId'>[]; unitOf: UnitOf },
): Promise<Map<string, StoredInvitation>> {
  const wanted = new Set(due.map(({ unitId }) => unitId));
  const invited = await listInvitedUnits(db, centreId, surveyId);
  const ids = invited.flatMap(({ unitId }) => (wanted.has(unitOf(unitId)) ? [unitId] : []));
  const found = await listLatestInvitations(db, centreId, surveyId, ids);
  const inForce = [...found].filter(([, { revokedAt }]) => revokedAt === null);
  return mergeByUnit(new Map(inForce), unitOf);
}
