import { describe, expect, it } from 'vitest';
import { compareProgrammes } from '#client/areas/catalogue/features/programmes/comparison.ts';
import { listMarks } from '#client/areas/catalogue/features/programmes/programme-facts.ts';
import { findFigureLines } from '#client/areas/catalogue/features/programmes/figure-lines.ts';
import { listForWhom } from '#client/areas/catalogue/features/programmes/for-whom.ts';
import {
  changeFacet,
  parseSelection,
  toQuery,
} from '#client/areas/catalogue/features/programmes/programme-filter.ts';
import { formatHistoryYear } from '#client/areas/catalogue/features/programmes/programme-words.ts';
import { formatPeriod } from '#domain/catalogue/period-words.ts';
import { findExcerpt } from '#client/areas/catalogue/features/programmes/search-words.ts';
import type { Catalogue, Period, ProgrammeResult } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { countFacets, filterProgrammes } from '#domain/catalogue/search/search-filter.ts';
import { buildProgrammeIndex, searchProgrammes } from '#domain/catalogue/search/search.ts';
import report from '#seeds/003_a42f7362741e37e4.txt?raw';

const period = (start: number, end: number | null): Period => ({ raw: '', start, end, open: end === null });

describe('a period', () => {
  it.each([
    [2012, 2013, '平成24～25年度', 'FY2012–2013'],
    [2013, 2013, '平成25年度', 'FY2013'],
    [1989, 2017, '平成元～29年度', 'FY1989–2017'],
    [1969, 2017, '昭和44～平成29年度', 'FY1969–2017'],
    [1994, 2024, '平成6～令和6年度', 'FY1994–2024'],
    [1972, null, '昭和47年度～', 'since FY1972'],
  ])('from %s to %s is written %s', (start, end, ja, en) => {
    expect(formatPeriod(period(start, end), 'ja')).toBe(ja);
    expect(formatPeriod(period(start, end), 'en')).toBe(en);
  });
});

it.each([
  ['平成２５年度', 2013, '平成25年度 (2013)', 'FY2013'],
  ['平成２４年度以降', 2012, '平成24年度以降 (2012)', 'FY2012: 平成24年度以降'],
  ['平成２３年度 ～ 平成２４年度', 2011, '平成23年度～平成24年度 (2011)', 'FY2011: 平成23年度～平成24年度'],
  ['', 2014, '平成26年度 (2014)', 'FY2014'],
])('says when a step of a history was in the words of the report: %s', (era, fiscalYear, ja, en) => {
  expect(formatHistoryYear({ era, fiscalYear }, 'ja')).toBe(ja);
  expect(formatHistoryYear({ era, fiscalYear }, 'en')).toBe(en);
});

it('tells a step without a name in a comparison by its text', () => {
  const catalogue = parseReport(report);
  const programmes = ['p072', 'p056'].map((key) =>
    catalogue.programmes.find((programme) => programme.key === key)!,
  );
  const rows = compareProgrammes(catalogue, programmes, 2026, 'ja', {
    state: String,
    mark: String,
    costMissing: '',
  });
  expect(rows.find(({ name }) => name === 'history')!.cells[0]!.at(-1)).toMatch(
    /^平成24年度以降 \(2012\) 平成２２年度及び平成２３年度の融資額に基づき/,
  );
});

it('says a single circle is unclear, and nothing where there is no mark', () => {
  expect(
    listMarks({ priority: 'unknown', mainResult: 'unknown', foundation: 'part', emergencyEmployment: true }),
  ).toEqual(['markUnknown', 'foundationPart', 'emergencyEmployment']);
  expect(
    listMarks({ priority: 'no', mainResult: 'no', foundation: 'none', emergencyEmployment: false }),
  ).toEqual([]);
});

describe('the address of the list', () => {
  const catalogue = {
    policies: [{ number: 2, title: '' }],
    pillars: [{ key: '2-1', policy: 2, title: '' }],
    programmes: [
      { key: 'p031', department: '商工政策課' },
      { key: 'p032', department: '商工政策課' },
    ],
  } as Catalogue;

  it('keeps everything that was chosen', () => {
    const query = {
      q: '融資',
      policy: '2',
      pillar: '2-1',
      department: '商工政策課',
      state: 'ended',
      mark: 'priority',
      period: 'upTo3Years',
      cost: 'from100m',
      favourites: '1',
      edition: '2013',
      visit: 'visit-1',
      compare: 'p031,p032',
    };
    expect(toQuery(parseSelection(query, catalogue))).toEqual(query);
  });

  it('ignores what the edition does not have', () => {
    const query = {
      policy: '9',
      pillar: '9-9',
      department: '外務課',
      cost: 'cheap',
      edition: 'x',
      compare: 'p999,p031',
    };
    expect(parseSelection(query, catalogue)).toEqual({
      text: '',
      filter: {},
      favourites: false,
      compare: ['p031'],
    });
  });

  it('changes one facet alone, so that what is left is what stood beside the choice', () => {
    const filter = { policy: 2, pillar: '2-1', cost: 'none' } as const;
    expect(changeFacet(filter, 'policy', 3)).toEqual({ ...filter, policy: 3 });
    expect(changeFacet(filter, 'policy', undefined)).toEqual({ pillar: '2-1', cost: 'none' });

    const hits = catalogue.programmes.map((programme) => ({ programme }));
    for (const { key: pillar } of catalogue.pillars) {
      for (const [policy, count] of countFacets(hits, { pillar }, 2013).policy) {
        expect(
          filterProgrammes(hits, changeFacet({ pillar }, 'policy', policy), 2013),
          `${pillar} under ${policy}`,
        ).toHaveLength(count);
      }
    }
  });
});

describe('for whom a programme is', () => {
  it.each([
    ['県内で製造業を営む食品製造業者に対し、研修を行う。', ['県内で製造業を営む食品製造業者']],
    ['（１）若手技術者等を対象とした実習、（２）従業員向けの講座', ['若手技術者等', '従業員']],
    ['振興を図るため商工会連合会に対し助成した。', ['商工会連合会']],
    [
      '企業の経営者、従業員を対象とした実習。研究機関、企業等に対する支援',
      ['企業の経営者、従業員', '研究機関、企業等'],
    ],
    ['展示会を開き、企業に対し助言した。', ['企業']],
    ['朝会と経営者向けの講座を行う。', ['経営者']],
    ['ホームページの運営等に係る経費に対し補助する。', []],
    ['これら指導機関に対し補助する。', []],
  ])('%s', (description, expected) => {
    expect(listForWhom(description)).toEqual(expected);
  });
});

describe('a result', () => {
  const result = (value: string, count: number): ProgrammeResult => ({
    kind: 'outcome',
    section: '',
    item: '',
    value,
    quantities: Array.from({ length: count }, () => ({ qualifier: null, number: 1, unit: '' })),
    uncertain: false,
  });

  it('parts figures from their units, as written', () => {
    expect(findFigureLines(result('約１，２００人\n３回', 2))).toEqual([
      { figure: '約１，２００', unit: '人' },
      { figure: '３', unit: '回' },
    ]);
  });

  it('leaves words as they are', () => {
    expect(findFigureLines(result('５１件・５４８名', 2))).toBeUndefined();
    expect(findFigureLines(result('随時', 0))).toBeUndefined();
  });
});

describe('why a programme was found', () => {
  const programmes = parseReport(report).programmes;
  const index = buildProgrammeIndex(programmes);
  const excerptOf = (query: string) => {
    const [hit] = searchProgrammes(index, query);
    return findExcerpt(hit!.programme, hit!.matches);
  };

  it('is not said again where the name says it', () => {
    expect(excerptOf('ガイダンス')).toBeUndefined();
  });

  it('is said with the words around it', () => {
    const excerpt = excerptOf('職業訓練指導員');
    const marked = excerpt!.parts.filter((part) => part.marked).map((part) => part.text);
    expect(marked).toContain('職業訓練指導員');
    expect(excerpt!.parts.map((part) => part.text).join('').length).toBeLessThanOrEqual(66);
  });
});
