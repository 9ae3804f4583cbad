import { describe, expect, it } from 'vitest';
import { indexRoles } from '#domain/questionnaire/find-by-role.ts';
import { computeTimeline } from '#domain/casework/account-timeline.ts';
import { findVisitToContinue, newPlannedVisit, newStartedVisit } from '#domain/casework/new-visit.ts';
import type { NextStep } from '#domain/records/next-step.ts';
import {
  completeNextStep,
  dropNextStep,
  isOverdue,
  reopenNextStep,
  sortNextSteps,
} from '#domain/casework/next-steps.ts';
import { madeAtOf, type Recorded } from '#domain/casework/recorded.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';

const rolesOf = indexRoles([]);
const idAt = (instant: string): string => uuidV7(Date.parse(instant), (count) => new Uint8Array(count));
const now = '2026-11-20T05:30:00.000Z';

describe('a company’s history', () => {
  it('reads the time of its making from a record’s id', () => {
    expect(madeAtOf(idAt(now))).toBe(now);
  });

  it('tells visits, answers, leads and kept promises newest first', () => {
    const timeline = computeTimeline({
      visits: [
        { id: 'v1', fields: newStartedVisit('a', 'me', '2026-11-01T01:00:00.000Z') },
        { id: 'v2', fields: newPlannedVisit('a', 'me', '2026-12-01', '10:00') },
      ],
      responses: [{ id: 'r1', fields: { channel: 'visit', submittedAt: '2026-11-01T02:00:00.000Z' } }],
      leads: [{ id: idAt('2026-11-10T00:00:00.000Z'), fields: {} }],
      nextSteps: [
        { id: 's1', fields: { status: 'done', doneAt: '2026-11-05T00:00:00.000Z' } },
        { id: 's2', fields: { status: 'open' } },
      ],
      referrals: [],
      rolesOf,
    });
    expect(timeline.map(({ kind, at }) => [kind, at.slice(0, 10)])).toEqual([
      ['visit', '2026-12-01'],
      ['lead', '2026-11-10'],
      ['nextStep', '2026-11-05'],
      ['response', '2026-11-01'],
      ['visit', '2026-11-01'],
    ]);
  });

  it('tells each step of a case that was handed on, and nothing of one that was never let go', () => {
    const steps = computeTimeline({
      visits: [],
      responses: [],
      leads: [],
      nextSteps: [],
      referrals: [
        { id: 'typed', fields: { about: '設備' } },
        {
          id: 'handed',
          fields: {
            releasedAt: '2026-11-01T01:00:00.000Z',
            sentAt: '2026-11-01T02:00:00.000Z',
            history: {
              a: { state: 'sent', at: '2026-11-01T02:00:00.000Z' },
              b: { state: 'accepted', at: '2026-11-03T00:00:00.000Z', from: '工藤' },
              c: { state: 'declined', at: '2026-11-04T00:00:00.000Z', isLate: true },
            },
            companyWord: 'helped',
            companyWordAt: '2026-11-09T00:00:00.000Z',
            closedAt: '2026-11-10T00:00:00.000Z',
          },
        },
      ],
      rolesOf,
    });
    expect(steps.map((entry) => entry.kind === 'referral' && [entry.id, entry.step])).toMatchObject([
      ['handed', { what: 'closed' }],
      ['handed', { what: 'companyWord' }],
      ['handed', { what: 'answered', answer: { state: 'accepted', from: '工藤' } }],
      ['handed', { what: 'handedOver' }],
      ['handed', { what: 'made' }],
    ]);
  });

  it('keeps answers by link and paper out unless the respondent agreed', () => {
    const responses = [
      { id: 'silent', fields: { channel: 'link' as const, submittedAt: now } },
      {
        id: 'refused',
        fields: { channel: 'paper' as const, submittedAt: now, answers: { consent_record: 'no' } },
      },
      {
        id: 'agreed',
        fields: { channel: 'link' as const, submittedAt: now, answers: { consent_record: 'yes' } },
      },
    ];
    expect(
      computeTimeline({ visits: [], responses, leads: [], nextSteps: [], referrals: [], rolesOf }).map(
        ({ id }) => id,
      ),
    ).toEqual(['agreed']);
  });
});

describe('recording a visit', () => {
  it('goes on with the one under way today, else the one planned for today', () => {
    const planned = { id: 'planned', fields: newPlannedVisit('a', 'me', '2026-11-20') };
    const started = { id: 'started', fields: newStartedVisit('a', 'me', '2026-11-20T03:00:00.000Z') };
    expect(findVisitToContinue([planned, started], 'me', now)?.id).toBe('started');
    expect(findVisitToContinue([planned], 'me', now)?.id).toBe('planned');
  });

  it('begins a new one for another person, another day or after the end', () => {
    const visits = [
      { id: 'yours', fields: newStartedVisit('a', 'you', now) },
      { id: 'yesterday', fields: newStartedVisit('a', 'me', '2026-11-19T03:00:00.000Z') },
      { id: 'over', fields: { ...newStartedVisit('a', 'me', now), status: 'finished' as const } },
    ];
    expect(findVisitToContinue(visits, 'me', now)).toBeUndefined();
  });
});

describe('next steps', () => {
  it('stand in the order in which they fall due, settled ones after them', () => {
    const steps: Recorded<NextStep>[] = [
      { id: 'undated', fields: { status: 'open' } },
      { id: 'kept', fields: { status: 'done', doneAt: '2026-11-02T00:00:00.000Z' } },
      { id: 'dropped', fields: { status: 'dropped', doneAt: '2026-11-03T00:00:00.000Z' } },
      { id: 'later', fields: { status: 'open', dueDate: '2026-11-30' } },
      { id: 'soon', fields: { status: 'open', dueDate: '2026-11-21' } },
    ];
    expect(sortNextSteps(steps).map(({ id }) => id)).toEqual(['soon', 'later', 'undated', 'dropped', 'kept']);
  });

  it('are overdue only while they are open', () => {
    expect(isOverdue({ dueDate: '2026-11-19', status: 'open' }, '2026-11-20')).toBe(true);
    expect(isOverdue({ dueDate: '2026-11-20', status: 'open' }, '2026-11-20')).toBe(false);
    expect(isOverdue({ dueDate: '2026-11-19', status: 'done' }, '2026-11-20')).toBe(false);
  });

  it('say who kept or gave them up, and forget it when they are open again', () => {
    expect(completeNextStep('me', now)).toEqual({ status: 'done', doneAt: now, doneBy: 'me' });
    expect(dropNextStep('me', now)).toEqual({ status: 'dropped', doneAt: now, doneBy: 'me' });
    expect(reopenNextStep()).toEqual({ status: 'open', doneAt: null, doneBy: null });
  });
});
