import { addDays, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import type { NextStep } from '#domain/records/next-step.ts';
import type { Recorded } from './recorded.ts';

/** What a change of a next step's state writes; the whole merge unit. */
export type NextStepStatusEdit = {
  status: NextStep['status'];
  doneAt: Instant | null;
  doneBy: string | null;
};

/** A kept promise: by whom and when. */
export function completeNextStep(userId: string, at: Instant): NextStepStatusEdit {
  return { status: 'done', doneAt: at, doneBy: userId };
}

/** A promise that is open again. */
export function reopenNextStep(): NextStepStatusEdit {
  return { status: 'open', doneAt: null, doneBy: null };
}

/** A promise that no longer makes sense. */
export function dropNextStep(userId: string, at: Instant): NextStepStatusEdit {
  return { status: 'dropped', doneAt: at, doneBy: userId };
}

/** Open promises by due date (those without one last), then those that are settled, the latest first. */
export function sortNextSteps<S extends Recorded<NextStep>>(steps: readonly S[]): S[] {
  const isOpen = ({ fields }: S): boolean => (fields.status ?? 'open') === 'open';
  const open = steps.filter(isOpen).sort((left, right) => compare(dueKey(left), dueKey(right)));
  const settled = steps
    .filter((step) => !isOpen(step))
    .sort((left, right) => compare(right.fields.doneAt ?? '', left.fields.doneAt ?? ''));
  return [...open, ...settled];
}

/** Whether an open promise's day has passed. */
export function isOverdue({ status = 'open', dueDate }: Partial<NextStep>, today: PlainDate): boolean {
  return status === 'open' && dueDate !== undefined && dueDate < today;
}

/** The days that a promise most often falls due on. */
export function listQuickDueDates(
  today: PlainDate,
): { key: 'today' | 'tomorrow' | 'week'; date: PlainDate }[] {
  return [
    { key: 'today', date: today },
    { key: 'tomorrow', date: addDays(today, 1) },
    { key: 'week', date: addDays(today, 7) },
  ];
}

function dueKey({ id, fields }: Recorded<NextStep>): string {
  return `${fields.dueDate ?? '9999-12-31'}${id}`;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
