import { expect, it } from 'vitest';
import { planCalls } from '#domain/casework/management/visit-plan.ts';

it('spreads visits over working days, so many a day', () => {
  // 2026-12-04 is a Friday.
  expect(planCalls(['a', 'b', 'c', 'd', 'e'], '2026-12-04', 2)).toEqual([
    { companyId: 'a', day: '2026-12-04' },
    { companyId: 'b', day: '2026-12-04' },
    { companyId: 'c', day: '2026-12-07' },
    { companyId: 'd', day: '2026-12-07' },
    { companyId: 'e', day: '2026-12-08' },
  ]);
  expect(planCalls(['a'], '2026-12-05', 3)).toEqual([{ companyId: 'a', day: '2026-12-07' }]);
  expect(planCalls([], '2026-12-05', 3)).toEqual([]);
});
