import type { FastifyInstance } from 'fastify';
import { tokyoInstant } from '#domain/canonical/dates.ts';
import { listFrameAnswers } from '#domain/fieldwork/frame-knowledge.ts';
import { withoutInterviewOnly } from '#domain/questionnaire/interview-only.ts';
import { readRules } from '#domain/questionnaire/rules.ts';
import { withoutItems } from '#domain/questionnaire/without-items.ts';
import type { ClosedReason, RespondentPage, SurveyCard } from '#protocol/respondent.ts';
import { toCentreCard } from '#server/centre/centre.ts';
import { instantOf } from '#server/journal/clock.ts';
import { getCentre } from '#server/database/queries/centres.ts';
import { markInvitation } from '#server/database/queries/invitations.ts';
import { getRevision, type StoredSurvey } from '#server/database/queries/surveys.ts';
import { findCodeUnit } from '#server/frames/link-on-contact.ts';
import { findClosedReason, findRefusal, type FoundEntry } from './find-entry.ts';

/** The HTTP status of the page for each reason. */
export const STATUS_BY_REASON: Record<ClosedReason, number> = {
  unknown: 404,
  mistyped: 404,
  revoked: 410,
  linkUnknown: 404,
  linkRevoked: 410,
  used: 410,
  notYetOpen: 403,
  expired: 410,
  closed: 410,
  tooManyAttempts: 429,
};

/** What stands behind an entry now. */
export async function getRespondentPage(app: FastifyInstance, found: FoundEntry): Promise<RespondentPage> {
  const { db } = app.database;
  const { entry, survey, invitation } = found;
  const { centreId } = survey;
  const centre = toCentreCard(await getCentre(db, centreId));
  const now = instantOf(app.clock);
  const reason = findClosedReason(found, now);
  if (reason) {
    const takesLate = findRefusal(found, tokyoInstant(survey.startsOn), now) === undefined;
    return { state: 'closed', reason, centre, survey: toCard(survey), ...(takesLate && { takesLate }) };
  }

  const { questionnaireId, questionnaireRevision: revision } = survey;
  const whole = await getRevision(db, centreId, { questionnaireId, revision });
  const unit = invitation && (await findCodeUnit(db, centreId, invitation.unitId));
  const asked = withoutInterviewOnly(whole);
  const questionnaire = unit
    ? withoutItems(asked, Object.keys(listFrameAnswers(asked, unit.account)))
    : asked;
  const name = unit?.account.name;
  return {
    state: 'open',
    entry,
    centre,
    survey: toCard(survey),
    questionnaire,
    rules: readRules(questionnaire),
    ...(name !== undefined && { unitName: name }),
  };
}

/** Notes that the page of an invitation is being opened. */
export async function noteOpened(app: FastifyInstance, { invitation }: FoundEntry): Promise<void> {
  if (!invitation || invitation.openedAt !== null) return;
  await markInvitation(app.database.db, invitation, 'opened_at', instantOf(app.clock));
}

function toCard({ id, title, startsOn, endsOn }: StoredSurvey): SurveyCard {
  return { id, title, startsOn, endsOn };
}
