import type { Json } from '#domain/canonical/json.ts';
import { COMPANY_ATTRIBUTES, roleOfAttribute } from '#domain/casework/company-attributes.ts';
import { findAttribute, isOffered } from '#domain/casework/known-answers.ts';
import { listReferences } from '#domain/questionnaire/expression.ts';
import { findItemOfRole, itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { listNames } from '#domain/questionnaire/references.ts';
import { readRules } from '#domain/questionnaire/rules.ts';
import type { Account } from '#domain/records/account.ts';

/*
 * A company that comes by its own code is not asked what the sampling frame knows of it. Its page gets a
 * questionnaire without these questions, and no answer in their place: whoever else opens the letter learns nothing.
 * With its submission the server puts in what the company's record says then.
 */

/** The answers that a company's record gives in its stead, by item code. Items on which others depend are asked all the same. */
export function listFrameAnswers(
  questionnaire: Questionnaire,
  account: Partial<Account>,
): Record<string, Json> {
  const needed = listNeeded(questionnaire);
  const known = COMPANY_ATTRIBUTES.flatMap((attribute): [string, Json][] => {
    const item = findItemOfRole(questionnaire, roleOfAttribute(attribute));
    const code = findAttribute(account, attribute);
    const isLeftOut =
      item !== undefined && !needed.has(item.code) && code !== undefined && isOffered(item, code);
    return isLeftOut ? [[item.code, code]] : [];
  });
  return Object.fromEntries(known);
}

/** Whether an item is about what a record may know, so that the page of a code may have left it out. */
export function mayBeLeftOut(questionnaire: Questionnaire, code: string): boolean {
  const role = itemRolesOf(questionnaire).get(code);
  return COMPANY_ATTRIBUTES.some((attribute) => role === roleOfAttribute(attribute));
}

/** The codes of the items that conditions name, or from which others take their options or rows. */
function listNeeded(questionnaire: Questionnaire): Set<string> {
  const names = listNames(questionnaire);
  const needed = new Set<string>();
  for (const expression of Object.values(readRules(questionnaire).expressions))
    for (const name of listReferences(expression)) needed.add(names.get(name)?.item.code ?? name);
  for (const { items } of questionnaire.sections)
    for (const { optionsFrom, rowsFrom } of items)
      for (const source of [optionsFrom, rowsFrom]) if (source !== undefined) needed.add(source);
  return needed;
}
