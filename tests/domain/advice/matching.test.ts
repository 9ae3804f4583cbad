import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#domain/canonical/json.ts';
import type { IssueProgrammeLink } from '#domain/catalogue/issue-links.ts';
import { getCompanyAttributes, judgeSize } from '#domain/advice/matching-account.ts';
import type { CriterionName } from '#domain/records/visit.ts';
import type { Criterion } from '#domain/advice/matching-criterion.ts';
import { INDUSTRY_TERMS, PLACE_TERMS } from '#domain/advice/matching-terms.ts';
import type { AdviceRequest } from '#domain/advice/matching.ts';
import type { Suggestion } from '#domain/advice/matching-suggestion.ts';
import { advise, catalogue, catalogueHash, getItem, links } from './advice-seeds.ts';

/** One link from `other` to every programme, so that each sheet can be judged. */
const everywhere: IssueProgrammeLink[] = catalogue.programmes.map(({ key, name }) => ({
  issue: 'other',
  programme: key,
  weight: 1,
  quotation: name,
}));

function suggestionFor(programme: string, request: Partial<AdviceRequest>): Suggestion {
  const found = advise({ links: everywhere, issues: ['other'], ...request }).suggestions.find(
    (one) => one.programme === programme,
  );
  if (!found) throw new Error(`${programme} is not suggested`);
  return found;
}

function criterionOf(programme: string, name: CriterionName, request: Partial<AdviceRequest>): Criterion {
  return suggestionFor(programme, request).criteria.find((criterion) => criterion.name === name)!;
}

/** The pages whose sheets restrict something, as far as `request` meets, fails or cannot settle it. */
function pagesWhere(
  name: CriterionName,
  reason: Criterion['reason'],
  request: Partial<AdviceRequest>,
): number[] {
  return advise({ links: everywhere, issues: ['other'], ...request })
    .suggestions.filter(({ criteria }) =>
      criteria.some((criterion) => criterion.name === name && criterion.reason === reason),
    )
    .map(({ programme }) => Number(programme.slice(1)))
    .sort((a, b) => a - b);
}

describe('a suggestion', () => {
  it('rests on the link and its quotation', () => {
    const suggestion = advise({ issues: ['continuity'] }).suggestions.find(
      ({ programme }) => programme === 'p055',
    )!;
    expect(suggestion.criteria.map(({ name }) => name)).toEqual([
      'issue',
      'industry',
      'size',
      'place',
      'stage',
      'inForce',
    ]);
    expect(suggestion.criteria[0]).toEqual({
      name: 'issue',
      state: 'met',
      reason: 'linked',
      grounds: [
        {
          where: 'description',
          quotation: '実際にＢＣＰを策定してもらうための実践塾を開催した',
          issue: 'continuity',
          weight: 3,
        },
      ],
    });
  });

  it('does not put words of an older edition into the mouth of the sheet', () => {
    const known = links.find(({ programme }) => programme === 'p055')!;
    const older: IssueProgrammeLink = {
      ...known,
      issue: 'other',
      weight: 3,
      quotation: '去年の個票のことば',
    };
    const suggestion = advise({ links: [known, older], issues: [known.issue, 'other'] }).suggestions[0]!;
    expect(suggestion.points).toBeGreaterThanOrEqual(known.weight + older.weight);
    expect(suggestion.criteria[0]!.grounds.map(({ quotation }) => quotation)).toEqual([known.quotation]);
  });

  it('quotes the sheet word for word wherever it says for whom a programme is', () => {
    const sheets = new Map(catalogue.programmes.map((programme) => [programme.key, programme]));
    const { suggestions } = advise({ links: everywhere, issues: ['other'] });
    expect(suggestions).toHaveLength(119);
    for (const { programme, criteria } of suggestions) {
      const { name, description, regionalOffice, period } = sheets.get(programme)!;
      const sheet = {
        name,
        description,
        regionalOffice: regionalOffice ?? '',
        period: period.raw,
        result: '',
        history: '',
      };
      for (const { grounds } of criteria)
        for (const { where, quotation } of grounds) expect(sheet[where]).toContain(quotation);
    }
  });

  it('comes only by a link: no issue, no advice', () => {
    expect(advise({ issues: [] }).suggestions).toEqual([]);
    expect(advise({ issues: ['none', 'somethingElse'] }).suggestions).toEqual([]);
    expect(
      advise({ issues: ['overseas'] })
        .suggestions.map(({ programme }) => programme)
        .toSorted(),
    ).toEqual(['p148', 'p149', 'p150', 'p151', 'p152', 'p153']);
  });
});

describe('the industry', () => {
  it('is read from those whom the sheet addresses', () => {
    expect(pagesWhere('industry', 'fits', { company: { industry: 'construction' } })).toEqual([
      56, 97, 116, 117,
    ]);
    expect(pagesWhere('industry', 'fits', { company: { industry: 'information' } })).toEqual([95]);
    expect(pagesWhere('industry', 'fits', { company: { industry: 'accommodation' } })).toEqual([139]);
    // Their subject is food or farming, their door is open to everybody.
    for (const key of ['p098', 'p115', 'p142']) {
      expect(criterionOf(key, 'industry', { company: { industry: 'construction' } }).reason).toBe(
        'unrestricted',
      );
    }
  });

  it('stays open where the words name only a part of it, or the company none', () => {
    const reasonFor = (industry?: string) =>
      criterionOf('p113', 'industry', { company: industry === undefined ? {} : { industry } });
    expect(reasonFor('manufacturing')).toMatchObject({ state: 'unknown', reason: 'partly' });
    expect(reasonFor('construction')).toMatchObject({ state: 'unmet', reason: 'doesNotFit' });
    expect(reasonFor()).toMatchObject({ state: 'unknown', reason: 'notKnown' });
    expect(reasonFor('construction').grounds[0]).toMatchObject({
      where: 'name',
      quotation: '水産加工ビジネス多様化支援事業',
    });
  });

  it('and the place are in the codes of the questionnaire', () => {
    const industries = getItem('industry').options!.map(({ code }) => code);
    for (const { fits } of INDUSTRY_TERMS) for (const code of fits) expect(industries).toContain(code);
    const regions = new Set(getItem('municipality').options!.map(({ attributes }) => attributes?.['region']));
    for (const { fits } of PLACE_TERMS) for (const code of fits) expect(regions).toContain(code);
  });
});

describe('the place', () => {
  it('restricts what a regional office runs and what names a region', () => {
    expect(pagesWhere('place', 'fits', { company: { region: 'sanpachi' } })).toEqual([
      35, 105, 109, 110, 120, 132,
    ]);
    expect(pagesWhere('place', 'fits', { company: { region: 'chunan' } })).toEqual([143]);
    expect(criterionOf('p035', 'place', { company: { region: 'shimokita' } })).toEqual({
      name: 'place',
      state: 'unmet',
      reason: 'doesNotFit',
      grounds: [{ where: 'regionalOffice', quotation: '三八地域県民局' }],
    });
  });

  it('does not take a market, a station or a site for a place', () => {
    const restricted = pagesWhere('place', 'doesNotFit', { company: { region: 'kamikita' } });
    for (const page of [103, 106, 122, 136, 146]) expect(restricted).not.toContain(page);
    expect(pagesWhere('place', 'partly', { company: { region: 'kamikita' } })).toEqual([75]);
  });
});

describe('the size', () => {
  it('follows the law: twenty people, five in commerce and services', () => {
    const small = (industry: string | undefined, employees: string) =>
      judgeSize('small', { ...(industry && { industry }), employees });
    expect(small('manufacturing', 'e11_20')).toBe('met');
    expect(small('manufacturing', 'e21_50')).toBe('unmet');
    expect(small('trade', 'e0_5')).toBe('met');
    expect(small('trade', 'e6_10')).toBe('unmet');
    expect(small('information', 'e6_10')).toBe('unknown');
    expect(small(undefined, 'e6_10')).toBe('unknown');
    expect(judgeSize('small', { industry: 'manufacturing', employeeCount: 21 })).toBe('unmet');
    expect(judgeSize('small', { industry: 'manufacturing' })).toBe('unknown');
  });

  it('excludes nobody from 中小企業 by people alone: a small capital is enough', () => {
    expect(judgeSize('sme', { industry: 'manufacturing', employeeCount: 300 })).toBe('met');
    expect(judgeSize('sme', { industry: 'manufacturing', employeeCount: 301 })).toBe('unknown');
    expect(judgeSize('sme', { industry: 'trade', employees: 'e51_100' })).toBe('unknown');
  });

  it('of 小規模企業者 is asked for only by those that say so', () => {
    const big = { company: { industry: 'manufacturing', employees: 'e101_over' } };
    expect(pagesWhere('size', 'doesNotFit', big)).toEqual([49, 50, 67, 68]);
    expect(
      criterionOf('p070', 'size', { company: { industry: 'manufacturing', employees: 'e51_100' } }),
    ).toMatchObject({ state: 'met', reason: 'fitsMost' });
  });
});

describe('the stage', () => {
  it('parts founding, growing and rebuilding', () => {
    expect(pagesWhere('stage', 'doesNotFit', { stage: 'established' })).toEqual(
      expect.arrayContaining([71, 73, 79, 81, 96, 131]),
    );
    expect(criterionOf('p054', 'stage', { stage: 'startup' }).state).toBe('met');
    expect(criterionOf('p054', 'stage', { stage: 'renewal' }).state).toBe('met');
    expect(criterionOf('p131', 'stage', {})).toMatchObject({ state: 'unknown', reason: 'notKnown' });
    // One of its credit lines is for the earthquake, the whole is not.
    expect(criterionOf('p066', 'stage', { stage: 'established' }).reason).toBe('unrestricted');
  });
});

describe('the order', () => {
  const company = { industry: 'construction', employees: 'e21_50', region: 'sanpachi' };

  it('puts what does not fit behind what does, however strongly it is linked', () => {
    const { suggestions } = advise({ company, issues: ['sales', 'newproducts'], stage: 'established' });
    const isFitting = ({ criteria }: Suggestion) =>
      criteria.every(({ name, state }) => name === 'inForce' || state !== 'unmet');
    const fitting = suggestions.filter(({ standing }) => standing === 'inForce').map(isFitting);
    expect(fitting).toEqual(fitting.toSorted((a, b) => Number(b) - Number(a)));
    expect(fitting).toContain(false);
  });

  it('puts the programme made for the industry before a general one that is linked as strongly', () => {
    const keys = advise({ company, issues: ['newproducts'] }).suggestions.map(({ programme }) => programme);
    expect(keys.indexOf('p116')).toBeLessThan(keys.indexOf('p083'));
  });

  it('lets what was said lift a programme over one that is linked as strongly, and over a stronger one', () => {
    const keys = (situation?: string) =>
      advise({ issues: ['labour'], ...(situation && { situation }) }).suggestions.map(
        ({ programme }) => programme,
      );
    expect(keys().indexOf('p030')).toBeGreaterThan(2);
    expect(keys('障害のある人を雇いたい')[0]).toBe('p030');
  });

  it('brings in what no link names when it is said in so many words', () => {
    const keys = (situation: string) =>
      advise({ issues: ['sales'], situation }).suggestions.map(({ programme }) => programme);
    expect(keys('商店街の空き店舗が増えた').slice(0, 3)).toContain('p062');
    expect(keys('天気の話をした')).not.toContain('p062');
  });

  it('is not decided by words of what is said to be no problem', () => {
    const keys = (situation: string) =>
      advise({ vocabulary: [], issues: [], situation }).suggestions.map(({ programme }) => programme);
    expect(keys('保証の融資を受けたい')).toContain('p066');
    expect(keys('保証の融資は足りている')).toEqual([]);
    expect(keys('保証の融資ではなく、商店街の街づくり')).not.toContain('p066');
  });

  it('leaves what has ended behind what fits and lives: p028 in the very year of the report', () => {
    const fitting = advise({ issues: ['labour'] }).suggestions.filter(({ rank }) => rank === 'touches');
    expect(fitting.at(-1)).toMatchObject({ programme: 'p028', standing: 'ended' });
  });

  it('puts a loan behind everything that fits, unless money is asked for or spoken of', () => {
    const ranks = (request: Partial<AdviceRequest>) =>
      advise(request).suggestions.find(({ programme }) => programme === 'p066')?.rank;
    expect(ranks({ issues: ['costs'] })).toBe('loan');
    expect(ranks({ issues: ['costs', 'finance'] })).toBe('fits');
    expect(ranks({ issues: ['costs'], situation: '資金繰りが苦しい' })).not.toBe('loan');
    const { suggestions } = advise({ issues: ['costs'], fiscalYear: 2026 });
    const at = (key: string) => suggestions.findIndex(({ programme }) => programme === key);
    // Ended but made for it, before a living loan and before the buses.
    expect(at('p046')).toBeLessThan(at('p066'));
    expect(at('p046')).toBeLessThan(at('p040'));
  });

  it('offers no loan first to whoever asks for a grant', () => {
    const ranks = (situation: string) =>
      new Map(
        advise({ issues: ['finance'], situation, fiscalYear: 2026 }).suggestions.map((one) => [
          one.programme,
          one.rank,
        ]),
      );
    expect(ranks('補助金がほしい').get('p066')).toBe('loan');
    expect(ranks('資金繰りが苦しい').get('p066')).toBe('fits');
    expect(ranks('補助金がほしい。資金繰りが苦しい').get('p066')).toBe('fits');
  });

  it('shows a grant paid to a federation behind those that companies can have, unless words speak of it', () => {
    const asked = { issues: ['finance'], fiscalYear: 2026 };
    const { suggestions } = advise({ ...asked, situation: '補助金がほしい' });
    expect(suggestions.find(({ programme }) => programme === 'p049')?.rank).toBe('touches');
    expect(suggestions[0]?.programme).toBe('p078');
    const spoken = advise({ ...asked, situation: '商工会連合会の指定事業費の補助、広域指導センター' });
    expect(spoken.suggestions.find(({ programme }) => programme === 'p049')?.rank).toBe('fits');
  });

  it('leaves a living one that a word calls up behind an ended one that was made for what was said', () => {
    const { suggestions } = advise({
      issues: ['newproducts'],
      situation: '青森市の設備会社。地中熱の工事の仕事を増やしたい',
      fiscalYear: 2026,
    });
    expect(suggestions[0]).toMatchObject({ programme: 'p118', standing: 'ended' });
    const best = suggestions[0]!.points;
    for (const { rank, points } of suggestions)
      if (rank === 'fits') expect(points).toBeGreaterThanOrEqual(0.65 * best);
  });

  it('lets a problem of one precise word count as much as one of ten', () => {
    const words = { issue: 'costs', weight: 3, ja: ['地面の熱'], en: [], sheetWords: ['地中熱'] } as const;
    const { suggestions } = advise({ vocabulary: [words], issues: [], situation: '地面の熱' });
    expect(suggestions[0]).toMatchObject({ programme: 'p118', wordPoints: 5 });
  });

  it('lets the best of each issue come before the third of one', () => {
    const issues = ['labour', 'overseas', 'continuity'];
    const { suggestions } = advise({ issues });
    const byIssue = (one: Suggestion) => one.criteria[0]!.grounds.map(({ issue }) => issue!);
    const seen = new Map<string, number>();
    for (const one of suggestions.filter(({ rank, standing }) => rank === 'fits' && standing === 'inForce')) {
      const its = byIssue(one);
      if (its.every((issue) => (seen.get(issue) ?? 0) >= 2))
        expect([...seen.keys()].sort()).toEqual(issues.toSorted());
      for (const issue of its) seen.set(issue, (seen.get(issue) ?? 0) + 1);
    }
    expect(seen.size).toBe(3);
  });

  it('puts what runs by plan before what had no end when the report was made', () => {
    const of = advise({ issues: ['equipment'], fiscalYear: 2020 }).suggestions.filter(
      ({ rank }) => rank === 'fits',
    );
    const order = ['inForce', 'unconfirmed', 'notYet', 'ended'];
    const standings = of.map(({ standing }) => standing);
    expect(standings).toEqual(standings.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(new Set(standings)).toEqual(new Set(['inForce', 'unconfirmed', 'ended']));
  });
});

describe('advice', () => {
  it('names the edition, the links and what was asked', () => {
    const company = getCompanyAttributes(
      { name: '八戸水産', industry: 'manufacturing', municipality: 'hachinohe' },
      getItem('municipality').options!,
    );
    const { edition, linksHash, asked } = advise({
      company,
      issues: ['sales', 'sales', 'labour'],
      situation: '',
    });
    expect(edition).toEqual({ fiscalYear: 2013, hash: catalogueHash });
    expect(linksHash).toMatch(/^[0-9a-f]{64}$/);
    expect(asked).toEqual({
      company: { industry: 'manufacturing', region: 'sanpachi' },
      issues: ['labour', 'sales'],
      fiscalYear: 2013,
      situation: '',
    });
  });

  it('is the same for the same question, in whatever order it is put, and can be recorded', () => {
    const request = {
      company: { industry: 'trade', employees: 'e0_5' },
      issues: ['sales', 'digital', 'labour'],
      situation: '通販を始めたい',
    };
    const expected = canonicalJson(advise(request));
    const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });
    fc.assert(
      fc.property(
        shuffled(links),
        shuffled(request.issues),
        shuffled(catalogue.programmes),
        (someLinks, issues, programmes) => {
          expect(
            canonicalJson(
              advise({ ...request, links: someLinks, issues, catalogue: { ...catalogue, programmes } }),
            ),
          ).toBe(expected);
        },
      ),
      { seed: 13, numRuns: 15 },
    );
  });

  it('never ranks an ended programme above a living one that fits, nor a mismatch above a fit, whoever asks and whenever', () => {
    const issue = fc.constantFrom(...new Set(links.map((link) => link.issue)));
    fc.assert(
      fc.property(
        fc.uniqueArray(issue, { maxLength: 4 }),
        fc.option(fc.constantFrom(...getItem('industry').options!.map(({ code }) => code)), {
          nil: undefined,
        }),
        fc.integer({ min: 1950, max: 2045 }),
        (issues, industry, fiscalYear) => {
          const { suggestions } = advise({
            issues,
            fiscalYear,
            company: industry === undefined ? {} : { industry },
          });
          const fitting = suggestions.filter(({ rank }) => rank === 'fits');
          expect(suggestions.slice(0, fitting.length)).toEqual(fitting);
          const lives = fitting.map(({ standing }) => standing !== 'ended');
          expect(lives).toEqual(lives.toSorted((a, b) => Number(b) - Number(a)));
          const isUnmet = ({ criteria }: Suggestion) =>
            criteria.some(({ name, state }) => name !== 'inForce' && state === 'unmet');
          expect(suggestions.filter(isUnmet)).toEqual(
            suggestions.slice(suggestions.length - suggestions.filter(isUnmet).length),
          );
        },
      ),
      { seed: 17, numRuns: 60 },
    );
  });
});
