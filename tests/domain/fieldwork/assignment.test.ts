import { describe, expect, it } from 'vitest';
import { itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import type { Recorded } from '#domain/casework/recorded.ts';
import {
  composeAccount,
  findAssignmentOutcome,
  needsAssignmentReason,
  planAssignment,
  planLeadAssignment,
} from '#domain/fieldwork/assignment.ts';
import type { Settler } from '#domain/fieldwork/settlement.ts';

const AT = '2026-11-20T01:00:00.000Z';
const assigner: Settler = { by: 'office', at: AT, reason: ' 電話で確認 ', newId: () => 'new' };
const response = (id: string, fields: Partial<SurveyResponse> = {}): Recorded<SurveyResponse> => ({
  id,
  fields: { surveyId: 's', channel: 'openLink', submittedAt: AT, disposition: 'complete', ...fields },
});

describe('what giving a response to a company comes to', () => {
  const outcome = (
    own: Recorded<SurveyResponse>,
    accountId: string | undefined,
    ...others: Recorded<SurveyResponse>[]
  ) => findAssignmentOutcome(own, accountId, [own, ...others]);

  it('is that it counts, where the company has given no other that does', () => {
    expect(outcome(response('r'), 'a')).toEqual({ response: 'counts', hasSuccessor: false });
    const besides = [
      response('x', { accountId: 'b' }),
      response('y', { accountId: 'a', surveyId: 'other' }),
      response('z', { accountId: 'a', disposition: 'refusal' }),
    ];
    expect(outcome(response('r'), 'a', ...besides).response).toBe('counts');
  });

  it('is a duplicate, where the company has a response that counts, also a partial one', () => {
    for (const disposition of ['complete', 'partial', 'breakOff'] as const) {
      expect(outcome(response('r'), 'a', response('x', { accountId: 'a', disposition })).response).toBe(
        'duplicate',
      );
    }
  });

  it('is not changed by an interview that is still going on', () => {
    const { submittedAt: _, ...begun } = response('x', { accountId: 'a' }).fields;
    expect(outcome(response('r'), 'a', { id: 'x', fields: begun }).response).toBe('counts');
  });

  it('tells that another response counts for the company that is left, the first that nobody has settled', () => {
    const counted = response('r', { accountId: 'a' });
    const waiting = response('x', { accountId: 'a', disposition: 'duplicate' });
    expect(outcome(counted, undefined, waiting)).toEqual({ response: 'unassigned', hasSuccessor: true });
    expect(outcome(counted, 'b', waiting)).toEqual({ response: 'counts', hasSuccessor: true });
    expect(
      outcome(counted, undefined, response('x', { ...waiting.fields, settledAt: AT })).hasSuccessor,
    ).toBe(false);
    expect(outcome(counted, undefined, waiting, response('y', { accountId: 'a' })).hasSuccessor).toBe(false);
  });

  it('leaves the company as it is, when what leaves it was a duplicate', () => {
    const duplicate = response('r', { accountId: 'a', disposition: 'duplicate' });
    const other = response('x', { accountId: 'a', disposition: 'duplicate' });
    expect(outcome(duplicate, undefined, other)).toEqual({ response: 'unassigned', hasSuccessor: false });
  });
});

describe('giving a response to a company', () => {
  it('keeps whose it was before, who said so and why', () => {
    expect(planAssignment({}, 'a', assigner)).toEqual({
      accountId: 'a',
      'corrections/new': { code: 'accountId', oldValue: null, by: 'office', at: AT, reason: '電話で確認' },
    });
    expect(planAssignment({ accountId: 'a' }, undefined, assigner)).toMatchObject({
      accountId: null,
      'corrections/new': { oldValue: 'a' },
    });
  });

  it('is nothing where it has it already', () => {
    expect(planAssignment({ accountId: 'a' }, 'a', assigner)).toEqual({});
  });

  it('asks for a reason only where it takes back what was said before', () => {
    expect(needsAssignmentReason({})).toBe(false);
    expect(needsAssignmentReason({ accountId: 'a' })).toBe(true);
  });
});

describe('the lead of a response', () => {
  it('goes where the response goes', () => {
    expect(planLeadAssignment({}, undefined, 'a')).toEqual({ accountId: 'a' });
    expect(planLeadAssignment({ accountId: 'a' }, 'a', 'b')).toEqual({ accountId: 'b' });
    expect(planLeadAssignment({ accountId: 'a' }, 'a', undefined)).toEqual({ accountId: null });
  });

  it('stays with another company that somebody has given it', () => {
    expect(planLeadAssignment({ accountId: 'c' }, undefined, 'a')).toEqual({});
    expect(planLeadAssignment({ accountId: 'c' }, 'a', undefined)).toEqual({});
  });

  it('takes a company that it had none of, whatever the response had', () => {
    expect(planLeadAssignment({}, 'a', 'b')).toEqual({ accountId: 'b' });
    expect(planLeadAssignment({}, 'a', undefined)).toEqual({});
  });
});

describe('a company that is registered from its response', () => {
  const answers = {
    industry: 'construction',
    employees: 'e21_50',
    sales: { missing: 'refused' },
    municipality: 'hachinohe',
    position: 'president',
  };

  it('takes over what it agreed to have seen with its record', () => {
    const { fields } = response('r', { answers: { ...answers, consent_record: 'yes' } });
    expect(composeAccount(' 八戸建設 ', fields, itemRolesOf(undefined))).toEqual({
      name: '八戸建設',
      industry: 'construction',
      employees: 'e21_50',
      municipality: 'hachinohe',
    });
  });

  it('has its name only, where it did not agree', () => {
    expect(composeAccount('八戸建設', response('r', { answers }).fields, itemRolesOf(undefined))).toEqual({
      name: '八戸建設',
    });
  });
});
