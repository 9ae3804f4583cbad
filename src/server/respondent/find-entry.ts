import type { FastifyInstance } from 'fastify';
import type { Instant } from '#domain/canonical/dates.ts';
import { hashInvitationCode, parseInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import {
  computeArrivalState,
  computeSurveyState,
  isInTimeForLink,
  type SurveyState,
} from '#domain/fieldwork/survey-state.ts';
import type { ProblemCode } from '#protocol/problems.ts';
import { cleanToken } from '#protocol/respondent-page.ts';
import type { ClosedReason, RespondentEntry } from '#protocol/respondent.ts';
import { hashToken } from '#server/auth/tokens.ts';
import { findCodePlace } from '#server/database/queries/code-lookup.ts';
import { findInvitation, type StoredInvitation } from '#server/database/queries/invitations.ts';
import { findSurvey, type StoredSurvey } from '#server/database/queries/surveys.ts';

/** What a code or token that exists leads to. */
export interface FoundEntry {
  /** With the code in its printed form. */
  entry: RespondentEntry;
  survey: StoredSurvey;
  /** Only of codes. */
  invitation?: StoredInvitation;
  /** When the link was taken away or renewed; never of codes, whose invitation says it. */
  retiredAt: Instant | null;
}

const PROBLEM_OF_STATE: Record<Exclude<SurveyState, 'open'>, ProblemCode> = {
  notYetOpen: 'survey-not-open',
  expired: 'survey-expired',
  closed: 'survey-closed',
};

const KIND_OF_TOKEN = { open: 'openLink', test: 'testLink' } as const;

/** The code of an entry in its printed form; undefined when it is mistyped. Tokens come in links that were copied. */
export function normaliseEntry(entry: RespondentEntry): RespondentEntry | undefined {
  if (entry.kind !== 'code') return { ...entry, token: cleanToken(entry.token) };
  const code = parseInvitationCode(entry.code);
  return code === undefined ? undefined : { kind: 'code', code };
}

/** What an entry leads to, if it leads anywhere. */
export async function findEntry(
  { database: { db }, invitationKeys }: FastifyInstance,
  entry: RespondentEntry,
): Promise<FoundEntry | undefined> {
  const hashes =
    entry.kind === 'code'
      ? [...invitationKeys.secrets.values()].map((secret) => hashInvitationCode(secret, entry.code))
      : [hashToken(entry.token)];
  const place = await findCodePlace(db, hashes);
  if (!place || place.subjectId === null) return undefined;
  const { centreId, kind, subjectId, retiredAt } = place;
  if (entry.kind !== 'code') {
    const survey = kind === KIND_OF_TOKEN[entry.kind] ? await findSurvey(db, centreId, subjectId) : undefined;
    return survey && { entry, survey, retiredAt };
  }
  const invitation = kind === 'invitation' ? await findInvitation(db, centreId, subjectId) : undefined;
  const survey = invitation && (await findSurvey(db, centreId, invitation.surveyId));
  return survey && { entry, survey, invitation, retiredAt };
}

/** Why there is nothing to answer for an entry at a time; undefined when there is. Trying out is possible at any time. */
export function findClosedReason(
  { entry, survey, invitation, retiredAt }: FoundEntry,
  now: Instant,
): ClosedReason | undefined {
  if (retiredAt !== null) return 'linkRevoked';
  if (entry.kind === 'test') return undefined;
  if (invitation?.revokedAt) return 'revoked';
  if (invitation?.answeredAt) return 'used';
  const state = computeSurveyState(survey, now);
  return state === 'open' ? undefined : state;
}

/**
 * Why answers that come for an entry are not taken; undefined when they are. What was begun in
 * time is taken for some days after the end, and beside answers that came before.
 *
 * @param startedAt when the device says they were begun. Of a code the server knows when its page was opened.
 */
export function findRefusal(
  { entry, survey, invitation, retiredAt }: FoundEntry,
  startedAt: Instant,
  now: Instant,
): ProblemCode | undefined {
  if (retiredAt !== null && (entry.kind === 'test' || !isInTimeForLink(retiredAt, startedAt, now)))
    return 'code-revoked';
  if (entry.kind === 'test') return undefined;
  if (invitation?.revokedAt) return 'code-revoked';
  const state = computeArrivalState(survey, invitation?.openedAt ?? startedAt, now);
  return state === 'open' ? undefined : PROBLEM_OF_STATE[state];
}
