import type { Transaction } from 'kysely';
import { listMergedWith } from '#domain/casework/merged-accounts.ts';
import { isWithoutConsent } from '#domain/fieldwork/consent.ts';
import { itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import {
  findPrimaryResponse,
  findPrimaryResponseOfUnit,
} from '#server/database/queries/submitted-responses.ts';
import type { Database } from '#server/database/schema.ts';
import { linkOnContact, type CodeUnit } from './link-on-contact.ts';

/** What came in by a code, on a link or on paper. */
export interface CodedResponse {
  centreId: string;
  /** The unit of the code; undefined where it came without one, or nobody knows the unit any more. */
  unit: CodeUnit | undefined;
  response: SurveyResponse;
  questionnaire: Questionnaire;
  /** Whether it asks for a consultation. */
  hasWish: boolean;
}

/**
 * The company's record of the unit. An address of a list is looked for among the records only with the consent to be
 * known, or with a wish: what somebody answered who was promised to stay unknown leads to no company.
 */
export async function findCompany(
  tx: Transaction<Database>,
  coded: CodedResponse,
): Promise<string | undefined> {
  const { centreId, unit, questionnaire, hasWish } = coded;
  if (!unit?.frameUnit) return unit?.unitId;
  return hasWish || mayBeJoined(coded) ? linkOnContact(tx, centreId, unit, questionnaire) : undefined;
}

/** Whether a response may say itself whose it is: of an address only by consent, a wish alone joins its lead. */
export function mayBeJoined({ unit, response, questionnaire }: CodedResponse): boolean {
  return !unit?.frameUnit || !isWithoutConsent(response, itemRolesOf(questionnaire));
}

/** The response that counts for the unit already, whether it came with its code or in another way from its company. */
export async function findCountingResponse(
  tx: Transaction<Database>,
  { centreId, unit, response: { surveyId } }: CodedResponse,
  companyId: string | undefined,
): Promise<string | undefined> {
  if (!unit) return undefined;
  const ofUnit = await findPrimaryResponseOfUnit(tx, centreId, { surveyId, unitId: unit.unitId });
  const accountId = companyId ?? unit.frameUnit?.account_id ?? undefined;
  if (ofUnit !== undefined || !accountId) return ofUnit;
  const accountIds = listMergedWith(accountId, await listMergePointers(tx, centreId));
  return findPrimaryResponse(tx, centreId, { surveyId, accountIds });
}
