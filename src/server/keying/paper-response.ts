import type { FastifyInstance } from 'fastify';
import type { Transaction } from 'kysely';
import { tokyoDate, type Instant } from '#domain/canonical/dates.ts';
import { listLeadKeys } from '#domain/casework/lead-duplicates.ts';
import { findSurveyLead } from '#domain/casework/survey-lead.ts';
import { isWithoutConsent } from '#domain/fieldwork/consent.ts';
import { makeKeyingForm } from '#domain/fieldwork/keying/key-fields.ts';
import { readKeyedAnswers } from '#domain/fieldwork/keying/keyed-answers.ts';
import { mergeEntries } from '#domain/fieldwork/keying/compare-entries.ts';
import type { KeyedValues } from '#domain/fieldwork/keying/keyed-value.ts';
import { computeDisposition } from '#domain/interview/completeness.ts';
import { withAnswers } from '#domain/interview/interview.ts';
import { answersBesideInterview } from '#domain/questionnaire/interview-only.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import { itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { isSaid } from '#domain/questionnaire/stored-value.ts';
import { DEFINITIONS } from '#domain/records/collections.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { RESPONDENT_AUTHOR } from '#domain/sync/change.ts';
import { firstFields } from '#domain/sync/first-fields.ts';
import { takeRevisions } from '#server/database/queries/changes.ts';
import { markInvitation } from '#server/database/queries/invitations.ts';
import type { StoredSheet } from '#server/database/queries/keyed-sheets.ts';
import { findOpenLead } from '#server/database/queries/open-leads.ts';
import type { StoredSurvey } from '#server/database/queries/surveys.ts';
import type { Database } from '#server/database/schema.ts';
import {
  findCompany,
  findCountingResponse,
  mayBeJoined,
  type CodedResponse,
} from '#server/frames/answering-company.ts';
import { findCodeUnit, type CodeUnit } from '#server/frames/link-on-contact.ts';
import { audit } from '#server/journal/audit.ts';
import { newId } from '#server/journal/clock.ts';
import { applyServerChanges, type ServerChange } from '#server/records/server-changes.ts';

/** A sheet of which it is settled what it says. */
export interface SettledSheet {
  survey: StoredSurvey;
  questionnaire: Questionnaire;
  sheet: StoredSheet;
  first: { values: KeyedValues; startedAt: Instant; finishedAt: Instant };
  /** The fields that somebody decided about from the paper. */
  settled?: { values: KeyedValues; by: string; at: Instant };
}

/**
 * Makes a response of a sheet, and a lead of a wish for support. Like any other that comes in beside
 * another of the same company it is kept as `duplicate` for the office to settle. Call within the
 * transaction that has locked the centre.
 *
 * @returns the response's id.
 */
export async function makePaperResponse(
  { clock }: FastifyInstance,
  tx: Transaction<Database>,
  settledSheet: SettledSheet,
  now: Instant,
): Promise<string> {
  const { survey, sheet } = settledSheet;
  const { centreId } = survey;
  const unit = sheet.unit_id === null ? undefined : await findCodeUnit(tx, centreId, sheet.unit_id);
  const responseId = newId(clock);
  const { response: keyed, interview } = composeResponse(settledSheet, unit);
  const submitted = withAnswers(interview, keyed.answers ?? {});
  const asked = findSurveyLead(submitted, {
    responseId,
    response: keyed,
    account: unit?.account,
    now,
    language: 'ja',
  });
  const coded: CodedResponse = {
    centreId,
    unit,
    response: keyed,
    questionnaire: settledSheet.questionnaire,
    hasWish: asked !== undefined,
  };
  const accountId = await findCompany(tx, coded);
  const primary = await findCountingResponse(tx, coded, accountId);
  const response: SurveyResponse = {
    ...keyed,
    ...(accountId !== undefined && mayBeJoined(coded) && { accountId }),
    ...(primary !== undefined && { disposition: 'duplicate' }),
  };
  const found = asked && { ...asked, ...(accountId !== undefined && { accountId }) };
  const lead = found && (await linkLead(tx, settledSheet, response, found));
  const { before } = await takeRevisions(tx, centreId, lead ? 2 : 1);
  const make = (
    revision: number,
    change: Pick<ServerChange, 'collection' | 'recordId' | 'fields'>,
  ): ServerChange => ({ revision, changeId: newId(clock), madeBy: RESPONDENT_AUTHOR, ...change });
  const fields = firstFields(DEFINITIONS.responses, response);
  const changes = [make(before + 1, { collection: 'responses', recordId: responseId, fields })];
  if (lead)
    changes.push(
      make(before + 2, {
        collection: 'leads',
        recordId: newId(clock),
        fields: firstFields(DEFINITIONS.leads, lead),
      }),
    );
  await applyServerChanges(tx, { centreId, serverTime: now }, changes);
  if (primary !== undefined)
    await audit(tx, clock, {
      centreId,
      by: null,
      action: 'responses.duplicate',
      subject: responseId,
      detail: { primary },
    });
  if (sheet.invitation_id !== null)
    await markInvitation(tx, { centreId, id: sheet.invitation_id }, 'answered_at', now);
  return responseId;
}

function composeResponse(
  { survey, questionnaire, sheet, first, settled }: SettledSheet,
  unit: CodeUnit | undefined,
) {
  const form = makeKeyingForm(questionnaire, tokyoDate(first.startedAt));
  const { answers: keyed, notes } = readKeyedAnswers(form, mergeEntries(first.values, settled?.values));
  const interview = withAnswers(form.interview, keyed);
  const answers = { ...computeSubmittedAnswers(interview), ...answersBesideInterview(questionnaire) };
  const settledItems = new Set(
    form.fields
      .filter(({ key }) => settled && Object.hasOwn(settled.values, key))
      .map(({ item }) => item.code),
  );
  const provenance = Object.keys(answers)
    .filter((code) => isSaid(answers[code]))
    .map((code) => {
      const who =
        settled && settledItems.has(code)
          ? { by: settled.by, at: settled.at }
          : { by: sheet.first_by, at: first.finishedAt };
      return [code, { channel: 'paper' as const, ...who }] as const;
    });
  const response: SurveyResponse = {
    surveyId: survey.id,
    questionnaireId: survey.questionnaireId,
    questionnaireRevision: sheet.questionnaire_revision,
    ...(unit && !unit.frameUnit && { accountId: unit.unitId }),
    ...(sheet.invitation_id !== null && { invitationId: sheet.invitation_id }),
    channel: 'paper',
    startedAt: first.startedAt,
    submittedAt: first.finishedAt,
    disposition: computeDisposition(interview),
    seed: '',
    answers,
    provenance: Object.fromEntries(provenance),
    ...(Object.keys(notes).length > 0 && { notes }),
  };
  return { response, interview };
}

/** Without the consent to see the answers beside the company's record a lead does not say which response it came with. */
async function linkLead(
  tx: Transaction<Database>,
  { survey, questionnaire }: SettledSheet,
  response: SurveyResponse,
  lead: Lead,
): Promise<Lead> {
  const { responseId: _, ...unlinked } = lead;
  const possibleDuplicateOf = await findOpenLead(tx, survey.centreId, listLeadKeys(lead));
  return {
    ...(isWithoutConsent(response, itemRolesOf(questionnaire)) ? unlinked : lead),
    ...(possibleDuplicateOf !== undefined && { possibleDuplicateOf }),
  };
}
