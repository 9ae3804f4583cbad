import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hearProblems, listHeardIssues, prepareVocabulary } from '#domain/advice/heard-problems.ts';
import { rankProgrammes } from '#domain/advice/matching.ts';
import { adviseCase, catalogue, getItem, judgedCases, links, vocabulary } from './advice-seeds.ts';

/** Whether an acceptable programme stands among the first three. */
function isHelped(case_: (typeof judgedCases)[number], fiscalYear: number): boolean {
  const acceptable = new Set(case_.acceptable.map(({ programme }) => programme));
  return adviseCase(case_, { fiscalYear })
    .suggestions.slice(0, 3)
    .some(({ programme }) => acceptable.has(programme));
}

/** The phrases that people judged, and which programmes answer them. */
const phrases = JSON.parse(
  readFileSync(new URL('../../../seeds/judged-phrases.json', import.meta.url), 'utf8'),
) as { phrase: string; heldOut?: boolean; acceptable: string[] }[];

describe('the ninety-two judged cases', () => {
  it('are ninety-two, sixty-two of them held out, in the codes of the questionnaire and the keys of the report', () => {
    expect(new Set(judgedCases.map(({ id }) => id)).size).toBe(92);
    expect(judgedCases.filter(({ heldOut }) => heldOut)).toHaveLength(62);
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

  // Both halves and both years, as nearly all programmes have ended by 2026.
  it.each([
    { heldOut: false, fiscalYear: 2013, least: 29 },
    { heldOut: false, fiscalYear: 2026, least: 29 },
    { heldOut: true, fiscalYear: 2013, least: 58 },
    { heldOut: true, fiscalYear: 2026, least: 57 },
  ])(
    'get an acceptable programme among the first three (held out: $heldOut, FY$fiscalYear) in $least or more',
    ({ heldOut, fiscalYear, least }) => {
      const half = judgedCases.filter((case_) => (case_.heldOut ?? false) === heldOut);
      const unhelped = half.filter((case_) => !isHelped(case_, fiscalYear)).map(({ id }) => id);
      expect(half.length - unhelped.length, `without: ${unhelped.join(' ')}`).toBeGreaterThanOrEqual(least);
    },
  );

  it('are helped by the words of the sheets alone where a centre has no vocabulary', () => {
    const helped = judgedCases.filter((case_) => {
      const acceptable = new Set(case_.acceptable.map(({ programme }) => programme));
      return adviseCase(case_, { vocabulary: [] })
        .suggestions.slice(0, 3)
        .some(({ programme }) => acceptable.has(programme));
    });
    expect(helped.length).toBeGreaterThanOrEqual(82);
  });

  it.each([2013, 2014, 2016, 2026, 2040])(
    'show no ended programme above a living one that fits, and no mismatch above a fit, in FY%s',
    (fiscalYear) => {
      for (const case_ of judgedCases) {
        const tiers = adviseCase(case_, { fiscalYear }).suggestions.map(
          ({ rank, standing }) =>
            ['fits', 'touches', 'loan', 'mismatch'].indexOf(rank) * 4 +
            ['inForce', 'unconfirmed', 'notYet', 'ended'].indexOf(standing),
        );
        expect(tiers, case_.id).toEqual(tiers.toSorted((a, b) => a - b));
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

describe('the forty-five judged phrases', () => {
  const prepared = prepareVocabulary(vocabulary);

  it.each([2013, 2026])(
    'lead to a programme that helps, among the first three, in nine of ten (FY%s)',
    (fiscalYear) => {
      for (const heldOut of [false, true]) {
        const half = phrases.filter((one) => (one.heldOut ?? false) === heldOut);
        const lost = half.filter(({ phrase, acceptable }) => {
          const issues = listHeardIssues(hearProblems(prepared, phrase)).map(({ issue }) => issue);
          return !rankProgrammes({
            catalogue,
            links,
            vocabulary,
            company: {},
            issues,
            situation: phrase,
            fiscalYear,
          })
            .slice(0, 3)
            .some(({ programme }) => acceptable.includes(programme));
        });
        expect(lost.length / half.length, lost.map(({ phrase }) => phrase).join(' ')).toBeLessThanOrEqual(
          0.1,
        );
      }
    },
  );
});
