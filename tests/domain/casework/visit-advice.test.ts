import { expect, it } from 'vitest';
import { isSameAdvice, recordAdvice } from '#domain/casework/visit-advice.ts';
import { advise, catalogueHash } from '#tests/domain/advice/advice-seeds.ts';

const AT = '2026-11-20T05:30:00.000Z';
const company = { industry: 'manufacturing', employees: 'e21_50' };

it('keeps what the advice rested on, and the state of each criterion of what was shown', () => {
  const advice = advise({ issues: ['sales', 'labour'], company, stage: 'growth', fiscalYear: 2026 });
  const record = recordAdvice(advice, 2, AT);
  expect(record).toMatchObject({
    at: AT,
    edition: 2013,
    editionHash: catalogueHash,
    linksHash: advice.linksHash,
    fiscalYear: 2026,
    company,
    stage: 'growth',
    issues: ['labour', 'sales'],
  });
  expect(record.programmes.map(({ key }) => key)).toEqual(
    advice.suggestions.slice(0, 2).map(({ programme }) => programme),
  );
  expect(Object.keys(record.programmes[0]!.criteria)).toEqual([
    'issue',
    'industry',
    'size',
    'place',
    'stage',
    'inForce',
  ]);
});

it('keeps the notes that decided between equals, but is no other for notes that changed nothing', () => {
  const plain = recordAdvice(advise({ issues: ['sales'] }), 5, AT);
  const noted = advise({ issues: ['sales'], situation: '首都圏に売りたいが商談に慣れていない' });
  expect(plain.situation).toBeUndefined();
  expect(recordAdvice(noted, 5, AT).situation).toBe('首都圏に売りたいが商談に慣れていない');
  expect(isSameAdvice(plain, { ...plain, situation: 'ほかのことば' })).toBe(true);
});

it('is the same when asked again with the same, at another time', () => {
  const record = recordAdvice(advise({ issues: ['sales', 'labour'] }), 5, AT);
  expect(
    isSameAdvice(
      record,
      recordAdvice(advise({ issues: ['labour', 'sales'] }), 5, '2026-11-21T00:00:00.000Z'),
    ),
  ).toBe(true);
  expect(isSameAdvice(record, recordAdvice(advise({ issues: ['labour'] }), 5, AT))).toBe(false);
  expect(isSameAdvice(record, recordAdvice(advise({ issues: ['sales', 'labour'] }), 6, AT))).toBe(false);
});
