import { expect, it } from 'vitest';
import { composeConsentRecord, consentOfMark } from '#domain/casework/consent-record.ts';

const NOW = '2026-11-30T00:00:00.000Z';
const given = (id: string, at: string, fields = {}) => ({
  id,
  fields: { act: 'given' as const, accountId: 'a', at, ...fields },
});

it('tells each consent in the order of time with how it stands and what was handed over under it', () => {
  const { entries, loose, looseHandedOver } = composeConsentRecord(
    [
      given('late', '2026-11-20T00:00:00.000Z'),
      given('early', '2026-11-01T00:00:00.000Z'),
      given('old', '2025-11-01T00:00:00.000Z', { expiresAt: '2026-11-01T00:00:00.000Z' }),
      { id: 'w', fields: { act: 'withdrawn', withdraws: 'early', at: '2026-11-10T00:00:00.000Z' } },
      { id: 'x', fields: { act: 'withdrawn', withdraws: 'elsewhere', at: '2026-11-11T00:00:00.000Z' } },
    ],
    [],
    [
      { consentId: 'early', id: 'p1' },
      { consentId: 'elsewhere', id: 'p2' },
    ],
    NOW,
  );
  expect(entries.map(({ id, state, handedOver }) => [id, state, handedOver.map((each) => each.id)])).toEqual([
    ['old', 'expired', []],
    ['early', 'withdrawn', ['p1']],
    ['late', 'stands', []],
  ]);
  expect(entries[1]!.withdrawals).toHaveLength(1);
  expect(loose.map(({ withdraws }) => withdraws)).toEqual(['elsewhere']);
  expect(looseHandedOver.map(({ id }) => id)).toEqual(['p2']);
});

it('counts the mark of a lead as a consent where there is no row of it, and only there', () => {
  const lead = {
    id: 'lead',
    fields: {
      consentGiven: true,
      consentAt: '2026-11-05T00:00:00.000Z',
      consentScope: '連絡してよい',
      source: 'survey' as const,
    },
  };
  expect(composeConsentRecord([], [lead], [], NOW).entries).toMatchObject([
    { id: 'lead', state: 'stands', given: { method: 'online', scope: '連絡してよい' } },
  ]);
  const row = given('row', '2026-11-05T00:00:00.000Z', { leadId: 'lead' });
  expect(composeConsentRecord([row], [lead], [], NOW).entries.map(({ id }) => id)).toEqual(['row']);
  expect(consentOfMark('lead', { consentGiven: false })).toBeUndefined();
});
