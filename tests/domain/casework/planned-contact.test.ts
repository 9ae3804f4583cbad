import { expect, it } from 'vitest';
import { planContact } from '#domain/casework/planned-contact.ts';
import type { Lead } from '#domain/records/lead.ts';

const plan = (fields: Partial<Lead>, today = '2026-11-30', leadDays: number | undefined = 3) =>
  planContact({ id: 'lead', fields: { consentGiven: true, ...fields } }, { leadDays, today });

it('tells nothing but that it stopped where there is no consent, whatever else is said', () => {
  expect(plan({ consentGiven: false, status: 'inProgress', dueDate: '2026-12-01' })).toEqual({
    state: 'stopped',
  });
  expect(plan({ consentGiven: undefined as never, status: 'won' })).toEqual({ state: 'stopped' });
});

it('tells that it is over, that it has begun, and until when it is open', () => {
  expect(plan({ status: 'won' })).toEqual({ state: 'over' });
  expect(plan({ status: 'closed' })).toEqual({ state: 'over' });
  expect(plan({ status: 'inProgress', dueDate: '2026-12-01' })).toMatchObject({ state: 'begun' });
  expect(plan({ dueDate: '2026-11-30' })).toEqual({
    state: 'open',
    due: '2026-11-30',
    days: undefined,
    isLate: false,
  });
});

it('is late from the day after the due day on', () => {
  expect(plan({ dueDate: '2026-11-30' }, '2026-12-01')).toMatchObject({ isLate: true });
});
