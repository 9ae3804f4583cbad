import { addDays, tokyoDate, type Instant } from '#domain/canonical/dates.ts';
import { computeSurveyState, LATE_DAYS, type SurveyPeriod, type SurveyState } from './survey-state.ts';

/**
 * Whether interviews can begin to answer a survey: it is open, will be, or is over for so few
 * days that a visit may still have been in time and only its answers are late.
 */
export function isOffered({ status, endsOn }: SurveyPeriod, now: Instant): boolean {
  return status === 'open' && (endsOn === null || tokyoDate(now) <= addDays(endsOn, LATE_DAYS));
}

/** A survey that an interview can answer, and how it stands. */
export type OfferedSurvey<S> = S & { state: SurveyState };

/**
 * What an interview that begins now can answer: the survey that devices were given first, also
 * when it is over, since they have no other; and of those beside it what is offered still.
 */
export function listOfferedSurveys<S extends Omit<SurveyPeriod, 'status'> & Partial<SurveyPeriod>>(
  first: S,
  others: readonly S[],
  now: Instant,
): OfferedSurvey<S>[] {
  // Documents of before devices were told the status name only what was open.
  const periodOf = ({ status = 'open', startsOn, endsOn }: S): SurveyPeriod => ({ status, startsOn, endsOn });
  const offered = [first, ...others.filter((survey) => isOffered(periodOf(survey), now))];
  return offered.map((survey) => ({ ...survey, state: computeSurveyState(periodOf(survey), now) }));
}

/** The one survey to answer where no choice has to be made: the only one, or the only one that is open. */
export function findObviousSurvey<S>(offered: readonly OfferedSurvey<S>[]): OfferedSurvey<S> | undefined {
  const open = offered.filter(({ state }) => state === 'open');
  const sure = offered.length === 1 ? offered : open;
  return sure.length === 1 ? sure[0] : undefined;
}
