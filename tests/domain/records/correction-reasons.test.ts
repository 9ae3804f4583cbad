import { expect, it } from 'vitest';
import { describeReason } from '#domain/records/correction-reasons.ts';

it('puts the reason of a correction that nobody has worded into the reader’s language', () => {
  expect(describeReason('server.duplicate-found', 'ja')).toBe('同じ企業のほかの回答があるため');
  expect(describeReason('server.duplicate-found', 'en')).toBe(
    'There is another response of the same company',
  );
});

it.each([
  'server.duplicate-found',
  'server.duplicate-gone',
  'server.answers-corrected',
  'app.decision-undone',
  'app.assignment-undone',
  'app.conflict-settled',
])('has words for %s, which stands in records', (reason) => {
  expect(describeReason(reason, 'ja')).toMatch(/^[ぁ-んァ-ン一-龠]/);
  expect(describeReason(reason, 'en')).toMatch(/^[A-Z][a-z ]/);
});

it('leaves what people wrote, and what was stored as words before, as it is', () => {
  const before = '訂正された回答に合わせたため / As the corrected answers say';
  for (const reason of ['電話で確認', before, '', 'constructor', 'server.of-a-newer-app'])
    expect([describeReason(reason, 'ja'), describeReason(reason, 'en')]).toEqual([reason, reason]);
});
