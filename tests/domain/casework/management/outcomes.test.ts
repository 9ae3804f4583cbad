import { expect, it } from 'vitest';
import { countOutcomes, toHandedOverCase } from '#domain/casework/management/outcomes.ts';
import type { Referral } from '#domain/records/referral.ts';

const count = (referrals: Partial<Referral>[], fiscalYear = 2026) =>
  countOutcomes(
    referrals.flatMap((referral) => toHandedOverCase(referral, 'c') ?? []),
    fiscalYear,
  );
const sent = { releasedAt: '2026-06-01T00:00:00.000Z', sentAt: '2026-06-01T00:00:00.000Z' };

it('keeps apart what the institution, the company and the centre say of a case', () => {
  expect(
    count([
      { ...sent, status: 'completed' },
      { ...sent, status: 'completed', companyWord: 'notHelped', closedAt: sent.sentAt },
      { ...sent, status: 'inProgress', companyWord: 'helped' },
      { ...sent, status: 'declined' },
      { ...sent, status: 'accepted', endedAs: 'revoked', endedAt: sent.sentAt },
    ]),
  ).toEqual({ sent: 5, done: 2, turnedAway: 1, helped: 1, partly: 0, notHelped: 1, silent: 3, closed: 1 });
});

it('counts in the fiscal year in Japan in which it was handed over, and nothing that was not, or not meant', () => {
  const lastMinute = { ...sent, status: 'sent' as const, sentAt: '2027-03-31T14:59:59.999Z' };
  const nextYear = { ...lastMinute, sentAt: '2027-03-31T15:00:00.000Z' };
  const others: Partial<Referral>[] = [
    {},
    { releasedAt: sent.releasedAt },
    { ...sent, status: 'sent', endedAs: 'enteredInError' },
  ];
  expect(count([lastMinute, nextYear, ...others]).sent).toBe(1);
  expect(count([lastMinute, nextYear, ...others], 2027).sent).toBe(1);
});
