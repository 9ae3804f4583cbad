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

/** Whether it was tuned to; or only words were added from it; or nothing was. */
function shareOf({ heldOut, untouched }: { heldOut?: boolean; untouched?: boolean }): string {
  if (untouched) return 'untouched';
  return heldOut ? 'heldOut' : 'tuned';
}

/** The phrases that people judged, and which programmes answer them. */
const phrases = JSON.parse(
  readFileSync(new URL('../../../seeds/judged-phrases.json', import.meta.url), 'utf8'),
) as { phrase: string; heldOut?: boolean; untouched?: boolean; acceptable: string[] }[];

describe('the five hundred and thirty-seven judged cases', () => {
  it('are so many, 114 held out and 116 untouched, in the codes of the questionnaire and the keys of the report', () => {
    expect(new Set(judgedCases.map(({ id }) => id)).size).toBe(537);
    expect(judgedCases.filter(({ heldOut }) => heldOut)).toHaveLength(114);
    expect(judgedCases.filter(({ untouched }) => untouched)).toHaveLength(116);
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

  /*
   * The last 100 cases and 119 phrases, and the 160 and 155 before them, are four sets in four voices each, written before
   * a look at the words and the formula; how many were helped at first look stands in `seeds/README.md`. The second half
   * of three of the sets is held out: it was looked at once, at the end, and a few words were moved afterwards.
   *
   * Both years, as nearly all programmes have ended by 2026. At first look, before words were added and the constants
   * chosen anew, 24 of the 25 tuned cases of the last round were helped, and 21 of its 25 untouched ones (25 when words
   * had been added without a look at them); of the round before 26 of 30 and 24 of 30, of the one before that 37 of 50
   * and 21 of 25.
   */
  it.each([
    { share: 'tuned', fiscalYear: 2013, least: 305 },
    { share: 'tuned', fiscalYear: 2026, least: 305 },
    { share: 'heldOut', fiscalYear: 2013, least: 112 },
    { share: 'heldOut', fiscalYear: 2026, least: 112 },
    { share: 'untouched', fiscalYear: 2013, least: 115 },
    { share: 'untouched', fiscalYear: 2026, least: 115 },
  ])(
    'get an acceptable programme among the first three ($share, FY$fiscalYear) in $least or more',
    ({ share, fiscalYear, least }) => {
      const its = judgedCases.filter((case_) => shareOf(case_) === share);
      const unhelped = its.filter((case_) => !isHelped(case_, fiscalYear)).map(({ id }) => id);
      expect(its.length - unhelped.length, `without: ${unhelped.join(' ')}`).toBeGreaterThanOrEqual(least);
    },
  );

  it('are helped by the words of the sheets alone where a centre has no vocabulary', () => {
    const helped = judgedCases.filter((case_) => {
      const acceptable = new Set(case_.acceptable.map(({ programme }) => programme));
      return adviseCase(case_, { vocabulary: [] })
        .suggestions.slice(0, 3)
        .some(({ programme }) => acceptable.has(programme));
    });
    expect(helped.length).toBeGreaterThanOrEqual(122);
  });

  it.each([2013, 2014, 2016, 2026, 2040])(
    'show no ended programme above a living one that fits, and no mismatch above a fit, in FY%s',
    (fiscalYear) => {
      // Every sixth: the rule does not hang on what was said.
      for (const case_ of judgedCases.filter((_, at) => at % 6 === 0)) {
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

describe('the judged phrases', () => {
  const prepared = prepareVocabulary(vocabulary);

  /*
   * At first look 42 and 43 of the 50 tuned ones of the last round and 42 and 41 of its 50 untouched ones led there
   * (FY2013, FY2026), of the round before 50 of 74 and 25 of 37. The last 120 tuned ones were written while words
   * were added, to see what was still missing: 49 of 60, and 53 of 60 at the second look.
   */
  it.each([
    { share: 'tuned', fiscalYear: 2013, most: 0.05 },
    { share: 'tuned', fiscalYear: 2026, most: 0.05 },
    { share: 'heldOut', fiscalYear: 2013, most: 0.05 },
    { share: 'heldOut', fiscalYear: 2026, most: 0.05 },
    { share: 'untouched', fiscalYear: 2013, most: 0.1 },
    { share: 'untouched', fiscalYear: 2026, most: 0.1 },
  ])(
    'lead to a programme that helps, among the first three ($share, FY$fiscalYear), all but $most of them',
    ({ share, fiscalYear, most }) => {
      const its = phrases.filter((one) => shareOf(one) === share);
      const lost = its.filter(({ phrase, acceptable }) => {
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
      expect(lost.length / its.length, lost.map(({ phrase }) => phrase).join(' ')).toBeLessThanOrEqual(most);
    },
  );
});
