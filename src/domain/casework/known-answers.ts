import type { Json } from '#domain/canonical/json.ts';
import { findItemOfRole } from '#domain/questionnaire/find-by-role.ts';
import type { ItemRole } from '#domain/questionnaire/item-roles.ts';
import type { Item, Questionnaire } from '#domain/questionnaire/model.ts';
import type { Account } from '#domain/records/account.ts';
import { getEmployeeBand } from '#domain/records/bands.ts';
import type { Contact } from '#domain/records/contact.ts';
import type { Visit } from '#domain/records/visit.ts';
import { COMPANY_ATTRIBUTES, roleOfAttribute, type CompanyAttribute } from './company-attributes.ts';

/** What the centre's records hold of a company before it is asked. */
export interface KnownOfCompany {
  account?: Partial<Account> | undefined;
  visit?: Partial<Visit> | undefined;
  /** Whom one talks to, where that is certain. */
  contact?: Partial<Contact> | undefined;
}

/** The code of a company's attribute as its record has it; a head count says the band, too. */
export function findAttribute(account: Partial<Account>, attribute: CompanyAttribute): string | undefined {
  if (attribute === 'employees' && account.employees === undefined && account.employeeCount !== undefined)
    return getEmployeeBand(account.employeeCount);
  return account[attribute];
}

/**
 * The answers that the centre's records know already, as far as the questionnaire offers them: attributes,
 * name and contact of the company, the issues that came up on the visit. They are proposals until the company
 * has been asked.
 */
export function listKnownAnswers(
  questionnaire: Questionnaire,
  { account = {}, visit = {}, contact = {} }: KnownOfCompany,
): [itemCode: string, answer: Json][] {
  const codes = COMPANY_ATTRIBUTES.map((attribute): [ItemRole, string | undefined] => [
    roleOfAttribute(attribute),
    findAttribute(account, attribute),
  ]);
  const texts: [ItemRole, string | undefined][] = [
    ['contact.company', account.name],
    ['contact.name', contact.name],
    ['contact.phone', contact.phone || account.phone],
    ['contact.email', contact.email],
  ];
  const found = (role: ItemRole): Item | undefined => findItemOfRole(questionnaire, role);
  const issues = listOfferedIssues(found('issues'), visit.issues);
  return [
    ...codes.flatMap(([role, code]): [string, Json][] => {
      const item = found(role);
      return item && code !== undefined && isOffered(item, code) ? [[item.code, code]] : [];
    }),
    ...(issues.length > 0 ? [[found('issues')!.code, issues] as [string, Json]] : []),
    ...texts.flatMap(([role, text]): [string, Json][] => {
      const item = found(role);
      return item && text?.trim() ? [[item.code, text.trim()]] : [];
    }),
  ];
}

/** The issues of a visit that an item about issues offers and that may stand together. */
export function listOfferedIssues(item: Item | undefined, issues: readonly string[] = []): string[] {
  const offered = item?.options?.filter(({ exclusive }) => !exclusive).map(({ code }) => code) ?? [];
  return issues.filter((code) => offered.includes(code));
}

/** Whether an item has this option. */
export function isOffered({ options = [] }: Item, code: string): boolean {
  return options.some((option) => option.code === code);
}
