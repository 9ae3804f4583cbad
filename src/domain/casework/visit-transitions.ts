import type { Instant } from '#domain/canonical/dates.ts';
import type { Visit } from '#domain/records/visit.ts';

/** What can happen to a visit; `reopen` takes up a finished one again, `restore` plans a cancelled one again. */
export type VisitStep = 'start' | 'finish' | 'cancel' | 'reopen' | 'restore';

/** The fields that only change together, `null` where one is cleared. */
export type VisitStatusEdit = {
  status: Visit['status'];
  startedAt: Instant | null;
  finishedAt: Instant | null;
  cancelReason: string | null;
};

type VisitState = Partial<
  Pick<Visit, 'status' | 'startedAt' | 'finishedAt' | 'cancelReason' | 'notes' | 'issues' | 'programmes'>
>;

/**
 * What can happen to a visit now. One that was begun by mistake may still be called off,
 * but not once something was recorded: a call that took place is finished, not cancelled.
 */
export function listVisitSteps(visit: VisitState, hasInterview = false): VisitStep[] {
  switch (visit.status) {
    case 'planned':
      return ['start', 'cancel'];
    case 'started':
      return hasInterview || hasRecord(visit) ? ['finish'] : ['finish', 'cancel'];
    case 'finished':
      return ['reopen'];
    case 'cancelled':
      return ['restore'];
    case undefined:
      return [];
  }
}

/**
 * The status after a step. Starting again keeps the time of the first start.
 *
 * @throws RangeError for a step that the visit's status does not allow, or a cancellation without a reason.
 */
export function takeVisitStep(
  visit: VisitState,
  step: VisitStep,
  now: Instant,
  reason = '',
): VisitStatusEdit {
  if (!listVisitSteps(visit).includes(step))
    throw new RangeError(`a ${visit.status ?? 'missing'} visit cannot ${step}`);
  const startedAt = visit.startedAt ?? null;
  switch (step) {
    case 'start':
    case 'reopen':
      return { status: 'started', startedAt: startedAt ?? now, finishedAt: null, cancelReason: null };
    case 'finish':
      return { status: 'finished', startedAt: startedAt ?? now, finishedAt: now, cancelReason: null };
    case 'cancel':
      if (reason.trim() === '') throw new RangeError('a cancellation needs its reason');
      return { status: 'cancelled', startedAt, finishedAt: null, cancelReason: reason.trim() };
    case 'restore':
      return { status: 'planned', startedAt: null, finishedAt: null, cancelReason: null };
  }
}

/** What puts a visit back to the status it had, for taking a step back. */
export function statusOf(visit: VisitState): VisitStatusEdit {
  return {
    status: visit.status ?? 'planned',
    startedAt: visit.startedAt ?? null,
    finishedAt: visit.finishedAt ?? null,
    cancelReason: visit.cancelReason ?? null,
  };
}

/**
 * The status with other times: of a visit whose clock was wrong, or that is recorded after it was over. All that
 * changes together goes along.
 *
 * @param finishedAt `null` for a visit that is under way; with it the visit is finished.
 * @returns `undefined` when it would end before it begins.
 */
export function retimeVisit(
  visit: VisitState,
  startedAt: Instant,
  finishedAt: Instant | null,
): VisitStatusEdit | undefined {
  if (finishedAt !== null && finishedAt < startedAt) return undefined;
  const status = finishedAt === null ? 'started' : 'finished';
  return { ...statusOf(visit), status, startedAt, finishedAt };
}

/** How long a finished visit took, in whole minutes; `undefined` for any other. */
export function findVisitMinutes({ startedAt, finishedAt }: VisitState): number | undefined {
  if (!startedAt || !finishedAt) return undefined;
  return Math.max(0, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 60_000));
}

function hasRecord({ notes, issues = [], programmes = [] }: VisitState): boolean {
  return Boolean(notes?.trim()) || issues.length > 0 || programmes.length > 0;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether what is recorded as over lies ahead. By a day, as the device's clock may be slow and the person right. */
export function isYetToCome(instant: Instant, now: Instant): boolean {
  return Date.parse(instant) > Date.parse(now) + DAY_MS;
}
