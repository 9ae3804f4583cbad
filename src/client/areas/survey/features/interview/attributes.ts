import type { Json } from '#domain/canonical/json.ts';
import { COMPANY_ATTRIBUTES, type CompanyAttribute } from '#domain/casework/attribute-bands.ts';
import type { Account } from '#domain/records/model.ts';
import { findItem, type Questionnaire } from '#domain/questionnaire/model.ts';

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
): [CompanyAttribute, string][] {
  return COMPANY_ATTRIBUTES.flatMap((attribute): [CompanyAttribute, string][] => {
    const code = account[attribute];
    return code !== undefined && isOffered(questionnaire, attribute, code) ? [[attribute, code]] : [];
  });
}

/** What the answers say differently from the company's record, or beyond it. */
export function listDifferences(
  questionnaire: Questionnaire,
  account: Partial<Account>,
  answers: Readonly<Record<string, Json>>,
): AttributeDifference[] {
  return COMPANY_ATTRIBUTES.flatMap((attribute) => {
    const given = answers[attribute];
    if (
      typeof given !== 'string' ||
      given === account[attribute] ||
      !isOffered(questionnaire, attribute, given)
    )
      return [];
    return [{ attribute, onFile: account[attribute], given }];
  });
}

function isOffered(questionnaire: Questionnaire, itemCode: string, code: string): boolean {
  return findItem(questionnaire, itemCode)?.options?.some((option) => option.code === code) ?? false;
}
