import type { Json } from '#domain/canonical/json.ts';
import { foldCompanyName, foldName } from '#domain/canonical/text.ts';
import { readDialledNumber } from '#domain/canonical/telephone.ts';
import { answerOfRole, findItemOfRole, itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { ItemRole } from '#domain/questionnaire/item-roles.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { Account } from '#domain/records/account.ts';
import { findEmployeeRange } from '#domain/records/bands.ts';
import type { Contact } from '#domain/records/contact.ts';
import { COMPANY_ATTRIBUTES, roleOfAttribute, type CompanyAttribute } from './company-attributes.ts';
import { findAttribute, isOffered } from './known-answers.ts';
import type { Recorded } from './recorded.ts';

/** Something that the company said of itself otherwise than its record has it. */
export interface FileDifference {
  field: CompanyAttribute | 'name';
  role: ItemRole;
  /** The code or name on file; absent while the record has none. */
  onFile: string | undefined;
  given: string;
}

/** What the answers say differently from the company's record, or beyond it. */
export function listDifferences(
  questionnaire: Questionnaire,
  account: Partial<Account>,
  answers: Readonly<Record<string, Json>>,
): FileDifference[] {
  const attributes = COMPANY_ATTRIBUTES.flatMap((field): FileDifference[] => {
    const role = roleOfAttribute(field);
    const item = findItemOfRole(questionnaire, role);
    const given = answers[item?.code ?? ''];
    const onFile = findAttribute(account, field);
    if (!item || typeof given !== 'string' || given === onFile || !isOffered(item, given)) return [];
    return [{ field, role, onFile, given }];
  });
  const name = textOf(questionnaire, answers, 'contact.company');
  const isOtherName = name !== undefined && foldCompanyName(name) !== foldCompanyName(account.name ?? '');
  return isOtherName
    ? [...attributes, { field: 'name', role: 'contact.company', onFile: account.name, given: name }]
    : attributes;
}

/** The fields of a company's record, `null` where one is cleared. */
export type AccountEdit = { [Field in CompanyAttribute | 'name']?: string | null } & {
  employeeCount?: number | null;
};

/** What takes differences into a company's record. A head count that the new band contradicts goes. */
export function planFileUpdate(
  account: Partial<Account>,
  differences: readonly FileDifference[],
): { forward: AccountEdit; backward: AccountEdit } {
  const forward: AccountEdit = {};
  const backward: AccountEdit = {};
  for (const { field, given } of differences) {
    forward[field] = given;
    backward[field] = account[field] ?? null;
  }
  const [from = 0, to = Infinity] = findEmployeeRange(forward.employees ?? undefined) ?? [];
  const count = account.employeeCount;
  if (count !== undefined && (count < from || count > to)) {
    forward.employeeCount = null;
    backward.employeeCount = count;
  }
  return { forward, backward };
}

/** A person whom the company named, as a contact of it. */
export interface GivenContact {
  /** The one on file by the same name; absent for someone new. */
  id: string | undefined;
  /** What is not on file yet. */
  fields: Partial<Pick<Contact, 'name' | 'phone' | 'email'>>;
  name: string;
}

/** The person whom the answers name, where the company's contacts lack them or their number or address. */
export function findGivenContact(
  questionnaire: Questionnaire,
  answers: Readonly<Record<string, Json>>,
  contacts: readonly Recorded<Contact>[],
): GivenContact | undefined {
  const name = textOf(questionnaire, answers, 'contact.name');
  if (name === undefined) return undefined;
  const known = contacts.find(({ fields }) => foldName(fields.name ?? '') === foldName(name));
  const phone = textOf(questionnaire, answers, 'contact.phone');
  const email = textOf(questionnaire, answers, 'contact.email');
  const fields: GivenContact['fields'] = {};
  if (!known) fields.name = name;
  if (phone && readDialledNumber(phone) !== readDialledNumber(known?.fields.phone ?? ''))
    fields.phone = phone;
  if (email && email.toLowerCase() !== known?.fields.email?.toLowerCase()) fields.email = email;
  return Object.keys(fields).length === 0 ? undefined : { id: known?.id, fields, name };
}

function textOf(
  questionnaire: Questionnaire,
  answers: Readonly<Record<string, Json>>,
  role: ItemRole,
): string | undefined {
  const text = answerOfRole(answers, itemRolesOf(questionnaire), role);
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}
