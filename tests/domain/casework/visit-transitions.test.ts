import { describe, expect, it } from 'vitest';
import {
  findVisitMinutes,
  retimeVisit,
  listVisitSteps,
  statusOf,
  takeVisitStep,
} from '#domain/casework/visit-transitions.ts';

const NOW = '2026-11-20T05:30:00.000Z';
const LATER = '2026-11-20T06:15:00.000Z';

describe('a visit from plan to end', () => {
  it('is started, finished and keeps both times', () => {
    const started = takeVisitStep({ status: 'planned' }, 'start', NOW);
    expect(started).toEqual({ status: 'started', startedAt: NOW, finishedAt: null, cancelReason: null });
    const finished = takeVisitStep({ status: 'started', startedAt: NOW }, 'finish', LATER);
    expect(finished).toEqual({ status: 'finished', startedAt: NOW, finishedAt: LATER, cancelReason: null });
    expect(findVisitMinutes({ startedAt: NOW, finishedAt: LATER })).toBe(45);
  });

  it('is taken up again with the time at which it really began', () => {
    const reopened = takeVisitStep(
      { status: 'finished', startedAt: NOW, finishedAt: LATER },
      'reopen',
      '2026-11-21T00:00:00.000Z',
    );
    expect(reopened).toEqual({ status: 'started', startedAt: NOW, finishedAt: null, cancelReason: null });
  });

  it('is cancelled only with a reason', () => {
    expect(() => takeVisitStep({ status: 'planned' }, 'cancel', NOW, '  ')).toThrow(RangeError);
    expect(takeVisitStep({ status: 'planned' }, 'cancel', NOW, ' 先方の都合 ').cancelReason).toBe(
      '先方の都合',
    );
    expect(takeVisitStep({ status: 'cancelled', cancelReason: '先方の都合' }, 'restore', NOW)).toEqual({
      status: 'planned',
      startedAt: null,
      finishedAt: null,
      cancelReason: null,
    });
  });

  it('begun by mistake can be called off, but not when something was recorded', () => {
    expect(listVisitSteps({ status: 'started' })).toEqual(['finish', 'cancel']);
    expect(listVisitSteps({ status: 'started', notes: '見積の話' })).toEqual(['finish']);
    expect(listVisitSteps({ status: 'started', programmes: ['p019'] })).toEqual(['finish']);
    expect(listVisitSteps({ status: 'started' }, true)).toEqual(['finish']);
  });

  it('refuses steps that its status does not allow', () => {
    expect(() => takeVisitStep({ status: 'finished' }, 'start', NOW)).toThrow(RangeError);
    expect(() => takeVisitStep({ status: 'planned' }, 'finish', NOW)).toThrow(RangeError);
    expect(() => takeVisitStep({}, 'start', NOW)).toThrow(RangeError);
  });

  it('goes back to exactly what it was', () => {
    const before = { status: 'planned' } as const;
    expect(statusOf(before)).toEqual({
      status: 'planned',
      startedAt: null,
      finishedAt: null,
      cancelReason: null,
    });
    const finished = { status: 'finished', startedAt: NOW, finishedAt: LATER } as const;
    expect(statusOf(finished)).toEqual({ ...finished, cancelReason: null });
  });
});

describe('correcting the times', () => {
  const [EARLIER, MUCH_LATER] = ['2026-11-20T00:10:00.000Z', '2026-11-20T05:00:00.000Z'];

  it('moves both, and leaves the rest of the status as it is', () => {
    const visit = { status: 'finished', startedAt: NOW, finishedAt: LATER } as const;
    expect(retimeVisit(visit, EARLIER, MUCH_LATER)).toEqual({
      status: 'finished',
      startedAt: EARLIER,
      finishedAt: MUCH_LATER,
      cancelReason: null,
    });
  });

  it('moves the beginning of a visit under way', () => {
    expect(retimeVisit({ status: 'started', startedAt: NOW }, EARLIER, null)).toMatchObject({
      status: 'started',
      startedAt: EARLIER,
      finishedAt: null,
    });
  });

  it('takes none that would end before it begins', () => {
    expect(retimeVisit({ status: 'finished' }, MUCH_LATER, EARLIER)).toBeUndefined();
  });
});
