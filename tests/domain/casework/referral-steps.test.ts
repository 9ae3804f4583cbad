import { expect, it } from 'vitest';
import { listReferralSteps } from '#domain/casework/referral-steps.ts';

const [first, then, last] = [
  '2026-11-24T05:10:00.000Z',
  '2026-11-26T02:20:00.000Z',
  '2026-11-27T00:00:00.000Z',
] as const;

it('tells steps in the order of time, and of one moment as one follows from the other', () => {
  const steps = listReferralSteps({
    history: {
      b: { state: 'completed', at: last },
      a: { state: 'accepted', at: then, from: '工藤' },
      s: { state: 'sent', at: first },
    },
    sentAt: first,
    releasedAt: first,
    companyWord: 'helped',
    companyWordAt: last,
    closedAt: last,
  });
  expect(steps.map((step) => (step.what === 'answered' ? step.answer.state : step.what))).toEqual([
    'made',
    'handedOver',
    'accepted',
    'completed',
    'companyWord',
    'closed',
  ]);
});

it('tells nothing of one that was never let go', () => {
  expect(listReferralSteps({ about: '設備', companyWordAt: last })).toEqual([]);
});
