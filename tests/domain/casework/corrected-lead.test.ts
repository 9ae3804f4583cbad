import { expect, it } from 'vitest';
import { planLeadCorrection } from '#domain/casework/corrected-lead.ts';
import type { Lead } from '#domain/records/lead.ts';

const lead = (fields: Partial<Lead>): Lead => ({
  companyName: '八戸水産',
  source: 'survey',
  status: 'new',
  ...fields,
});
const before = lead({
  contactName: '田中',
  contactPhone: '0178-00-0000',
  issues: ['sales'],
  urgency: 'withinYear',
});

it('a lead takes over what the corrected answers say where it still says what they said before', () => {
  const after = lead({
    contactName: '田中',
    contactPhone: '0178-11-1111',
    issues: ['sales', 'finance'],
    urgency: 'now',
    contactEmail: 'tanaka@example.jp',
  });
  expect(planLeadCorrection(before, before, after)).toEqual({
    contactPhone: '0178-11-1111',
    issues: ['sales', 'finance'],
    urgency: 'now',
    contactEmail: 'tanaka@example.jp',
  });
});

it('what a person has entered since stays, and what the answers say no more too', () => {
  const after = lead({ contactPhone: '0178-11-1111', urgency: 'withinYear', issues: ['sales'] });
  expect(planLeadCorrection({ ...before, contactPhone: '090-0000-0000' }, before, after)).toEqual({});
});

it('what a person has taken out of it does not come back by a correction of something else', () => {
  const { contactPhone: _, ...without } = before;
  expect(planLeadCorrection(without, before, { ...before, contactName: '佐々木' })).toEqual({
    contactName: '佐々木',
  });
});

it('its state, its consent and where it came from are never touched', () => {
  const after = lead({
    status: 'closed',
    consentAt: '2026-11-21T00:00:00.000Z',
    responseId: 'other',
    assignedTo: 'other',
  });
  expect(planLeadCorrection({ ...lead({}), assignedTo: 'me' }, lead({}), after)).toEqual({});
});
