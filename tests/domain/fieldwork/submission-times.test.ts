import { describe, expect, it } from 'vitest';
import { readSubmissionTimes } from '#domain/fieldwork/submission-times.ts';

const NOW = '2026-11-20T01:00:00.000Z';
/** 90 days before. */
const EARLIEST = '2026-08-22T01:00:00.000Z';

function read(times: { startedAt?: string; submittedAt?: string; answered?: string }) {
  const {
    startedAt = '2026-11-19T01:00:00.000Z',
    submittedAt = '2026-11-19T02:00:00.000Z',
    answered = '2026-11-19T01:30:00.000Z',
  } = times;
  const { answeredAt, ...others } = readSubmissionTimes(
    { startedAt, submittedAt, answeredAt: { wish: answered } },
    NOW,
  );
  return { ...others, answered: answeredAt.get('wish') };
}

describe('the times that a device gives', () => {
  it('are kept as they are when they are in order, written in UTC', () => {
    expect(read({ startedAt: '2026-11-19T10:00:00+09:00' })).toEqual({
      startedAt: '2026-11-19T01:00:00.000Z',
      submittedAt: '2026-11-19T02:00:00.000Z',
      answered: '2026-11-19T01:30:00.000Z',
    });
  });

  it('never lie after now, however fast its clock is', () => {
    const ahead = '2030-01-01T00:00:00.000Z';
    expect(read({ startedAt: ahead, submittedAt: ahead, answered: ahead })).toEqual({
      startedAt: NOW,
      submittedAt: NOW,
      answered: NOW,
    });
  });

  it('never lie more than 90 days back', () => {
    const past = '1970-01-01T00:00:00.000Z';
    expect(read({ startedAt: past, submittedAt: past, answered: past })).toEqual({
      startedAt: EARLIEST,
      submittedAt: EARLIEST,
      answered: EARLIEST,
    });
    expect(read({ startedAt: '2026-08-22T01:00:00.001Z' }).startedAt).toBe('2026-08-22T01:00:00.001Z');
  });

  it('are not after the sending', () => {
    expect(read({ startedAt: '2026-11-19T03:00:00.000Z', answered: '2026-11-19T02:00:00.001Z' })).toEqual({
      startedAt: '2026-11-19T02:00:00.000Z',
      submittedAt: '2026-11-19T02:00:00.000Z',
      answered: '2026-11-19T02:00:00.000Z',
    });
  });

  it('become the latest that they can be where they are none', () => {
    expect(read({ startedAt: '', submittedAt: '?', answered: '2026-02-30T99:00' })).toEqual({
      startedAt: NOW,
      submittedAt: NOW,
      answered: NOW,
    });
    expect(read({ answered: '?' }).answered).toBe('2026-11-19T02:00:00.000Z');
  });
});
