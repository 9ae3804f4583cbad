import { describe, expect, it } from 'vitest';
import {
  computeArrivalState,
  computeSurveyState,
  type SurveyPeriod,
} from '#domain/fieldwork/survey-state.ts';

const OPEN: SurveyPeriod = { status: 'open', startsOn: '2026-11-01', endsOn: '2026-11-30' };

describe('a survey', () => {
  it.each([
    ['2026-10-31T14:59:59.999Z', 'notYetOpen'],
    ['2026-10-31T15:00:00.000Z', 'open'],
    ['2026-11-30T14:59:59.999Z', 'open'],
    ['2026-11-30T15:00:00.000Z', 'expired'],
  ])('at %s, by the days of Japan, is %s', (now, state) => {
    expect(computeSurveyState(OPEN, now)).toBe(state);
  });

  it('is what the office says before it is what the calendar says', () => {
    expect(computeSurveyState({ ...OPEN, status: 'planned' }, '2026-11-10T00:00:00.000Z')).toBe('notYetOpen');
    expect(computeSurveyState({ ...OPEN, status: 'closed' }, '2026-11-10T00:00:00.000Z')).toBe('closed');
    expect(computeSurveyState({ ...OPEN, endsOn: null }, '2036-11-10T00:00:00.000Z')).toBe('open');
  });

  it('takes answers that were begun in time for a week after its end', () => {
    const inTime = '2026-11-30T14:00:00.000Z';
    expect(computeArrivalState(OPEN, inTime, '2026-12-07T14:59:00.000Z')).toBe('open');
    expect(computeArrivalState(OPEN, inTime, '2026-12-07T15:00:00.000Z')).toBe('expired');
    expect(computeArrivalState(OPEN, '2026-11-30T15:00:00.000Z', '2026-12-01T00:00:00.000Z')).toBe('expired');
    expect(computeArrivalState({ ...OPEN, status: 'closed' }, inTime, '2026-12-01T00:00:00.000Z')).toBe(
      'closed',
    );
  });
});
