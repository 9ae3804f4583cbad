import { describe, expect, it } from 'vitest';
import { findObviousSurvey, isOffered, listOfferedSurveys } from '#domain/fieldwork/offered-surveys.ts';

const NOW = '2026-11-20T03:00:00.000Z';
const survey = (
  id: string,
  endsOn: string | null,
  more: { status?: 'planned' | 'open' | 'closed'; startsOn?: string } = {},
) => ({ id, startsOn: '2026-11-01', endsOn, status: 'open' as const, ...more });

describe('a survey is offered for interviews', () => {
  it.each([
    ['while it is open', survey('a', null), true],
    ['on its last day', survey('a', '2026-11-20'), true],
    ['before it begins', survey('a', null, { startsOn: '2026-12-01' }), true],
    ['for a week after its end, for visits that were in time', survey('a', '2026-11-13'), true],
    ['but no longer', survey('a', '2026-11-12'), false],
    ['not when the office has closed it', survey('a', null, { status: 'closed' }), false],
    ['not while it is planned', survey('a', null, { status: 'planned' }), false],
  ])('%s', (_when, one, expected) => {
    expect(isOffered(one, NOW)).toBe(expected);
  });
});

describe('what devices were given', () => {
  it('is offered with how it stands today: the first in any case, the others while they can be', () => {
    const others = [
      survey('b', '2026-11-18'),
      survey('c', '2026-11-01'),
      survey('d', null, { startsOn: '2026-12-01' }),
    ];
    expect(
      listOfferedSurveys(survey('a', null, { status: 'closed' }), others, NOW).map(({ id, state }) => [
        id,
        state,
      ]),
    ).toEqual([
      ['a', 'closed'],
      ['b', 'expired'],
      ['d', 'notYetOpen'],
    ]);
    // From before devices were told the status.
    expect(listOfferedSurveys({ startsOn: '2026-11-01', endsOn: null }, [], NOW)[0]?.state).toBe('open');
  });

  it('needs no choice where one alone is open, or there is one alone', () => {
    const obvious = (...surveys: ReturnType<typeof survey>[]) =>
      findObviousSurvey(listOfferedSurveys(surveys[0]!, surveys.slice(1), NOW))?.id;
    expect(obvious(survey('a', '2026-01-01'))).toBe('a');
    expect(obvious(survey('a', '2026-11-18'), survey('b', null))).toBe('b');
    expect(obvious(survey('a', null), survey('b', null))).toBeUndefined();
    expect(obvious(survey('a', '2026-11-18'), survey('b', '2026-11-18'))).toBeUndefined();
  });
});
