import { describe, expect, it } from 'vitest';
import type { SurveyResponse } from '#domain/records/response.ts';
import type { Recorded } from '#domain/casework/recorded.ts';
import { findDuplicates } from '#domain/fieldwork/duplicate-pairs.ts';

const response = (id: string, fields: Partial<SurveyResponse>): Recorded<SurveyResponse> => ({
  id,
  fields: {
    accountId: 'a',
    disposition: 'complete',
    submittedAt: `2026-11-20T0${id.slice(-1)}:00:00.000Z`,
    ...fields,
  },
});

describe('duplicates of a survey', () => {
  it('are paired with the response of the same company that counts, the oldest first', () => {
    const { open, settledCount } = findDuplicates([
      response('r4', { accountId: 'b', disposition: 'duplicate' }),
      response('r3', { disposition: 'duplicate' }),
      response('r2', { accountId: 'b', disposition: 'partial' }),
      response('r1', {}),
    ]);
    expect(open.map(({ accountId, primary, other }) => [accountId, primary.id, other.id])).toEqual([
      ['a', 'r1', 'r3'],
      ['b', 'r2', 'r4'],
    ]);
    expect(settledCount).toBe(0);
  });

  it('are gone once settled, with a count left', () => {
    const { open, settledCount } = findDuplicates([
      response('r1', {}),
      response('r2', {
        disposition: 'duplicate',
        settledAt: '2026-11-21T01:00:00.000Z',
        settledBy: 'office',
      }),
    ]);
    expect(open).toEqual([]);
    expect(settledCount).toBe(1);
  });

  it('follow another response that has come to count', () => {
    const { open } = findDuplicates([
      response('r1', { disposition: 'duplicate', settledAt: '2026-11-21T01:00:00.000Z' }),
      response('r2', {}),
      response('r3', { disposition: 'duplicate' }),
    ]);
    expect(open.map(({ primary, other }) => [primary.id, other.id])).toEqual([['r2', 'r3']]);
  });

  it('without a response that counts are told, not shown', () => {
    const { open, unpairedCount } = findDuplicates([
      response('r1', { disposition: 'duplicate' }),
      response('r2', { disposition: 'refusal' }),
    ]);
    expect(open).toEqual([]);
    expect(unpairedCount).toBe(1);
  });

  it('are no responses in progress', () => {
    const { submittedAt: _, ...begun } = response('r1', {}).fields;
    const found = findDuplicates([{ id: 'r1', fields: begun }, response('r2', { disposition: 'duplicate' })]);
    expect(found.unpairedCount).toBe(1);
  });
});
