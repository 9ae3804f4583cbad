import { AccountIndex } from '#domain/casework/account-import-matching.ts';
import type { ColumnMapping, ImportField } from '#domain/casework/account-import/account-import-columns.ts';
import { createPlaceReader } from '#domain/casework/account-import/account-import-places.ts';
import {
  addKnown,
  planAccountImport,
  type AccountUpdate,
  type AddedRow,
  type ImportPlan,
  type ImportRequest,
  type KnownAccount,
} from '#domain/casework/account-import/account-import.ts';
import { FRAME_UNIT_FIELDS, toAccountFields, type FrameUnitFields } from './frame-unit.ts';

/** An address that the list has already. */
export interface KnownFrameUnit {
  id: string;
  fields: FrameUnitFields;
  isGone: boolean;
}

/** What an import of a list of addresses would do; nothing is written by making it. */
export interface FrameImportPlan extends ImportPlan {
  /** Addresses of the list that the file does not have. */
  missing: string[];
  /** Addresses that an import before did not have, and that the file has again as they were. */
  returned: string[];
  /** Rows that are companies of the centre's own records without a doubt. */
  links: { row: number; accountId: string }[];
  /** How many rows may be one without being so for certain; they are linked on first contact, or by a person. */
  unsureLinks: number;
}

/** What becomes of an address, as the server takes it (`protocol/frames.ts`). */
export type PlannedFrameRow =
  | { kind: 'add'; fields: FrameUnitFields & { name: string }; accountId?: string }
  | { kind: 'change'; unitId: string; fields: FrameUnitFields & { name: string }; accountId?: string }
  | { kind: 'gone'; unitId: string };

/** What lists of addresses keep; a company's notes, tags and people come with its own record. */
const KEPT_FIELDS: readonly ImportField[] = FRAME_UNIT_FIELDS;

/**
 * The dry run of an import into a list of addresses: by the rules by which companies are imported (`planAccountImport`),
 * held against what the list has; and which rows are companies of the centre's own records. The same file
 * again adds nothing and changes nothing.
 */
export function planFrameImport(
  request: Omit<ImportRequest, 'known'> & {
    known: readonly KnownFrameUnit[];
    accounts: readonly KnownAccount[];
  },
  onProgress: (rowsDone: number) => void = () => {},
): FrameImportPlan {
  const { known, accounts, codebook } = request;
  const plan = planAccountImport(
    { ...request, mapping: withoutOthers(request.mapping), known: known.map(toKnownAccount) },
    onProgress,
  );
  const met = new Set(plan.met);
  const companies = new AccountIndex<string>(createPlaceReader(codebook.municipality));
  addKnown(companies, accounts);
  const links: FrameImportPlan['links'] = [];
  let unsureLinks = 0;
  for (const { row, fields } of [...plan.added, ...plan.uncertain]) {
    const found = companies.find(fields);
    if (found && 'key' in found) links.push({ row, accountId: found.key });
    else if (found) unsureLinks += 1;
  }
  const changed = new Set(plan.matched.map(({ accountId }) => accountId));
  return {
    ...plan,
    missing: known.filter(({ id, isGone }) => !isGone && !met.has(id)).map(({ id }) => id),
    returned: known.filter(({ id, isGone }) => isGone && met.has(id) && !changed.has(id)).map(({ id }) => id),
    links,
    unsureLinks,
  };
}

/** What a person has decided about a dry run. */
export interface FrameDecisions {
  added: readonly AddedRow[];
  updates: readonly AccountUpdate[];
  /** Whether rows that are companies of the centre's own records are linked to them. */
  isLinking: boolean;
  /** Whether addresses that the file does not have are marked as gone. */
  isMarkingMissing: boolean;
}

/** What is written by a dry run and what a person has decided about it. */
export function toFrameRows(
  plan: FrameImportPlan,
  known: readonly KnownFrameUnit[],
  { added, updates, isLinking, isMarkingMissing }: FrameDecisions,
): PlannedFrameRow[] {
  const accountOf = new Map(isLinking ? plan.links.map(({ row, accountId }) => [row, accountId]) : []);
  const unitOf = new Map(known.map((unit) => [unit.id, unit]));
  return [
    ...[...added]
      .sort((one, other) => one.row - other.row)
      .map(({ row, fields, contact }): PlannedFrameRow => {
        const accountId = accountOf.get(row);
        return {
          kind: 'add',
          fields: toFrameFields(fields, contact?.name),
          ...(accountId !== undefined && { accountId }),
        };
      }),
    ...updates.map(({ accountId: unitId, account, changes, contact }): PlannedFrameRow => {
      const before = unitOf.get(unitId)?.fields.contactName;
      const fields = toFrameFields({ ...account, ...changes }, contact?.changes.name ?? before);
      return { kind: 'change', unitId, fields };
    }),
    ...plan.returned.flatMap((unitId): PlannedFrameRow[] => {
      const fields = unitOf.get(unitId)?.fields;
      return fields?.name === undefined
        ? []
        : [{ kind: 'change', unitId, fields: { ...fields, name: fields.name } }];
    }),
    ...(isMarkingMissing ? plan.missing.map((unitId) => ({ kind: 'gone' as const, unitId })) : []),
  ];
}

function withoutOthers(mapping: ColumnMapping): ColumnMapping {
  return mapping.map((field) => (field !== null && KEPT_FIELDS.includes(field) ? field : null));
}

function toKnownAccount({ id, fields }: KnownFrameUnit): KnownAccount {
  const { contactName: name } = fields;
  return {
    id,
    fields: toAccountFields(fields),
    ...(name !== undefined && { contacts: [{ id: '', fields: { name } }] }),
  };
}

/** What a list keeps of what a company's record may hold; what was taken away is absent. */
function toFrameFields(
  account: { [Field in keyof FrameUnitFields]?: FrameUnitFields[Field] | null },
  contactName: string | undefined,
): FrameUnitFields & { name: string } {
  const kept = [...FRAME_UNIT_FIELDS, 'employeeCount' as const].flatMap((field) => {
    const value = account[field];
    return value === undefined || value === null || value === '' ? [] : [[field, value] as const];
  });
  return {
    ...(Object.fromEntries(kept) as FrameUnitFields),
    name: account.name ?? '',
    ...(contactName !== undefined && contactName !== '' && { contactName }),
  };
}
