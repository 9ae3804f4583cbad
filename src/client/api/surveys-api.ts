import type {
  CreateSurvey,
  Invitation,
  InvitationBatch,
  InvitationBatchRequest,
  SurveyList,
  SurveySummary,
  SurveyUnit,
  SurveyUnitList,
  UnitOutcomeRequest,
  UpdateSurvey,
} from '#protocol/surveys.ts';
import type { SurveyReturns } from '#protocol/returns.ts';
import type { ComputedWeights, ComputeWeights } from '#protocol/sample-weights.ts';
import type { PutSurveyLetters, SurveyLettersReply } from '#protocol/survey-letters.ts';
import { ApiProblem, askServer } from './http.ts';

/*
 * Surveys and the codes of their units. Everything throws ApiProblem and Unreachable; a change
 * of a survey that was made from an older revision is the problem `survey-changed`.
 */
const SURVEYS = '/api/surveys';

/** Which link of a survey. */
export type SurveyLinkKind = 'open' | 'test';

export async function listSurveys(): Promise<SurveyList> {
  return (await askServer<SurveyList>(SURVEYS)).body;
}

export async function createSurvey(survey: CreateSurvey): Promise<SurveySummary> {
  return (await askServer<SurveySummary>(SURVEYS, { method: 'POST', body: survey })).body;
}

export async function updateSurvey(surveyId: string, changes: UpdateSurvey): Promise<SurveySummary> {
  return (await askServer<SurveySummary>(addressOf(surveyId), { method: 'PATCH', body: changes })).body;
}

/** Computes what the answers of a survey's sample stand for; they come with the next round of documents. */
export async function computeSampleWeights(surveyId: string, body: ComputeWeights): Promise<ComputedWeights> {
  return (await askServer<ComputedWeights>(`${addressOf(surveyId)}/sample-weights`, { method: 'POST', body }))
    .body;
}

/** Makes a link; the one of before leads nowhere. */
export async function renewSurveyLink(
  surveyId: string,
  kind: SurveyLinkKind,
  revision: number,
): Promise<SurveySummary> {
  return (
    await askServer<SurveySummary>(`${addressOf(surveyId)}/links/${kind}`, {
      method: 'PUT',
      body: { revision },
    })
  ).body;
}

/** Takes the link for everyone away. */
export async function removeOpenLink(surveyId: string, revision: number): Promise<SurveySummary> {
  return (
    await askServer<SurveySummary>(`${addressOf(surveyId)}/links/open`, {
      method: 'DELETE',
      body: { revision },
    })
  ).body;
}

/** How a survey's letters are worded. */
export async function readLetters(surveyId: string): Promise<SurveyLettersReply> {
  return (await askServer<SurveyLettersReply>(`${addressOf(surveyId)}/letters`)).body;
}

/** Words a survey's letters. */
export async function putLetters(surveyId: string, body: PutSurveyLetters): Promise<SurveyLettersReply> {
  return (await askServer<SurveyLettersReply>(`${addressOf(surveyId)}/letters`, { method: 'PUT', body }))
    .body;
}

/** How a survey's returns stand. */
export async function readReturns(surveyId: string): Promise<SurveyReturns> {
  return (await askServer<SurveyReturns>(`${addressOf(surveyId)}/returns`)).body;
}

/** Notes what became of a company; null: what was noted before does not hold any more. */
export async function noteOutcome(
  surveyId: string,
  accountId: string,
  body: UnitOutcomeRequest,
): Promise<void> {
  await askServer(`${addressOf(surveyId)}/units/${encodeURIComponent(accountId)}/outcome`, {
    method: 'PUT',
    body,
  });
}

/** How far each company has come that was asked or has answered. */
export async function listUnits(surveyId: string): Promise<SurveyUnit[]> {
  return (await askServer<SurveyUnitList>(`${addressOf(surveyId)}/invitations`)).body.units;
}

/** Gives a code to each of the companies that has none, at most `INVITATION_BATCH_LIMIT` of them; the codes in force come back. */
export async function issueInvitations(surveyId: string, accountIds: string[]): Promise<InvitationBatch> {
  return askForCodes(surveyId, { accountIds });
}

/** The codes in force of companies, at most `INVITATION_BATCH_LIMIT` of them. */
export async function readInvitations(surveyId: string, accountIds: string[]): Promise<InvitationBatch> {
  return askForCodes(surveyId, { accountIds, issue: false });
}

async function askForCodes(surveyId: string, body: InvitationBatchRequest): Promise<InvitationBatch> {
  return (await askServer<InvitationBatch>(`${addressOf(surveyId)}/invitations`, { method: 'POST', body }))
    .body;
}

/** A company's code that is in force; `undefined` when there is none, `answered` when it needs none. */
export async function findInvitation(
  surveyId: string,
  accountId: string,
): Promise<Invitation | 'answered' | undefined> {
  try {
    return (await askServer<Invitation>(invitationAddress(surveyId, accountId))).body;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.code === 'unit-answered') return 'answered';
    if (error.code === 'not-found') return undefined;
    throw error;
  }
}

/** Gives a company a code; the one of before stops working. */
export async function issueInvitation(surveyId: string, accountId: string): Promise<Invitation> {
  return (await askServer<Invitation>(invitationAddress(surveyId, accountId), { method: 'POST', body: {} }))
    .body;
}

/** Takes a company's code back; it is as well when a colleague has done so. */
export async function revokeInvitation(surveyId: string, accountId: string): Promise<void> {
  try {
    await askServer(invitationAddress(surveyId, accountId), { method: 'DELETE' });
  } catch (error) {
    if (!(error instanceof ApiProblem && error.code === 'not-found')) throw error;
  }
}

function addressOf(surveyId: string): string {
  return `${SURVEYS}/${encodeURIComponent(surveyId)}`;
}

function invitationAddress(surveyId: string, accountId: string): string {
  return `${addressOf(surveyId)}/invitations/${encodeURIComponent(accountId)}`;
}
