import { describe, expect, it } from 'vitest';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import {
  countFacets,
  filterProgrammes,
  getCostBand,
  getPeriodBand,
  type ProgrammeFilter,
} from '#domain/catalogue/search/search-filter.ts';
import { buildProgrammeIndex, searchProgrammes } from '#domain/catalogue/search/search.ts';
import { REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';

const hits = searchProgrammes(buildProgrammeIndex(parseReport(REPORT_TEXT).programmes), '');
const pages = (filter: ProgrammeFilter, fiscalYear = 2013) =>
  filterProgrammes(hits, filter, fiscalYear).map(({ programme }) => programme.page);

describe('filterProgrammes', () => {
  it('keeps a policy, also where a programme is listed again, a pillar, a department', () => {
    expect(pages({ policy: 8 })).toEqual([148, 149, 150, 151, 152, 153]);
    expect(pages({ policy: 2 })).toHaveLength(24);
    expect(pages({ policy: 2 })).toContain(33);
    expect(pages({ pillar: '4-4' })).toEqual([98, 99, 100]);
    expect(pages({ department: '国際経済課' })).toHaveLength(6);
    expect(pages({ policy: 4, department: '監理課' })).toEqual([97]);
  });

  it('keeps under a pillar what is listed there again, with a sheet or with all of its policy', () => {
    expect(pages({ pillar: '5-2' })).toEqual(expect.arrayContaining([86, 91, 93, 94]));
    expect(pages({ policy: 2, pillar: '2-2' })).toContain(33);
    expect(pages({ pillar: '6-1' })).toEqual(expect.arrayContaining([36, 37, 114, 140, 146]));
    expect(pages({ pillar: '5-1' })).not.toContain(86);
  });

  it('keeps what is in force or ended in the year it is', () => {
    expect(pages({ state: 'ended' })).toEqual([28]);
    expect(pages({ state: 'inForce' })).toHaveLength(118);
    expect(pages({ state: 'inForce' }, 2026)).toContain(48);
    expect(pages({ state: 'ended' }, 2026)).toContain(55);
  });

  it('keeps lengths of period, cost bands and marks', () => {
    expect(pages({ period: 'open' })).toContain(48);
    expect(pages({ period: 'oneYear' })).toEqual(expect.arrayContaining([22, 24, 139]));
    expect(pages({ cost: 'from100m' })).toContain(66);
    expect(pages({ mark: 'foundation' })).toContain(54);
  });

  it('knows the edges of its bands', () => {
    expect([null, 0, 999, 1_000, 9_999, 10_000, 99_999, 100_000].map(getCostBand)).toEqual([
      'none',
      'under1m',
      'under1m',
      'under10m',
      'under10m',
      'under100m',
      'under100m',
      'from100m',
    ]);
    const band = (end: number | null) => getPeriodBand({ raw: '', start: 2000, end, open: end === null });
    expect([2000, 2001, 2002, 2003, 2009, 2010, null].map(band)).toEqual([
      'oneYear',
      'upTo3Years',
      'upTo3Years',
      'upTo10Years',
      'upTo10Years',
      'over10Years',
      'open',
    ]);
  });
});

describe('countFacets', () => {
  it('counts each value as choosing it would show, the other filters kept', () => {
    const filters: ProgrammeFilter[] = [
      {},
      { policy: 4 },
      { policy: 5, cost: 'under10m' },
      { department: '地域産業課', state: 'inForce', mark: 'foundation' },
    ];
    for (const filter of filters) {
      const counts = countFacets(hits, filter, 2013);
      for (const [facet, values] of Object.entries(counts)) {
        for (const [value, count] of values) {
          expect(
            pages({ ...filter, [facet]: value }).length,
            `${JSON.stringify(filter)} ${facet} ${value}`,
          ).toBe(count);
        }
      }
    }
  });

  it('names no value that would show nothing, and counts every programme where it stands once', () => {
    const { state, cost, period, department, policy } = countFacets(hits, {}, 2013);
    const sum = (counts: ReadonlyMap<unknown, number>) =>
      [...counts.values()].reduce((total, count) => total + count, 0);
    expect(Object.fromEntries(state)).toEqual({ inForce: 118, ended: 1 });
    expect([sum(cost), sum(period), sum(department)]).toEqual([119, 119, 119]);
    expect(department.size).toBe(21);
    // 119 programmes, 11 repeats, and the row that stands for all seven of policy 7.
    expect(sum(policy)).toBe(137);
  });
});
