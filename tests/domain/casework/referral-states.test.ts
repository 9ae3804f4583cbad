import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reminderOf } from '#domain/casework/referral-reminders.ts';
import {
  findAnswerFault,
  isReferralOver,
  listMoves,
  planAnswer,
  REFERRAL_STATES,
  stateOf,
  wasSent,
  type ReferralActor,
  type ReferralState,
} from '#domain/casework/referral-states.ts';
import { applyFields } from '#domain/sync/fields.ts';
import { DEFINITIONS } from '#domain/records/collections.ts';
import { RECIPIENT_STATES, type Referral } from '#domain/records/referral.ts';

/** By hand, as the design has it: from, to, and who. */
const MOVES: Record<ReferralState, Partial<Record<ReferralActor, ReferralState[]>>> = {
  draft: { sender: ['waiting', 'revoked', 'enteredInError'] },
  waiting: { server: ['sent'], sender: ['draft', 'revoked', 'enteredInError'] },
  sent: {
    recipient: ['received', 'accepted', 'inProgress', 'onHold', 'completed', 'declined', 'referredOnward'],
    sender: ['revoked', 'enteredInError'],
  },
  received: {
    recipient: ['accepted', 'inProgress', 'onHold', 'completed', 'declined', 'referredOnward'],
    sender: ['revoked', 'enteredInError'],
  },
  accepted: {
    recipient: ['inProgress', 'onHold', 'completed', 'declined', 'referredOnward'],
    sender: ['revoked', 'enteredInError'],
  },
  inProgress: {
    recipient: ['onHold', 'completed', 'declined', 'referredOnward'],
    sender: ['revoked', 'enteredInError'],
  },
  onHold: {
    recipient: ['accepted', 'inProgress', 'completed', 'declined', 'referredOnward'],
    sender: ['revoked', 'enteredInError'],
  },
  completed: { sender: ['enteredInError'] },
  declined: { sender: ['enteredInError'] },
  referredOnward: { sender: ['enteredInError'] },
  revoked: {},
  enteredInError: {},
};
const AT = '2026-11-30T00:00:00.000Z';

describe('the state table', () => {
  it.each(REFERRAL_STATES)('says who takes a referral further that is %s', (from) => {
    for (const actor of ['sender', 'server', 'recipient'] as const)
      expect([...listMoves(from, actor)].sort()).toEqual([...(MOVES[from][actor] ?? [])].sort());
  });

  it('lets the server alone hand over and the recipient alone say what it does', () => {
    for (const from of REFERRAL_STATES) {
      expect(listMoves(from, 'sender')).not.toContain('sent');
      expect(listMoves(from, 'recipient')).not.toContain('sent');
      for (const to of RECIPIENT_STATES)
        for (const actor of ['sender', 'server'] as const) expect(listMoves(from, actor)).not.toContain(to);
    }
  });

  it('has five ends, from which no recipient comes back', () => {
    const over = REFERRAL_STATES.filter(isReferralOver);
    expect(over).toEqual(['completed', 'declined', 'referredOnward', 'revoked', 'enteredInError']);
    for (const from of over) expect(listMoves(from, 'recipient')).toEqual([]);
  });

  it('reads the states of version 1', () => {
    expect(stateOf({ status: 'offered' })).toBe('sent');
    expect(stateOf({ status: 'closed' })).toBe('completed');
    expect(stateOf({ status: 'accepted' })).toBe('accepted');
    expect(stateOf({})).toBe('draft');
    expect(stateOf({ releasedAt: AT })).toBe('waiting');
    expect(stateOf({ status: 'accepted', endedAs: 'revoked' })).toBe('revoked');
  });

  it('knows whether anything was handed over, also of what was ended', () => {
    expect(wasSent('draft', {})).toBe(false);
    expect(wasSent('revoked', {})).toBe(false);
    expect(wasSent('revoked', { sentAt: AT })).toBe(true);
    expect(wasSent('accepted', {})).toBe(true);
  });
});

describe('an answer', () => {
  it('needs what belongs to it', () => {
    const sent: Partial<Referral> = { status: 'sent', releasedAt: AT };
    expect(findAnswerFault(sent, { state: 'declined', way: 'page' })).toBe('needsReason');
    expect(findAnswerFault(sent, { state: 'declined', way: 'page', reason: 'capacity' })).toBeUndefined();
    expect(findAnswerFault(sent, { state: 'referredOnward', way: 'page', onwardTo: ' ' })).toBe(
      'needsTarget',
    );
    expect(findAnswerFault(sent, { state: 'accepted', way: 'telephone' })).toBe('needsName');
    expect(findAnswerFault(sent, { state: 'accepted', way: 'telephone', from: '工藤' })).toBeUndefined();
    expect(findAnswerFault({ status: 'completed' }, { state: 'accepted', way: 'page' })).toBe('notNow');
    expect(findAnswerFault({ ...sent, endedAs: 'revoked' }, { state: 'accepted', way: 'page' })).toBe(
      'notNow',
    );
  });

  it('that comes too late by telephone is kept without changing the state', () => {
    const late = planAnswer(
      { status: 'completed' },
      { state: 'accepted', way: 'telephone', at: AT, from: '工藤', takenBy: 'sato' },
      'e',
    );
    expect(late).toEqual({
      'history/e': {
        state: 'accepted',
        at: AT,
        way: 'telephone',
        from: '工藤',
        takenBy: 'sato',
        isLate: true,
      },
    });
  });

  it('moves along the table whatever comes, and every one stands in the history', () => {
    const answers = fc.array(
      fc.record({
        state: fc.constantFrom(...RECIPIENT_STATES),
        way: fc.constantFrom('page' as const, 'telephone' as const),
        from: fc.option(fc.constant('工藤'), { nil: undefined }),
        reason: fc.option(fc.constant('capacity' as const), { nil: undefined }),
        onwardTo: fc.option(fc.constant('商工会'), { nil: undefined }),
      }),
    );
    fc.assert(
      fc.property(answers, (list) => {
        let fields = { status: 'sent', releasedAt: AT } as Partial<Referral>;
        for (const [index, answer] of list.entries()) {
          const before = stateOf(fields);
          fields = applyFields(
            DEFINITIONS.referrals,
            fields as never,
            planAnswer(fields, { ...answer, at: AT }, `e${index}`),
          ) as Partial<Referral>;
          const after = stateOf(fields);
          if (after !== before) expect(MOVES[before].recipient).toContain(after);
          if (after === 'declined') expect(fields.declineReason).toBe('capacity');
          else expect(fields.declineReason).toBeUndefined();
        }
        expect(Object.keys(fields.history ?? {})).toHaveLength(list.length);
      }),
    );
  });
});

describe('reminders', () => {
  const after = (days: number): string => new Date(Date.parse(AT) + days * 86_400_000).toISOString();
  it.each([
    ['sent', 6.9, undefined],
    ['sent', 7, 'answer'],
    ['sent', 29.9, 'answer'],
    ['sent', 30, 'pastDue'],
    ['accepted', 29.9, undefined],
    ['accepted', 30, 'report'],
    ['inProgress', 59.9, 'report'],
    ['onHold', 60, 'pastDue'],
    ['completed', 400, undefined],
    ['declined', 400, undefined],
  ] as const)('of one that is %s come after %s days: %s', (status, days, reminder) => {
    expect(reminderOf({ status, statusAt: AT, sentAt: AT }, after(days))).toBe(reminder);
  });

  it('come neither for drafts nor for what was ended', () => {
    expect(reminderOf({ releasedAt: AT }, after(100))).toBeUndefined();
    expect(reminderOf({ status: 'sent', statusAt: AT, endedAs: 'revoked' }, after(100))).toBeUndefined();
  });
});
