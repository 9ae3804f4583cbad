import {
  COMPANY_ATTRIBUTES,
  roleOfAttribute,
  type CompanyAttribute,
} from '#domain/casework/company-attributes.ts';
import { isOffered } from '#domain/casework/known-answers.ts';
import { findItemOfRole } from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';

/** How many addresses of a list there are by the options of the item that asks for the same, by the item's code. */
export function listFrameMargins(
  questionnaire: Questionnaire,
  margins: Partial<Record<CompanyAttribute, Readonly<Record<string, number>>>>,
): Map<string, Record<string, number>> {
  return new Map(
    COMPANY_ATTRIBUTES.flatMap((attribute): [string, Record<string, number>][] => {
      const item = findItemOfRole(questionnaire, roleOfAttribute(attribute));
      if (!item) return [];
      // A code of the list that nobody could answer has no category to be raked to.
      const offered = Object.entries(margins[attribute] ?? {}).filter(([code]) => isOffered(item, code));
      return offered.length > 0 ? [[item.code, Object.fromEntries(offered)]] : [];
    }),
  );
}
