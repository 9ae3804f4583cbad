import { expect, it } from 'vitest';
import { listThread } from '#domain/casework/management/decision-thread.ts';

const states = (fields: Parameters<typeof listThread>[0], today = '2026-11-30') =>
  listThread(fields, today).map(({ step, state }) => `${step} ${state}`);

it('lists every step from the number to the result, also those that are missing', () => {
  expect(states({ decidedOn: '2026-06-01' })).toEqual([
    'numbers missing',
    'meeting missing',
    'decision there',
    'measure missing',
    'result later',
  ]);
});

it('takes any of programme, theme and agreement for what it led to', () => {
  for (const fields of [{ programme: 'p' }, { theme: 't' }, { agreement: 'a' }, { partnerId: 'i' }])
    expect(states(fields)).toContain('measure there');
});

it('asks for the result from the next fiscal year on, which begins in April', () => {
  expect(states({ decidedOn: '2026-06-01' }, '2027-03-31')).toContain('result later');
  expect(states({ decidedOn: '2026-06-01' }, '2027-04-01')).toContain('result due');
  expect(states({ decidedOn: '2027-03-31' }, '2027-04-01')).toContain('result due');
  expect(states({ decidedOn: '2026-06-01', outcome: '実施' }, '2026-07-01')).toContain('result there');
});
