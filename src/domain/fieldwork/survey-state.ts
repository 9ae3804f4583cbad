import type { LocalisedText } from '#domain/canonical/language.ts';
import { addDays, tokyoDate, type Instant, type PlainDate } from '#domain/canonical/dates.ts';

/** What the office decides about a survey; the period decides the rest. */
export const SURVEY_STATUSES = ['planned', 'open', 'closed'] as const;
export type SurveyStatus = (typeof SURVEY_STATUSES)[number];

/** Whether companies can answer, and if not, why. */
export type SurveyState = 'notYetOpen' | 'open' | 'expired' | 'closed';

/** What people call them. */
export const SURVEY_STATE_WORDS: Readonly<Record<SurveyState, LocalisedText>> = {
  notYetOpen: { ja: '開始前', en: 'Not begun' },
  open: { ja: '受付中', en: 'Open' },
  expired: { ja: '期間終了', en: 'Period over' },
  closed: { ja: '締切', en: 'Closed' },
};

/** When a survey is answered: from the beginning of the first day to the end of the last, in Japan. */
export interface SurveyPeriod {
  status: SurveyStatus;
  startsOn: PlainDate;
  /** Open-ended when null. */
  endsOn: PlainDate | null;
}

/**
 * Answers begun in time may arrive so many days after the end: phones keep them through
 * gaps in the network, and nobody's work is to be lost for a tunnel.
 */
export const LATE_DAYS = 7;

/** The state of a survey at a time. */
export function computeSurveyState({ status, startsOn, endsOn }: SurveyPeriod, now: Instant): SurveyState {
  const today = tokyoDate(now);
  if (status === 'closed') return 'closed';
  if (status === 'planned' || today < startsOn) return 'notYetOpen';
  return endsOn !== null && today > endsOn ? 'expired' : 'open';
}

/**
 * The state as it counts for answers that arrive: `open` also for late ones that were begun
 * within the period. What the office has closed stays closed.
 */
export function computeArrivalState(period: SurveyPeriod, begunAt: Instant, now: Instant): SurveyState {
  const state = computeSurveyState(period, now);
  if (state !== 'expired' || period.endsOn === null) return state;
  return isInTime(period.endsOn, begunAt, now) ? 'open' : 'expired';
}

/** Whether answers that arrive were begun with a link before it was taken away, and come no later than after the end of a survey. */
export function isInTimeForLink(retiredAt: Instant, begunAt: Instant, now: Instant): boolean {
  return isInTime(tokyoDate(retiredAt), begunAt, now);
}

function isInTime(lastDay: PlainDate, begunAt: Instant, now: Instant): boolean {
  return tokyoDate(begunAt) <= lastDay && tokyoDate(now) <= addDays(lastDay, LATE_DAYS);
}
