import { computed, reactive, shallowRef } from 'vue';
import type { Instant } from '#domain/canonical/dates.ts';
import { computeSurveyState } from '#domain/fieldwork/survey-state.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import * as api from '#client/api/surveys-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import type { KeptInvitation } from '#client/storage/database.ts';
import { useDocument } from '#client/records/documents.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { listRecordsOfAccount } from '#client/records/records.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { useNow } from '#ui/use-now.ts';
import type { Survey } from '#protocol/survey-schema.ts';
import { TIME_UNSAID, type Invitation, type SurveySummary } from '#protocol/surveys.ts';
import {
  dropInvitation,
  keepInvitation,
  listKeptInvitations,
  takeInInvitations,
} from './kept-invitations.ts';

/** A survey as a company is asked to answer it. */
export type AskedSurvey = Pick<Survey, 'id' | 'title' | 'startsOn' | 'endsOn'>;

/** How far the asking of a company has come in one survey. */
export interface AskedCompany {
  survey: AskedSurvey;
  /** `unknown` where neither the server nor this device could tell. */
  state: 'unknown' | 'notAsked' | 'issued' | 'opened' | 'answered';
  /** The code in force that can be shown; none once it has been answered. */
  invitation: Invitation | undefined;
  answeredAt: Instant | undefined;
  /** When the server last told of it; `undefined` where it told just now. */
  toldAt: Instant | undefined;
}

/**
 * A company's codes for the surveys that are open. Codes come from the server; one that was
 * seen on this device can be shown again without a network, until it is known to be used,
 * taken back or replaced.
 */
export function useInvitations(accountId: string) {
  const { db, now } = useWorkspace();
  const clock = useNow();
  const { attempt, ...attempts } = useAttempt();
  const known = useDocument('survey');
  const kept = useLiveQuery<KeptInvitation[]>(() => listKeptInvitations(db, accountId), []);
  const answered = useLiveQuery<Partial<SurveyResponse>[]>(
    async () =>
      (await listRecordsOfAccount(db, 'responses', accountId))
        .map(({ fields }) => fields)
        .filter(({ submittedAt }) => submittedAt !== undefined),
    [],
  );
  const open = shallowRef<SurveySummary[]>();
  const heard = shallowRef<ReadonlyMap<string, Invitation | 'answered' | undefined>>(new Map());

  const surveys = computed<AskedSurvey[]>(() => {
    if (open.value) return open.value;
    const survey = known.data.value;
    return survey && computeSurveyState({ status: 'open', ...survey }, clock.value) === 'open'
      ? [survey]
      : [];
  });
  const companies = computed(() => surveys.value.map(describe));

  function describe(survey: AskedSurvey): AskedCompany {
    const stored = kept.data.value.find(({ surveyId }) => surveyId === survey.id);
    const isHeard = heard.value.has(survey.id);
    const told = isHeard ? heard.value.get(survey.id) : stored;
    const invitation = told === 'answered' ? undefined : told;
    const answeredAt =
      answered.data.value.find(({ surveyId }) => surveyId === survey.id)?.submittedAt ??
      invitation?.answeredAt ??
      (told === 'answered' ? TIME_UNSAID : undefined);
    const toldAt = isHeard ? undefined : stored?.toldAt;
    if (answeredAt !== undefined)
      return { survey, state: 'answered', invitation: undefined, answeredAt, toldAt };
    const state = invitation
      ? invitation.openedAt === null
        ? 'issued'
        : 'opened'
      : isHeard
        ? 'notAsked'
        : 'unknown';
    return { survey, state, invitation, answeredAt, toldAt };
  }

  function hear(surveyId: string, invitation: Invitation | undefined): void {
    heard.value = new Map(heard.value).set(surveyId, invitation);
  }

  /** Asks the server which surveys are open and what it knows of the company's codes. */
  async function load(): Promise<void> {
    await attempt(async () => {
      const asked = (await api.listSurveys()).surveys.filter(({ state }) => state === 'open');
      const found = await Promise.all(
        asked.map(async ({ id }) => [id, await api.findInvitation(id, accountId)] as const),
      );
      await takeInInvitations(db, accountId, new Map(found), now());
      heard.value = new Map(found);
      open.value = asked;
    });
  }

  /** Gives the company a code, in place of the one of before; whether it worked. */
  async function issue(surveyId: string): Promise<boolean> {
    const invitation = await attempt(() => api.issueInvitation(surveyId, accountId));
    if (!invitation) return false;
    hear(surveyId, invitation);
    await keepInvitation(db, invitation, now());
    return true;
  }

  /** Takes the company's code back; whether it worked. */
  async function revoke(surveyId: string): Promise<boolean> {
    const isDone = await attempt(async () => {
      await api.revokeInvitation(surveyId, accountId);
      return true;
    });
    if (!isDone) return false;
    hear(surveyId, undefined);
    await dropInvitation(db, surveyId, accountId);
    return true;
  }

  return reactive({
    ...attempts,
    companies,
    /** The device has a code of the company. */
    hasKept: computed(() => kept.data.value.length > 0),
    /** The server has said which surveys are open. */
    isTold: computed(() => open.value !== undefined),
    load,
    issue,
    revoke,
  });
}
