import { expect, it } from 'vitest';
import { listOverdueCases } from '#domain/casework/management/meeting-cases.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { Referral } from '#domain/records/referral.ts';

const NOW = '2026-11-30T03:00:00.000Z';
const idOf = (day: string): string =>
  uuidV7(Date.parse(`${day}T01:00:00.000Z`), (count) => new Uint8Array(count));
const lead = (id: string, fields: Partial<Lead>) => ({ id, fields: { status: 'new', ...fields } as Lead });
const referral = (id: string, fields: Partial<Referral>) => ({ id, fields });
const say = (leads: ReturnType<typeof lead>[], referrals: ReturnType<typeof referral>[], leadDays?: number) =>
  listOverdueCases(leads, referrals, { now: NOW, leadDays }).map(
    ({ accountId, lacks, days }) => `${accountId} ${lacks} ${days}`,
  );

it('lists leads past the day that was set or that follows from the setting, and none that are over', () => {
  const leads = [
    lead(idOf('2026-11-02'), { accountId: 'set', dueDate: '2026-11-20' }),
    lead(idOf('2026-11-02'), { accountId: 'automatic' }),
    lead(idOf('2026-11-02'), { accountId: 'today', dueDate: '2026-11-30' }),
    lead(idOf('2026-11-02'), { accountId: 'over', dueDate: '2026-11-20', status: 'won' }),
  ];
  // Three working days after 2 November, with the holiday of the 3rd between.
  expect(say(leads, [], 3)).toEqual(['automatic due 24', 'set due 10']);
  expect(say(leads, [])).toEqual(['set due 10']);
});

it('lists referrals without an answer, a report or their consent, who has waited longest first', () => {
  const at = (day: string) => `${day}T01:00:00.000Z`;
  const sent = (day: string): Partial<Referral> => ({
    status: 'sent',
    sentAt: at(day),
    statusAt: at(day),
    releasedAt: at(day),
  });
  expect(
    say(
      [],
      [
        referral('1', { accountId: 'fresh', ...sent('2026-11-27') }),
        referral('2', { accountId: 'silent', ...sent('2026-11-20') }),
        referral('3', { accountId: 'long', ...sent('2026-10-20') }),
        referral('4', {
          accountId: 'report',
          ...sent('2026-10-20'),
          status: 'accepted',
          statusAt: at('2026-10-28'),
        }),
        referral('5', { accountId: 'waits', releasedAt: at('2026-11-28') }),
        referral('6', { accountId: 'draft' }),
        referral('7', { accountId: 'done', ...sent('2026-10-01'), status: 'completed' }),
      ],
    ),
  ).toEqual(['long pastDue 41', 'report report 33', 'silent answer 10', 'waits waiting 2']);
});
