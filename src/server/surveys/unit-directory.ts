import { findMergeRoot } from '#domain/casework/merged-accounts.ts';
import { mayBeAsked } from '#domain/fieldwork/survey-units.ts';
import type { Account } from '#domain/records/account.ts';
import { listFrameUnits, type StoredFrameUnit } from '#server/database/queries/frame-units.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import { listRecords, type CentreRecord } from '#server/database/queries/records.ts';
import type { Queries } from '#server/database/schema.ts';

/*
 * A survey's unit is a company of the centre's own records or an address of a list. Whoever needs to
 * know which company a unit is asks here, and need not know which of the two it is.
 */

/** Ids per statement: written out they cost more than what they find. */
const IDS_PER_QUERY = 500;

/** What is known of a unit. */
export interface DirectoryUnit {
  unitId: string;
  /** The company's record: of an address the one that it was found to be, null until then. */
  accountId: string | null;
  /** Empty once nothing may name the company any more: its list has ended, or it was erased. */
  name: string;
  postalCode: string | null;
  address: string | null;
  municipality: string | null;
  industry: string | null;
  employees: string | null;
  phone: string | null;
  /** To whom letters go; only lists say it. */
  contactName: string | null;
  /** Whether it can be written to: neither deleted, merged, archived, ended nor left out of a newer list. */
  mayBeAsked: boolean;
}

/** What is known of units, by their ids; ids that are no unit's are left out. */
export async function describeUnits(
  db: Queries,
  centreId: string,
  unitIds: readonly string[],
): Promise<Map<string, DirectoryUnit>> {
  const ids = [...new Set(unitIds)];
  const frameUnits = await listFrameUnits(db, centreId, ids);
  const ofFrames = new Set(frameUnits.map((unit) => unit.unit_id));
  // What an address was found to be may have been merged into another record since.
  const pointers = frameUnits.length > 0 ? await listMergePointers(db, centreId) : new Map<string, string>();
  const companyOf = ({ account_id: id }: StoredFrameUnit): string | null =>
    id === null ? null : findMergeRoot(id, pointers);
  const linked = frameUnits.flatMap((unit) => companyOf(unit) ?? []);
  const accounts = await listAccounts(db, centreId, [...ids.filter((id) => !ofFrames.has(id)), ...linked]);
  const described = new Map<string, DirectoryUnit>();
  for (const unit of frameUnits)
    described.set(unit.unit_id, describeFrameUnit(unit, companyOf(unit), accounts));
  for (const id of ids) {
    const account = ofFrames.has(id) ? undefined : accounts.get(id);
    if (account) described.set(id, describeAccount(account));
  }
  return described;
}

async function listAccounts(
  db: Queries,
  centreId: string,
  ids: readonly string[],
): Promise<Map<string, CentreRecord>> {
  const found = new Map<string, CentreRecord>();
  for (let start = 0; start < ids.length; start += IDS_PER_QUERY)
    for (const record of await listRecords(db, centreId, ids.slice(start, start + IDS_PER_QUERY)))
      if (record.collection === 'accounts') found.set(record.id, record);
  return found;
}

function describeAccount(record: CentreRecord): DirectoryUnit {
  const account = record.fields as Partial<Account>;
  return {
    unitId: record.id,
    accountId: record.id,
    name: account.name ?? '',
    postalCode: account.postalCode ?? null,
    address: account.address ?? null,
    municipality: account.municipality ?? null,
    industry: account.industry ?? null,
    employees: account.employees ?? null,
    phone: account.phone ?? null,
    contactName: null,
    mayBeAsked: isThere(record) && mayBeAsked(account),
  };
}

/** As the list has it; what it does not say, or does not any more, the company's own record may. */
function describeFrameUnit(
  unit: StoredFrameUnit,
  accountId: string | null,
  accounts: ReadonlyMap<string, CentreRecord>,
): DirectoryUnit {
  const record = accountId === null ? undefined : accounts.get(accountId);
  const account = (record && isThere(record) ? record.fields : {}) as Partial<Account>;
  const name = unit.name ?? account.name ?? '';
  return {
    unitId: unit.unit_id,
    accountId,
    name,
    postalCode: unit.postal_code ?? account.postalCode ?? null,
    address: unit.address ?? account.address ?? null,
    municipality: unit.municipality ?? account.municipality ?? null,
    industry: unit.industry ?? account.industry ?? null,
    employees: unit.employees ?? account.employees ?? null,
    phone: unit.phone ?? account.phone ?? null,
    contactName: unit.contact_name,
    mayBeAsked: name !== '' && unit.is_gone === 0 && account.status !== 'archived',
  };
}

function isThere({ deletedAt, erasedAt }: CentreRecord): boolean {
  return deletedAt === null && erasedAt === null;
}
