import type { FastifyInstance } from 'fastify';
import { matchableName } from '#domain/casework/account-import-matching.ts';
import type { FrameUnitFields } from '#domain/fieldwork/frame/frame-unit.ts';
import type { FrameUnit, FrameUnitPage } from '#protocol/frames.ts';
import {
  linkFrameUnit,
  listFrameUnits,
  listFrameUnitsAfter,
  type StoredFrameUnit,
} from '#server/database/queries/frame-units.ts';
import { listRecords } from '#server/database/queries/records.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { getFrameList, type Actor } from './frame-lists.ts';

/** A page of a list's addresses. @throws Problem `not-found` without such a list. */
export async function getFrameUnits(
  { database: { db } }: FastifyInstance,
  centreId: string,
  listId: string,
  { after, limit, search }: { after: number; limit: number; search: string },
): Promise<FrameUnitPage> {
  await getFrameList(db, centreId, listId);
  const units = await listFrameUnitsAfter(db, centreId, listId, {
    after,
    limit: limit + 1,
    search: matchableName(search),
  });
  const page = units.slice(0, limit);
  return {
    units: page.map(toFrameUnit),
    next: units.length > limit ? (page.at(-1)?.row_number ?? null) : null,
  };
}

/** Links an address to a company's record, or to none. @throws Problem `not-found` without either. */
export async function linkUnit(
  { database, clock }: FastifyInstance,
  { centreId, userId }: Actor,
  { listId, unitId }: { listId: string; unitId: string },
  accountId: string | null,
): Promise<void> {
  await database.db.transaction().execute(async (tx) => {
    const [unit] = await listFrameUnits(tx, centreId, [unitId]);
    if (unit?.list_id !== listId) throw new Problem('not-found');
    if (accountId !== null) {
      const [record] = await listRecords(tx, centreId, [accountId]);
      const isThere =
        record?.collection === 'accounts' && record.deletedAt === null && record.erasedAt === null;
      if (!isThere) throw new Problem('not-found');
    }
    await linkFrameUnit(tx, centreId, unitId, accountId);
    await audit(tx, clock, {
      centreId,
      by: userId,
      action: 'frames.link',
      subject: unitId,
      detail: { accountId },
    });
  });
}

/** An address as the office sees it. */
export function toFrameUnit(unit: StoredFrameUnit): FrameUnit {
  return {
    id: unit.unit_id,
    row: unit.row_number,
    fields: toFields(unit),
    accountId: unit.account_id,
    isGone: unit.is_gone === 1,
  };
}

/** What an address holds; what it does not say is absent. */
export function toFields(unit: StoredFrameUnit): FrameUnitFields {
  const fields = {
    name: unit.name,
    nameKana: unit.kana,
    corporateNumber: unit.corporate_number,
    industry: unit.industry,
    employees: unit.employees,
    employeeCount: unit.employee_count,
    sales: unit.sales,
    municipality: unit.municipality,
    postalCode: unit.postal_code,
    address: unit.address,
    phone: unit.phone,
    contactName: unit.contact_name,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** The columns of what an address holds. */
export function toStoredFields(
  fields: FrameUnitFields,
): Omit<StoredFrameUnit, 'centre_id' | 'unit_id' | 'list_id' | 'row_number' | 'account_id' | 'is_gone'> {
  return {
    name: fields.name ?? null,
    name_key: fields.name === undefined ? null : matchableName(fields.name),
    kana: fields.nameKana ?? null,
    corporate_number: fields.corporateNumber ?? null,
    industry: fields.industry ?? null,
    employees: fields.employees ?? null,
    employee_count: fields.employeeCount ?? null,
    sales: fields.sales ?? null,
    municipality: fields.municipality ?? null,
    postal_code: fields.postalCode ?? null,
    address: fields.address ?? null,
    phone: fields.phone ?? null,
    contact_name: fields.contactName ?? null,
  };
}
