import { describe, expect, it } from 'vitest';
import {
  listDueNextSteps,
  listLeadsToHandle,
  listMissedVisits,
  listVisitsOfDay,
} from '#domain/casework/agenda.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { NextStep } from '#domain/records/next-step.ts';
import type { Visit } from '#domain/records/visit.ts';

const today = '2026-11-20';
const me = { userId: 'me', assignsLeads: false };
const ids = (records: { id: string }[]): string[] => records.map(({ id }) => id);
const visit = (id: string, fields: Partial<Visit>) => ({ id, fields: { participants: ['me'], ...fields } });
const step = (id: string, fields: Partial<NextStep>) => ({
  id,
  fields: { owner: 'me', status: 'open' as const, ...fields },
});
const lead = (id: string, fields: Partial<Lead>) => ({ id, fields });

describe('the day', () => {
  const visits = [
    visit('afternoon', { status: 'planned', plannedDate: today, plannedTime: '14:30' }),
    visit('some time', { status: 'planned', plannedDate: today }),
    visit('morning', { status: 'planned', plannedDate: today, plannedTime: '09:00' }),
    visit('left open', { status: 'started', startedAt: '2026-11-19T01:00:00.000Z' }),
    visit('tomorrow', { status: 'planned', plannedDate: '2026-11-21' }),
    visit('missed', { status: 'planned', plannedDate: '2026-11-18' }),
    visit('over', { status: 'finished', plannedDate: today }),
    visit('of another', { status: 'planned', plannedDate: today, participants: ['you'] }),
    visit('of nobody', { status: 'planned', plannedDate: today, plannedTime: '10:00', participants: [] }),
  ];

  it('begins with visits under way, then those planned by time', () => {
    expect(ids(listVisitsOfDay(visits, me, today))).toEqual([
      'left open',
      'morning',
      'of nobody',
      'afternoon',
      'some time',
    ]);
  });

  it('does not forget a planned visit whose day has passed', () => {
    expect(ids(listMissedVisits(visits, me, today))).toEqual(['missed']);
  });

  it('lists my promises due today with the overdue first', () => {
    const steps = [
      step('today', { dueDate: today }),
      step('overdue', { dueDate: '2026-11-10' }),
      step('later', { dueDate: '2026-11-25' }),
      step('undated', {}),
      step('kept', { dueDate: today, status: 'done' }),
      step('yours', { dueDate: today, owner: 'you' }),
    ];
    expect(ids(listDueNextSteps(steps, me, today))).toEqual(['overdue', 'today']);
  });

  it('lists the leads I have or took down by due date, and unassigned ones only for who assigns', () => {
    const leads = [
      lead('undated', { status: 'inProgress', assignedTo: 'me' }),
      lead('due', { status: 'assigned', assignedTo: 'me', dueDate: '2026-11-22' }),
      lead('yours', { status: 'assigned', assignedTo: 'you' }),
      lead('new', { status: 'new' }),
      lead('won', { status: 'won', assignedTo: 'me' }),
      lead('taken down', { status: 'new', registeredBy: 'me' }),
      lead('taken down, yours', {
        status: 'inProgress',
        registeredBy: 'me',
        assignedTo: 'you',
        dueDate: '2026-11-25',
      }),
      lead('taken down, over', { status: 'closed', registeredBy: 'me' }),
    ];
    expect(ids(listLeadsToHandle(leads, me))).toEqual(['taken down', 'due', 'taken down, yours', 'undated']);
    expect(ids(listLeadsToHandle(leads, { ...me, assignsLeads: true }))).toEqual([
      'new',
      'taken down',
      'due',
      'taken down, yours',
      'undated',
    ]);
  });
});
