import type { FastifyInstance } from 'fastify';
import type { Transaction } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import { hashJson } from '#domain/canonical/hash.ts';
import { listLeadKeys } from '#domain/casework/lead-duplicates.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { findSurveyLead } from '#domain/casework/survey-lead.ts';
import { isWithoutConsent } from '#domain/fieldwork/consent.ts';
import { listFrameAnswers, mayBeLeftOut } from '#domain/fieldwork/frame-knowledge.ts';
import { checkSubmission, isOnlyIncomplete } from '#domain/fieldwork/submission-check.ts';
import { readSubmissionTimes, type SubmissionTimes } from '#domain/fieldwork/submission-times.ts';
import { findBeginDay } from '#domain/casework/response-interview.ts';
import { isSaid } from '#domain/questionnaire/stored-value.ts';
import { computeDisposition } from '#domain/interview/completeness.ts';
import { startInterview, withAnswers, type Interview } from '#domain/interview/interview.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import { answersBesideInterview, withoutInterviewOnly } from '#domain/questionnaire/interview-only.ts';
import type { Answers } from '#domain/questionnaire/model.ts';
import { itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import { RESPONDENT_AUTHOR, SERVER_AUTHOR } from '#domain/sync/change.ts';
import { DEFINITIONS } from '#domain/records/collections.ts';
import { firstFields } from '#domain/sync/first-fields.ts';
import { NEXT_PREFIX, type Submission, type SubmissionReceipt } from '#protocol/respondent.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf, newId } from '#server/journal/clock.ts';
import { takeRevisions } from '#server/database/queries/changes.ts';
import { markInvitation } from '#server/database/queries/invitations.ts';
import { findOpenLead } from '#server/database/queries/open-leads.ts';
import type { Database } from '#server/database/schema.ts';
import {
  findSubmission,
  insertSubmission,
  type StoredSubmission,
} from '#server/database/queries/submissions.ts';
import { findRevision } from '#server/database/queries/surveys.ts';
import {
  findCompany,
  findCountingResponse,
  mayBeJoined,
  type CodedResponse,
} from '#server/frames/answering-company.ts';
import { findCodeUnit, type CodeUnit } from '#server/frames/link-on-contact.ts';
import { Problem } from '#server/http/problem.ts';
import { applyServerChanges, type ServerChange } from '#server/records/server-changes.ts';
import { findRefusal, type FoundEntry } from './find-entry.ts';
import { NEXT_WORDS } from './next-page-html.ts';

/**
 * The receipt of a submission that was taken in before; `undefined` for a new one. A phone that has
 * not heard the answer sends again, and gets the receipt even if the survey has ended meanwhile.
 *
 * @throws Problem `submission-id-reused` when it had other content.
 */
export async function findReceipt(
  { database: { db } }: FastifyInstance,
  found: FoundEntry,
  submission: Submission,
): Promise<SubmissionReceipt | undefined> {
  const known = await findSubmission(db, found.survey.centreId, submission.id);
  return known && repeatReceipt(known, hashContent(found, submission));
}

/**
 * Takes in what a company has answered: checks it, keeps it as a response (and a wish for
 * support as a lead) in one transaction, and answers with a receipt. Nobody's answers are
 * refused because there are others of the same company: they are kept as `duplicate`.
 * Ask `findReceipt` first: one that is sent again would be refused here once the survey has ended.
 *
 * @param admit throws when the link's limit of submissions is reached. Called only once the answers
 *   have been found valid, so that invalid ones do not use the limit up.
 * @throws Problem saying which answers are wrong or missing, or why nothing can be sent now.
 */
export async function receiveSubmission(
  app: FastifyInstance,
  found: FoundEntry,
  submission: Submission,
  admit: () => Promise<void>,
): Promise<SubmissionReceipt> {
  const { db } = app.database;
  const { survey, entry } = found;
  const now = instantOf(app.clock);
  const times = readSubmissionTimes(submission, now);
  const refusal = findRefusal(found, times.startedAt, now);
  if (refusal) throw new Problem(refusal);
  const whole = await findRevision(db, survey.centreId, {
    questionnaireId: survey.questionnaireId,
    revision: submission.questionnaireRevision,
  });
  if (!whole) throw new Problem('questionnaire-revision-unknown');
  const questionnaire = withoutInterviewOnly(whole);
  const unit = found.invitation && (await findCodeUnit(db, survey.centreId, found.invitation.unitId));
  const frameAnswers = unit ? listFrameAnswers(questionnaire, unit.account) : {};
  const interview = startInterview(
    questionnaire,
    { ...frameAnswers, ...submission.answers },
    submission.seed,
    findBeginDay(submission.startedAt),
  );
  checkAnswers(interview, submission, entry.kind === 'code');
  await admit();
  if (entry.kind === 'test') {
    return {
      submissionId: submission.id,
      receiptNumber: '000000',
      receivedAt: now,
      isDuplicate: false,
      isTest: true,
    };
  }
  return db
    .transaction()
    .execute((tx) =>
      store(app, tx, {
        found,
        unit,
        submission,
        interview,
        notAsked: answersBesideInterview(whole),
        times,
        contentHash: hashContent(found, submission),
        now,
      }),
    );
}

/**
 * Equal for equal answers to the same survey. What a device says anew with each attempt, such as
 * its times, is left out: sent again, a submission must be recognised as the same.
 */
function hashContent(
  { survey, invitation, entry }: FoundEntry,
  { answers, questionnaireRevision }: Submission,
): string {
  return hashJson({
    answers,
    questionnaireRevision,
    survey: survey.id,
    unit: invitation?.unitId ?? null,
    kind: entry.kind,
  });
}

function repeatReceipt(known: StoredSubmission, contentHash: string): SubmissionReceipt {
  if (known.contentHash !== contentHash) throw new Problem('submission-id-reused');
  return toReceipt(known);
}

function toReceipt({
  id,
  receiptNumber,
  receivedAt,
  isDuplicate,
  leadId,
}: StoredSubmission): SubmissionReceipt {
  const label = { ja: NEXT_WORDS.ja.label, en: NEXT_WORDS.en.label };
  return {
    submissionId: id,
    receiptNumber,
    receivedAt,
    isDuplicate,
    isTest: false,
    ...(leadId !== undefined && { next: { href: `${NEXT_PREFIX}${id}`, label } }),
  };
}

/**
 * @param isByCode the page may have left questions out that the record could answer then and cannot any more:
 *   nobody is held up by what they were not asked. A page that asks sends something for each question.
 */
function checkAnswers(interview: Interview, { answers, language }: Submission, isByCode: boolean): void {
  const wasLeftOut = (code: string): boolean =>
    isByCode && !Object.hasOwn(answers, code) && mayBeLeftOut(interview.questionnaire, code);
  const faults = checkSubmission(interview).filter(
    ({ code, problem }) => problem.code !== 'required' || !wasLeftOut(code),
  );
  if (faults.length === 0) return;
  throw new Problem(isOnlyIncomplete(faults) ? 'answers-missing' : 'answers-invalid', {
    errors: faults.map(({ code, problem }) => ({
      pointer: `/answers/${[code, problem.row].filter((part) => part !== undefined).join('/')}`,
      message: problem.message[language],
    })),
  });
}

interface Arrival {
  found: FoundEntry;
  /** Whom the code is for; undefined without one, or where nobody knows any more. */
  unit: CodeUnit | undefined;
  submission: Submission;
  interview: Interview;
  /** In the place of answers that are asked for in interviews alone. */
  notAsked: Answers;
  times: SubmissionTimes;
  contentHash: string;
  now: Instant;
}

async function store(
  app: FastifyInstance,
  tx: Transaction<Database>,
  arrival: Arrival,
): Promise<SubmissionReceipt> {
  const { found, submission, contentHash, now } = arrival;
  const { survey, invitation } = found;
  const { centreId } = survey;
  // One revision for the response and one for a lead that may come of it. Taking them locks the
  // centre's counter, so that what follows runs for one submission after the other.
  const { before } = await takeRevisions(tx, centreId, 2);
  // The same submission may have been stored since `findReceipt` looked for it.
  const known = await findSubmission(tx, centreId, submission.id);
  if (known) return repeatReceipt(known, contentHash);

  const responseId = newId(app.clock);
  const leadId = newId(app.clock);
  // From the revision, which only grows: unique in the centre, and short enough to be read out.
  const receiptNumber = String(before + 1).padStart(6, '0');
  const answered = composeResponse(arrival, receiptNumber);
  const asked = composeLead(arrival, responseId, answered);
  const coded: CodedResponse = {
    centreId,
    // Also where neither a record nor a list knows it any more: one answer of it counts.
    unit: arrival.unit ?? (invitation && { unitId: invitation.unitId, account: {} }),
    response: answered,
    questionnaire: arrival.interview.questionnaire,
    hasWish: asked !== undefined,
  };
  const accountId = await findCompany(tx, coded);
  const primary = await findCountingResponse(tx, coded, accountId);
  const stored: StoredSubmission = {
    id: submission.id,
    contentHash,
    responseId,
    receiptNumber,
    receivedAt: now,
    isDuplicate: primary !== undefined,
    ...(asked && { leadId }),
  };
  const response: SurveyResponse = {
    ...answered,
    ...(accountId !== undefined && mayBeJoined(coded) && { accountId }),
    ...(stored.isDuplicate && { disposition: 'duplicate' }),
  };
  const lead =
    asked && (await finishLead(tx, arrival, { ...asked, ...(accountId && { accountId }) }, response));
  const make = (
    revision: number,
    change: Pick<ServerChange, 'collection' | 'recordId' | 'fields'>,
  ): ServerChange => ({ revision, changeId: newId(app.clock), madeBy: RESPONDENT_AUTHOR, ...change });
  await applyServerChanges(tx, { centreId, serverTime: now }, [
    make(before + 1, {
      collection: 'responses',
      recordId: responseId,
      fields: firstFields(DEFINITIONS.responses, response),
    }),
    ...(lead
      ? [
          make(before + 2, {
            collection: 'leads',
            recordId: leadId,
            fields: firstFields(DEFINITIONS.leads, lead),
          }),
        ]
      : []),
  ]);
  await insertSubmission(tx, centreId, stored);
  if (primary !== undefined) {
    await audit(tx, app.clock, {
      centreId,
      by: null,
      action: 'responses.duplicate',
      subject: responseId,
      detail: { primary },
    });
  }
  if (invitation) await markInvitation(tx, invitation, 'answered_at', now);
  return toReceipt(stored);
}

function composeResponse(
  { found, unit, submission, interview, notAsked, times, now }: Arrival,
  receiptNumber: string,
): SurveyResponse {
  const { survey, invitation } = found;
  const channel: SurveyResponse['channel'] = invitation ? 'link' : 'openLink';
  const answers = { ...computeSubmittedAnswers(interview), ...notAsked };
  const given = Object.keys(answers).filter((code) => isSaid(answers[code]));
  const provenance = given.map((code) => {
    const isOwn = Object.hasOwn(submission.answers, code);
    const own = { channel, by: RESPONDENT_AUTHOR, at: times.answeredAt.get(code) ?? times.submittedAt };
    const ofRecord = { channel: 'import', by: SERVER_AUTHOR, at: now, prefilled: true } as const;
    return [code, isOwn ? own : ofRecord] as const;
  });
  return {
    surveyId: survey.id,
    questionnaireId: survey.questionnaireId,
    questionnaireRevision: submission.questionnaireRevision,
    ...(invitation && !unit?.frameUnit && { accountId: invitation.unitId }),
    ...(invitation && { invitationId: invitation.id }),
    channel,
    startedAt: times.startedAt,
    submittedAt: times.submittedAt,
    disposition: computeDisposition(interview),
    seed: submission.seed,
    receiptNumber,
    answers,
    provenance: Object.fromEntries(provenance),
  };
}

/** The lead that the answers ask for. */
function composeLead(
  { unit, submission, interview, now }: Arrival,
  responseId: string,
  response: SurveyResponse,
): Lead | undefined {
  const submitted = withAnswers(interview, response.answers ?? {});
  const account = unit?.account;
  return findSurveyLead(submitted, { responseId, response, account, now, language: submission.language });
}

/**
 * If the same company has an open lead already, the new one names it as `possibleDuplicateOf`; whoever takes it up
 * decides. Without the consent to see the answers beside the company's record the lead has no `responseId`, the way to the answers.
 */
async function finishLead(
  tx: Transaction<Database>,
  { found, interview }: Arrival,
  lead: Lead,
  response: SurveyResponse,
): Promise<Lead> {
  const { responseId: _, ...unlinked } = lead;
  const possibleDuplicateOf = await findOpenLead(tx, found.survey.centreId, listLeadKeys(lead));
  return {
    ...(isWithoutConsent(response, itemRolesOf(interview.questionnaire)) ? unlinked : lead),
    ...(possibleDuplicateOf !== undefined && { possibleDuplicateOf }),
  };
}
