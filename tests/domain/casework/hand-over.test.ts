import { expect, it } from 'vitest';
import { listHeldItems, planHandOver } from '#domain/casework/hand-over.ts';

const AT = '2026-11-20T03:00:00.000Z';
const records = {
  leads: [
    { id: 'l1', fields: { assignedTo: 'sato', status: 'inProgress' as const } },
    { id: 'l2', fields: { assignedTo: 'sato', status: 'won' as const } },
    { id: 'l3', fields: { assignedTo: 'kudo', status: 'assigned' as const } },
  ],
  nextSteps: [
    { id: 's1', fields: { owner: 'sato', status: 'open' as const } },
    { id: 's2', fields: { owner: 'sato', status: 'done' as const } },
  ],
  visits: [
    { id: 'v1', fields: { status: 'planned' as const, participants: ['mikami', 'sato'] } },
    { id: 'v2', fields: { status: 'finished' as const, participants: ['sato'] } },
  ],
  referrals: [
    { id: 'r1', fields: { leadId: 'l1', status: 'sent' as const } },
    { id: 'r3', fields: { status: 'accepted' as const, releasedBy: 'sato' } },
    { id: 'r4', fields: { status: 'sent' as const, leadId: 'l1', releasedBy: 'sato', owner: 'kudo' } },
    { id: 'r2', fields: { leadId: 'l1', status: 'sent' as const, endedAs: 'revoked' as const } },
  ],
};

it('whoever leaves has what is open: leads, promises, visits ahead and referrals that go on', () => {
  expect(listHeldItems(records, 'sato').map(({ record }) => record.id)).toEqual([
    'l1',
    's1',
    'v1',
    'r1',
    'r3',
  ]);
  expect(listHeldItems(records, 'nobody')).toEqual([]);
  // What was handed over once is its new owner's to hand over.
  expect(listHeldItems(records, 'kudo').map(({ record }) => record.id)).toEqual(['l3', 'r4']);
});

it('each goes to the colleague it is given to, and nothing else of it changes', () => {
  const edits = listHeldItems(records, 'sato').map((item) => planHandOver(item, 'sato', 'kudo', AT));
  expect(edits).toEqual([
    { collection: 'leads', id: 'l1', edit: { assignedTo: 'kudo', assignedAt: AT } },
    { collection: 'nextSteps', id: 's1', edit: { owner: 'kudo' } },
    { collection: 'visits', id: 'v1', edit: { participants: ['kudo', 'mikami'] } },
    { collection: 'referrals', id: 'r1', edit: { owner: 'kudo' } },
    { collection: 'referrals', id: 'r3', edit: { owner: 'kudo' } },
  ]);
});
