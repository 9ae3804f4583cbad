import { addDays, tokyoDate, tokyoInstant, type Instant } from '#domain/canonical/dates.ts';
import { answerOfRole, itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { Answers } from '#domain/questionnaire/model.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { DemoAccount, DemoContext, DemoRecord } from './casework.ts';

/** An answer that may ask for support. */
export interface WishingResponse {
  account: DemoAccount;
  id: string;
  answers: Answers;
  submittedAt: Instant;
  way: { interviewerId?: string };
}

/** What a lead holds beside what the answer says. */
type Standing = Partial<Lead> & Pick<Lead, 'status' | 'statusAt'>;

/** So many that came last have nobody yet. */
const NEW = 4;
/** Days ago that a lead was given to somebody; one of each for every coordinator. */
const ASSIGNED = [1, 4, 7];
/** By when the company hears next, in days from today; one of each for every coordinator. */
const IN_PROGRESS = [0, 3, 6, 12];
/** Given to somebody so long ago that nobody can have meant it. */
const FORGOTTEN = 24;
const FORGOTTEN_LEADS = 2;
const REASONS = ['いまは必要がないとのこと', '他の機関に相談ずみ', '連絡がつかないため、いったん閉じる'];
const OUTCOMES = ['専門家派遣につながった', '補助金を申請した', '商談会に参加した', '融資につながった'];
/** An interview that wished for support within so many days is still to become a lead. */
const STILL_FRESH_DAYS = 13;

/**
 * The leads that survey answers ask for, as they stand after some weeks: most are over, some are being worked on, the
 * last have nobody. One wish of an interview is still to become one.
 */
export function inventLeads(
  context: DemoContext,
  responses: readonly WishingResponse[],
): DemoRecord<'leads'>[] {
  const roles = itemRolesOf(context.questionnaire);
  const wishing = responses
    .filter(({ answers }) => {
      const wish = answerOfRole(answers, roles, 'wish');
      const mayCall = answerOfRole(answers, roles, 'consent.contact') === 'yes';
      return (wish === 'now' || wish === 'within_year') && mayCall;
    })
    .sort((one, other) => (one.submittedAt > other.submittedAt ? -1 : 1));
  const freshFrom = addDays(tokyoDate(context.now), -STILL_FRESH_DAYS);
  const unconverted = wishing.find(
    ({ way, submittedAt }) => way.interviewerId !== undefined && tokyoDate(submittedAt) > freshFrom,
  );
  return wishing
    .filter((response) => response !== unconverted)
    .map((response, index): DemoRecord<'leads'> => {
      const { account, answers, submittedAt, way } = response;
      const topics = answerOfRole(answers, roles, 'wish.topics');
      return {
        collection: 'leads',
        id: context.newId(submittedAt),
        fields: {
          accountId: account.id,
          companyName: account.company.name,
          contactName: '担当者（架空）',
          contactPhone: '000-000-0000',
          municipality: account.company.municipality,
          issues: Array.isArray(topics) ? topics : [],
          urgency: answerOfRole(answers, roles, 'wish') === 'now' ? 'now' : 'withinYear',
          source: 'survey',
          responseId: response.id,
          consentGiven: true,
          consentAt: submittedAt,
          consentScope: '相談への連絡',
          ...standingOf(context, index, submittedAt, way.interviewerId),
        },
        madeBy: context.coordinators[0]!.userId,
        madeAt: submittedAt,
      };
    });
}

/** How a lead stands by its place among all, that of the newest being 0. */
function standingOf(
  { random, coordinators, now }: DemoContext,
  index: number,
  cameAt: Instant,
  interviewerId: string | undefined,
): Standing {
  const today = tokyoDate(now);
  const person = (place: number): string => coordinators[place % coordinators.length]!.userId;
  const given = (daysAgo: number, to: string): Standing => {
    const at = latest(cameAt, tokyoInstant(addDays(today, -daysAgo), '09:30'));
    return { status: 'assigned', statusAt: at, assignedTo: to, assignedAt: at };
  };
  let place = index - NEW;
  if (place < 0) return { status: 'new', statusAt: cameAt };
  if (place < ASSIGNED.length * coordinators.length) {
    const daysAgo = ASSIGNED[Math.floor(place / coordinators.length)]!;
    return { ...given(daysAgo, person(place)), dueDate: addDays(today, 8 - daysAgo) };
  }
  place -= ASSIGNED.length * coordinators.length;
  if (place < IN_PROGRESS.length * coordinators.length) {
    const days = IN_PROGRESS[Math.floor(place / coordinators.length)]!;
    return { ...given(9, person(place)), status: 'inProgress', dueDate: addDays(today, days) };
  }
  place -= IN_PROGRESS.length * coordinators.length;
  const holder = interviewerId ?? person(place);
  // Who came as early as this one was waiting when it was given away.
  const isOld = tokyoDate(cameAt) < addDays(today, -FORGOTTEN);
  if (isOld && place % 40 === 0 && place / 40 < FORGOTTEN_LEADS + 2)
    return { ...given(FORGOTTEN, holder), dueDate: addDays(today, -FORGOTTEN + 7) };
  const assignedAt = latest(cameAt, tokyoInstant(addDays(tokyoDate(cameAt), 2), '10:00'));
  const ended = latest(assignedAt, tokyoInstant(addDays(tokyoDate(cameAt), 5 + random.below(6)), '15:00'));
  return {
    assignedTo: holder,
    assignedAt,
    ...(random.chance(0.6)
      ? { status: 'won', statusReason: random.pick(OUTCOMES) }
      : { status: 'closed', statusReason: random.pick(REASONS) }),
    statusAt: ended > now ? now : ended,
  };
}

function latest(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}
