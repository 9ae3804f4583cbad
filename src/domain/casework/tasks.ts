import { addDays, tokyoDate, type PlainDate } from '#domain/canonical/dates.ts';
import { addWorkingDays } from '#domain/canonical/working-days.ts';
import type { Programme } from '#domain/catalogue/model.ts';
import { answerOfRole, type RolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { NextStep } from '#domain/records/next-step.ts';
import type { Referral } from '#domain/records/referral.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import type { Visit } from '#domain/records/visit.ts';
import { isLeadOver } from './lead-transitions.ts';
import { madeAtOf, type Recorded } from './recorded.ts';
import { ANSWER_DAYS, REPORT_DAYS } from './referral-reminders.ts';
import { holderOf, isReferralOver, stateOf } from './referral-states.ts';

/*
 * What has to be done follows from the records: nobody ticks a task off, it goes once what it waits for is
 * recorded. Each has a window, and what has left it unresolved is the manager's to see.
 */

/** What is waited for. */
export const TASK_KINDS = [
  'leadUntouched',
  'referralUnanswered',
  'referralPastDue',
  'referralQuiet',
  'referralWithdrawn',
  'visitWithoutNote',
  'wishUnconverted',
  'intakeEnding',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** What resolves a task, by its kind. */
export const RESOLVED_IF: Record<TaskKind, string> = {
  leadUntouched: 'workBegun',
  referralUnanswered: 'answerRecorded',
  referralPastDue: 'answerRecorded',
  referralQuiet: 'answerRecorded',
  referralWithdrawn: 'referralRevoked',
  visitWithoutNote: 'noteWritten',
  wishUnconverted: 'leadMade',
  intakeEnding: 'nextStepMade',
};

/** A thing to do that follows from records. */
export interface Task {
  /** The same on every device. */
  key: string;
  kind: TaskKind;
  collection: 'leads' | 'referrals' | 'visits' | 'responses';
  recordId: string;
  accountId: string | undefined;
  /** Whose it is; undefined where nobody has it yet. */
  owner: string | undefined;
  /** Its first and its last day; after that it has left its window. */
  from: PlainDate;
  until: PlainDate;
  resolvedIf: string;
  /** The programme whose applications end. */
  programme?: string;
}

/** All that tasks are computed from; deleted records are left out. */
export interface TaskRecords {
  leads: readonly Recorded<Lead>[];
  visits: readonly Recorded<Visit>[];
  nextSteps: readonly Recorded<NextStep>[];
  responses: readonly Recorded<SurveyResponse>[];
  referrals: readonly Recorded<Referral>[];
  programmes: readonly Pick<Programme, 'key' | 'terms'>[];
  rolesOf: RolesOf;
  /** The record that stands for a company, of any that were merged. */
  companyOf: (accountId: string) => string;
}

/** Working days without anything done after which a lead is a task, and its window. */
const UNTOUCHED_DAYS = 3;
const UNTOUCHED_WINDOW = 10;
const WITHDRAWN_WINDOW = 7;
const NOTE_WINDOW = 7;
const WISH_WINDOW = 14;
/** Days before the end of an intake. */
const INTAKE_DAYS = 14;
/** Every task that is open on a day: in its window, or past it. */
export function computeTasks(records: TaskRecords, today: PlainDate): Task[] {
  return [
    ...listUntouchedLeads(records),
    ...listReferralReminders(records, today),
    ...listVisitsWithoutNote(records),
    ...listUnconvertedWishes(records),
    ...listEndingIntakes(records, today),
  ]
    .filter(({ from }) => from <= today)
    .sort((left, right) => compare(`${left.until}${left.key}`, `${right.until}${right.key}`));
}

/** The tasks of a person that are in their window; who hands leads out also has those that nobody has. */
export function listTasksOf(
  tasks: readonly Task[],
  { userId, assignsLeads }: { userId: string; assignsLeads: boolean },
  today: PlainDate,
): Task[] {
  return tasks.filter(
    ({ owner, until }) => until >= today && (owner === userId || (owner === undefined && assignsLeads)),
  );
}

/** The tasks that nobody has seen to while there was time, the oldest first. */
export function listLeftTasks(tasks: readonly Task[], today: PlainDate): Task[] {
  return tasks.filter(({ until }) => until < today);
}

function listUntouchedLeads({ leads, visits, nextSteps, companyOf }: TaskRecords): Task[] {
  const doneAt = latestByCompany([...visits, ...nextSteps], companyOf);
  return leads.flatMap(({ id, fields }): Task[] => {
    const { status = 'new', accountId, assignedAt } = fields;
    if (isLeadOver(fields) || status === 'inProgress') return [];
    const since = assignedAt ?? madeAtOf(id);
    const done = accountId === undefined ? undefined : doneAt.get(companyOf(accountId));
    if (done !== undefined && done > since) return [];
    const day = tokyoDate(since);
    return [
      task('leadUntouched', 'leads', id, {
        accountId,
        owner: fields.assignedTo,
        from: addWorkingDays(day, UNTOUCHED_DAYS),
        until: addWorkingDays(day, UNTOUCHED_WINDOW),
      }),
    ];
  });
}

/**
 * What a partner has to be reminded of, by the days of `referral-reminders.ts`: of the first answer, then of a word
 * on how it goes. Once that has left its window it is the manager's to see, and for as long again still its
 * sender's. Where the company took its consent back, only the partner is told.
 */
function listReferralReminders({ referrals, leads }: TaskRecords, today: PlainDate): Task[] {
  const holders = new Map(leads.map(({ id, fields }) => [id, fields.assignedTo]));
  return referrals.flatMap(({ id, fields }): Task[] => {
    const { accountId, leadId, statusAt, sentAt, withdrawnAt } = fields;
    const state = stateOf(fields);
    if (isReferralOver(state) || state === 'draft' || state === 'waiting') return [];
    const owner = holderOf(fields) ?? (leadId === undefined ? undefined : holders.get(leadId));
    const make = (kind: TaskKind, day: PlainDate, from: number, until: number): Task =>
      task(kind, 'referrals', id, { accountId, owner, from: addDays(day, from), until: addDays(day, until) });
    if (withdrawnAt !== undefined)
      return [make('referralWithdrawn', tokyoDate(withdrawnAt), 0, WITHDRAWN_WINDOW)];
    // That it was received is no answer yet.
    const isUnanswered = state === 'sent' || state === 'received';
    const since = isUnanswered ? (sentAt ?? statusAt) : (statusAt ?? sentAt);
    const day = tokyoDate(since ?? madeAtOf(id));
    const [first, dueBy] = isUnanswered ? [ANSWER_DAYS, REPORT_DAYS] : [REPORT_DAYS, 2 * REPORT_DAYS];
    const pastDue = make('referralPastDue', day, dueBy + 1, dueBy + REPORT_DAYS);
    return [
      make(isUnanswered ? 'referralUnanswered' : 'referralQuiet', day, first, dueBy),
      ...(pastDue.until >= today ? [pastDue] : []),
    ];
  });
}

function listVisitsWithoutNote({ visits }: TaskRecords): Task[] {
  return visits.flatMap(({ id, fields }): Task[] => {
    const { status, finishedAt, notes, participants = [], accountId } = fields;
    if (status !== 'finished' || finishedAt === undefined || notes?.trim()) return [];
    const day = tokyoDate(finishedAt);
    return [
      task('visitWithoutNote', 'visits', id, {
        accountId,
        owner: participants[0],
        from: day,
        until: addDays(day, NOTE_WINDOW),
      }),
    ];
  });
}

/** A wish with the consent to be called on it makes a lead by itself; where there is none it was lost on the way. */
function listUnconvertedWishes({ responses, leads, rolesOf }: TaskRecords): Task[] {
  const converted = new Set(leads.map(({ fields }) => fields.responseId));
  return responses.flatMap(({ id, fields }): Task[] => {
    const { submittedAt, answers, disposition, accountId, interviewerId } = fields;
    if (submittedAt === undefined || disposition === 'duplicate' || converted.has(id)) return [];
    const roles = rolesOf(fields);
    const wish = answerOfRole(answers, roles, 'wish');
    if (wish !== 'now' && wish !== 'within_year') return [];
    if (answerOfRole(answers, roles, 'consent.contact') !== 'yes') return [];
    const day = tokyoDate(submittedAt);
    return [
      task('wishUnconverted', 'responses', id, {
        accountId,
        owner: interviewerId,
        from: day,
        until: addDays(day, WISH_WINDOW),
      }),
    ];
  });
}

/** A programme that a company was shown and whose applications end soon, unless something was promised since. */
function listEndingIntakes(
  { visits, nextSteps, programmes, companyOf }: TaskRecords,
  today: PlainDate,
): Task[] {
  const ends = new Map(
    programmes.flatMap(({ key, terms }) => {
      const end = terms?.application?.until;
      return end !== undefined && end >= today ? [[key, end] as const] : [];
    }),
  );
  const promisedAt = latestByCompany(nextSteps, companyOf);
  const tasks = new Map<string, Task>();
  for (const { id, fields } of visits) {
    const { accountId, participants = [], programmes: shown = [], finishedAt, status } = fields;
    if (status === 'cancelled' || accountId === undefined) continue;
    const shownAt = finishedAt ?? madeAtOf(id);
    const promised = promisedAt.get(companyOf(accountId));
    for (const programme of shown) {
      const end = ends.get(programme);
      const from = end === undefined ? '' : addDays(end, -INTAKE_DAYS);
      // A promise that was made once the end was in sight is about it.
      if (end === undefined || (promised !== undefined && promised > shownAt && tokyoDate(promised) >= from))
        continue;
      tasks.set(`${companyOf(accountId)} ${programme}`, {
        ...task('intakeEnding', 'visits', id, { accountId, owner: participants[0], from, until: end }),
        key: `intakeEnding:${id}:${programme}`,
        programme,
      });
    }
  }
  return [...tasks.values()];
}

/** When something was last recorded of each company. */
function latestByCompany(
  records: readonly Recorded<{ accountId?: string }>[],
  companyOf: (accountId: string) => string,
): Map<string, string> {
  const latest = new Map<string, string>();
  for (const { id, fields } of records) {
    if (fields.accountId === undefined) continue;
    const company = companyOf(fields.accountId);
    const at = madeAtOf(id);
    if (at > (latest.get(company) ?? '')) latest.set(company, at);
  }
  return latest;
}

function task(
  kind: TaskKind,
  collection: Task['collection'],
  recordId: string,
  rest: Pick<Task, 'accountId' | 'owner' | 'from' | 'until'>,
): Task {
  return { key: `${kind}:${recordId}`, kind, collection, recordId, resolvedIf: RESOLVED_IF[kind], ...rest };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
