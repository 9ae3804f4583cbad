import { findMergeRoot, listMergedWith, type MergePointers } from '#domain/casework/merged-accounts.ts';
import type { InvitedUnitTimes } from '#server/database/queries/invitations.ts';
import { findLinkedAccount, type StoredFrameUnit } from '#server/database/queries/frame-units.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import { listSampledOf } from '#server/database/queries/survey-units.ts';
import type { Queries } from '#server/database/schema.ts';

/*
 * An address of a sample that was found to be a company of the centre's own records is one unit with
 * it: what is known of the company, such as answers on a visit, is said of the address, and counts once.
 */

/** The unit that an id stands for: the address of the sample that a company is, else the company or the address itself. */
export type UnitOf = (id: string) => string;

/**
 * Of several addresses that are one company the first of the sample stands for it, and of several records of one
 * company the one that they were merged into.
 */
export function mapToSampled(
  sampled: readonly Pick<StoredFrameUnit, 'unit_id' | 'account_id'>[],
  pointers: MergePointers,
): UnitOf {
  const unitOfAccount = new Map<string, string>();
  for (const { unit_id: unitId, account_id: accountId } of sampled)
    if (accountId !== null) {
      const company = findMergeRoot(accountId, pointers);
      if (!unitOfAccount.has(company)) unitOfAccount.set(company, unitId);
    }
  return (id) => {
    const company = findMergeRoot(id, pointers);
    return unitOfAccount.get(company) ?? company;
  };
}

/**
 * The company's record in place of an address of the sample that was found to be it: for whom addresses are not shown,
 * and who must know all the same that their company was asked, or has answered.
 */
export function mapToCompanies(
  sampled: readonly Pick<StoredFrameUnit, 'unit_id' | 'account_id'>[],
  pointers: MergePointers,
): UnitOf {
  const accountOf = new Map(sampled.map((unit) => [unit.unit_id, unit.account_id]));
  return (id) => findMergeRoot(accountOf.get(id) ?? id, pointers);
}

/** The ids that stand for a unit of a survey, its own first: those of the records of its company. */
export async function listIdsOfUnit(
  db: Queries,
  centreId: string,
  unit: { surveyId: string; unitId: string },
): Promise<string[]> {
  const { pointers, records, addresses } = await readCompany(db, centreId, unit);
  const unitOf = mapToSampled(addresses, pointers);
  return [unit.unitId, ...records.filter((id) => id !== unit.unitId && unitOf(id) === unit.unitId)];
}

/** The ids that a unit's company may have been asked by: the unit's own first, its company's records, and their addresses. */
export async function listIdsOfCompany(
  db: Queries,
  centreId: string,
  unit: { surveyId: string; unitId: string },
): Promise<string[]> {
  const { records, addresses } = await readCompany(db, centreId, unit);
  return [...new Set([unit.unitId, ...records, ...addresses.map((address) => address.unit_id)])];
}

async function readCompany(
  db: Queries,
  centreId: string,
  { surveyId, unitId }: { surveyId: string; unitId: string },
) {
  const pointers = await listMergePointers(db, centreId);
  const company = (await findLinkedAccount(db, centreId, unitId)) ?? unitId;
  const records = listMergedWith(company, pointers);
  return { pointers, records, addresses: await listSampledOf(db, centreId, surveyId, records) };
}

/** What is known by unit: what is known of the unit itself goes before what is known of its company's other records. */
export function mergeByUnit<Known>(known: ReadonlyMap<string, Known>, unitOf: UnitOf): Map<string, Known> {
  const merged = new Map<string, Known>();
  for (const [id, value] of known)
    if (!known.has(unitOf(id)) || unitOf(id) === id) merged.set(unitOf(id), value);
  return merged;
}

/** How far units have come with their codes, an address and its company taken together: the latest of each. */
export function mergeTimes(times: readonly InvitedUnitTimes[], unitOf: UnitOf): InvitedUnitTimes[] {
  const merged = new Map<string, InvitedUnitTimes>();
  for (const { unitId: id, ...own } of times) {
    const unitId = unitOf(id);
    const other = merged.get(unitId);
    merged.set(unitId, {
      unitId,
      issuedAt: latest(own.issuedAt, other?.issuedAt ?? null) ?? own.issuedAt,
      openedAt: latest(own.openedAt, other?.openedAt ?? null),
      answeredAt: latest(own.answeredAt, other?.answeredAt ?? null),
    });
  }
  return [...merged.values()];
}

function latest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
