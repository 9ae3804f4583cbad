import type { Referral } from '#domain/records/referral.ts';
import { describe, expect, it } from 'vitest';
import { computeTasks, listLeftTasks, listTasksOf, type TaskRecords } from '#domain/casework/tasks.ts';
import { indexRoles } from '#domain/questionnaire/find-by-role.ts';

/** A record's id of a moment. */
function idAt(instant: string, n = 0): string {
  const hex = Date.parse(instant).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${String(n).padStart(12, '0')}`;
}
const NONE: TaskRecords = {
  leads: [],
  visits: [],
  nextSteps: [],
  responses: [],
  referrals: [],
  programmes: [],
  rolesOf: indexRoles([]),
  companyOf: (id) => id,
};
const kinds = (records: Partial<TaskRecords>, today: string): string[] =>
  computeTasks({ ...NONE, ...records }, today).map(({ kind }) => kind);
/** A Friday; the Monday after it is 勤労感謝の日. */
const FRIDAY = '2026-11-20T03:00:00.000Z';

describe('a lead that nobody has begun with', () => {
  const lead = {
    id: idAt(FRIDAY),
    fields: { status: 'assigned' as const, assignedTo: 'sato', accountId: 'a' },
  };

  it('is a task after three working days, and goes once work has begun', () => {
    expect(kinds({ leads: [lead] }, '2026-11-25')).toEqual([]);
    expect(kinds({ leads: [lead] }, '2026-11-26')).toEqual(['leadUntouched']);
    const begun = { ...lead, fields: { ...lead.fields, status: 'inProgress' as const } };
    expect(kinds({ leads: [begun] }, '2026-11-26')).toEqual([]);
    expect(
      kinds({ leads: [{ ...lead, fields: { ...lead.fields, status: 'closed' as const } }] }, '2026-11-26'),
    ).toEqual([]);
  });

  it('is none once the company was visited or something promised, by any of its merged records', () => {
    const visit = {
      id: idAt('2026-11-24T01:00:00Z'),
      fields: { accountId: 'b', status: 'planned' as const },
    };
    expect(kinds({ leads: [lead], visits: [visit] }, '2026-11-26')).toEqual(['leadUntouched']);
    expect(kinds({ leads: [lead], visits: [visit], companyOf: () => 'a' }, '2026-11-26')).toEqual([]);
  });

  it('counts from its assignment, and leaves its window unless it is resolved', () => {
    const late = { ...lead, fields: { ...lead.fields, assignedAt: '2026-11-26T01:00:00.000Z' } };
    expect(kinds({ leads: [late] }, '2026-11-30')).toEqual([]);
    const tasks = computeTasks({ ...NONE, leads: [lead] }, '2026-12-31');
    expect(listLeftTasks(tasks, '2026-12-31')).toHaveLength(1);
    expect(listTasksOf(tasks, { userId: 'sato', assignsLeads: false }, '2026-12-31')).toEqual([]);
  });

  it('is that of who has it, and of those who hand leads out while nobody has it', () => {
    const open = { ...lead, fields: { status: 'new' as const } };
    const tasks = computeTasks({ ...NONE, leads: [lead, { ...open, id: idAt(FRIDAY, 1) }] }, '2026-11-26');
    const of = (userId: string, assignsLeads: boolean): number =>
      listTasksOf(tasks, { userId, assignsLeads }, '2026-11-26').length;
    expect([of('sato', false), of('kudo', false), of('narita', true)]).toEqual([1, 0, 1]);
  });
});

it('a referral without an answer is a task after seven days, in the states of before and of now', () => {
  for (const status of ['offered', 'sent', 'received'] as const) {
    const referral = { id: idAt(FRIDAY), fields: { status, statusAt: FRIDAY, accountId: 'a' } };
    expect(kinds({ referrals: [referral] }, '2026-11-26')).toEqual([]);
    expect(kinds({ referrals: [referral] }, '2026-11-27')).toEqual(['referralUnanswered']);
  }
  const accepted = { id: idAt(FRIDAY), fields: { status: 'accepted' as const, statusAt: FRIDAY } };
  const revoked = { id: idAt(FRIDAY), fields: { status: 'sent' as const, endedAs: 'revoked' as const } };
  expect(kinds({ referrals: [revoked] }, '2026-12-27')).toEqual([]);
  expect(kinds({ referrals: [accepted] }, '2026-12-19')).toEqual([]);
});

it('a referral stays with its sender once it is past due, and one that was taken up without news is a task as well', () => {
  const of = (fields: Partial<Referral>, today: string) =>
    computeTasks(
      { ...NONE, referrals: [{ id: idAt(FRIDAY), fields: { sentAt: FRIDAY, statusAt: FRIDAY, ...fields } }] },
      today,
    ).map(({ kind, until }) => [kind, until >= today]);
  const sent = { status: 'sent' as const, releasedBy: 'sato' };
  expect(of(sent, '2026-12-20')).toEqual([['referralUnanswered', true]]);
  expect(of(sent, '2026-12-21')).toEqual([
    ['referralUnanswered', false],
    ['referralPastDue', true],
  ]);
  expect(of(sent, '2027-01-20')).toEqual([['referralUnanswered', false]]);
  expect(of({ status: 'inProgress' }, '2026-12-20')).toEqual([['referralQuiet', true]]);
  expect(of({ status: 'inProgress', statusAt: '2026-12-18T03:00:00.000Z' }, '2026-12-20')).toEqual([]);
  for (const status of ['completed', 'declined'] as const) expect(of({ status }, '2026-12-21')).toEqual([]);
  expect(of({ ...sent, withdrawnAt: '2026-12-20T03:00:00.000Z' }, '2026-12-21')).toEqual([
    ['referralWithdrawn', true],
  ]);
});

it('a finished visit without a note is a task until one is written', () => {
  const visit = {
    id: idAt(FRIDAY),
    fields: { status: 'finished' as const, finishedAt: FRIDAY, participants: ['sato'] },
  };
  expect(kinds({ visits: [visit] }, '2026-11-20')).toEqual(['visitWithoutNote']);
  expect(
    kinds({ visits: [{ ...visit, fields: { ...visit.fields, notes: '冷凍設備' } }] }, '2026-11-20'),
  ).toEqual([]);
});

it('a wish to be called on is a task until there is a lead of it, and none without consent', () => {
  const response = (consent: string) => ({
    id: idAt(FRIDAY),
    fields: { submittedAt: FRIDAY, answers: { consultation: 'now', consent_contact: consent } },
  });
  expect(kinds({ responses: [response('yes')] }, '2026-11-20')).toEqual(['wishUnconverted']);
  expect(kinds({ responses: [response('no')] }, '2026-11-20')).toEqual([]);
  const lead = { id: idAt(FRIDAY, 1), fields: { responseId: idAt(FRIDAY), status: 'won' as const } };
  expect(kinds({ responses: [response('yes')], leads: [lead] }, '2026-11-20')).toEqual([]);
});

it('a programme that was shown is a task two weeks before its applications end, unless something was promised', () => {
  const visit = {
    id: idAt(FRIDAY),
    fields: {
      status: 'finished' as const,
      finishedAt: FRIDAY,
      notes: 'x',
      accountId: 'a',
      programmes: ['p1'],
    },
  };
  const programmes = [{ key: 'p1', terms: { application: { until: '2026-12-20' } } }];
  expect(kinds({ visits: [visit], programmes }, '2026-12-05')).toEqual([]);
  expect(kinds({ visits: [visit], programmes }, '2026-12-06')).toEqual(['intakeEnding']);
  expect(kinds({ visits: [visit], programmes }, '2026-12-21')).toEqual([]);
  const step = { id: idAt('2026-12-07T01:00:00Z'), fields: { accountId: 'a', status: 'open' as const } };
  expect(kinds({ visits: [visit], programmes, nextSteps: [step] }, '2026-12-08')).toEqual([]);
});
