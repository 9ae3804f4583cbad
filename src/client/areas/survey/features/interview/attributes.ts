import type { Json } from '#domain/canonical/json.ts';
import {
  COMPANY_ATTRIBUTES,
  roleOfAttribute,
  type CompanyAttribute,
} from '#domain/casework/company-attributes.ts';
import type { Account } from '#domain/records/account.ts';
import { findItemOfRole } from '#domain/questionnaire/find-by-role.ts';
import type { Item, Questionnaire } from '#domain/questionnaire/model.ts';

/** An attribute that the company gave otherwise than its record has it. */
export interface AttributeDifference {
  attribute: CompanyAttribute;
  /** The code on file; absent while the record has none. */
  onFile: string | undefined;
  given: string;
}

/** The answers that a company's record knows already, as far as the questionnaire offers them. */
export function listKnownAnswers(
  questionnaire: Questionnaire,
  account: Partial<Account>,
): [itemCode: string, code: string][] {
  return COMPANY_ATTRIBUTES.flatMap((attribute): [string, string][] => {
    const item = findItemOfRole(questionnaire, roleOfAttribute(attribute));
    const code = account[attribute];
    return item && code !== undefined && isOffered(item, code) ? [[item.code, code]] : [];
  });
}

/** What the answers say differently from the company's record, or beyond it. */
export function listDifferences(
  questionnaire: Questionnaire,
  account: Partial<Account>,
  answers: Readonly<Record<string, Json>>,
): AttributeDifference[] {
  return COMPANY_ATTRIBUTES.flatMap((attribute) => {
    const item = findItemOfRole(questionnaire, roleOfAttribute(attribute));
    const given = answers[item?.code ?? ''];
    if (!item || typeof given !== 'string' || given === account[attribute] || !isOffered(item, given))
      return [];
    return [{ attribute, onFile: account[attribute], given }];
  });
}

function isOffered({ options = [] }: Item, code: string): boolean {
  return options.some((option) => option.code === code);
}
