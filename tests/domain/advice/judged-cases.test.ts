import { describe, expect, it } from 'vitest';
import { adviseCase, catalogue, getItem, judgedCases } from './advice-seeds.ts';

/** Whether an acceptable programme stands among the first three. */
function isHelped(case_: (typeof judgedCases)[number], fiscalYear: number): boolean {
  const acceptable = new Set(case_.acceptable.map(({ programme }) => programme));
  return adviseCase(case_, { fiscalYear })
    .suggestions.slice(0, 3)
    .some(({ programme }) => acceptable.has(programme));
}

describe('the thirty judged cases', () => {
  it('are thirty, in the codes of the questionnaire and the keys of the report', () => {
    expect(new Set(judgedCases.map(({ id }) => id)).size).toBe(30);
    const codesOf = (item: string) => getItem(item).options?.map(({ code }) => code) ?? [];
    const keys = catalogue.programmes.map(({ key }) => key);
    for (const { id, account, issues, acceptable } of judgedCases) {
      for (const [item, code] of Object.entries(account)) expect(codesOf(item), id).toContain(code);
      for (const issue of issues) expect(codesOf('issues'), id).toContain(issue);
      expect(acceptable.length, id).toBeGreaterThan(0);
      for (const { programme, reason } of acceptable) {
        expect(keys, id).toContain(programme);
        expect(reason, id).not.toBe('');
      }
    }
  });

  it('get an acceptable programme among the first three in at least 27', () => {
    const unhelped = judgedCases.filter((case_) => !isHelped(case_, 2013)).map(({ id }) => id);
    expect(unhelped.length, `without: ${unhelped.join(' ')}`).toBeLessThanOrEqual(3);
  });

  it.each([2013, 2014, 2016, 2026, 2040])(
    'show no ended programme above a living one in FY%s',
    (fiscalYear) => {
      for (const case_ of judgedCases) {
        const standings = adviseCase(case_, { fiscalYear }).suggestions.map(({ standing }) => standing);
        const firstEnded = standings.indexOf('ended');
        if (firstEnded >= 0)
          expect(new Set(standings.slice(firstEnded)), case_.id).toEqual(new Set(['ended']));
      }
    },
  );

  it('say of what has ended that it has', () => {
    const inForce = adviseCase(judgedCases[27]!, { fiscalYear: 2026 })
      .suggestions.find(({ programme }) => programme === 'p055')!
      .criteria.find(({ name }) => name === 'inForce');
    expect(inForce).toEqual({
      name: 'inForce',
      state: 'unmet',
      reason: 'isOver',
      grounds: [{ where: 'period', quotation: '24-25' }],
    });
  });
});
