import { describe, expect, it } from 'vitest';
import { computeAgeing, computeOpenLoad } from '#domain/casework/management/backlog.ts';
import type { Company } from '#domain/casework/management/companies.ts';
import {
  computeCoverage,
  countRegister,
  divideRegister,
  readCountCells,
  sumCells,
  toCountLines,
} from '#domain/casework/management/coverage.ts';
import { findWeakStrata, listPlaces, listUnreached, type Wish } from '#domain/casework/management/reach.ts';

function company(id: string, fields: Partial<Company> = {}): Company {
  return {
    id,
    name: id,
    industry: 'retail',
    employees: 'e0_5',
    municipality: 'aomori',
    region: 'tosei',
    isActive: true,
    invented: false,
    ...fields,
  };
}

const census = readCountCells([
  ['retail', '', '', 100],
  ['construction', '', '', 50],
  ['', '', '', 160],
  ['retail', 'e0_5', 'tosei', 40],
  ['retail', 'e0_5', 'sanpachi', 30],
  ['retail', 'e6_10', 'tosei', 25],
  ['construction', 'e0_5', 'tosei', 20],
  ['broken', 1, '', 3],
]);

describe('figures of a census', () => {
  it('are read and kept the same, without lines that are none', () => {
    expect(census).toHaveLength(7);
    expect(readCountCells(toCountLines(census))).toEqual(census);
    expect(readCountCells('none')).toEqual([]);
  });

  it('are summed over the coarsest lines that tell, so that totals beside parts count once', () => {
    expect(sumCells(census, ['industry'], {})).toEqual([
      { codes: { industry: 'retail' }, count: 100 },
      { codes: { industry: 'construction' }, count: 50 },
    ]);
    expect(sumCells(census, [], {})).toEqual([{ codes: {}, count: 160 }]);
    expect(sumCells(census, ['industry'], { region: 'tosei' })).toEqual([
      { codes: { industry: 'retail' }, count: 65 },
      { codes: { industry: 'construction' }, count: 20 },
    ]);
    expect(sumCells(census, ['region'], {})).toEqual([
      { codes: { region: 'tosei' }, count: 85 },
      { codes: { region: 'sanpachi' }, count: 30 },
    ]);
  });
});

describe('coverage', () => {
  const companies = [
    company('a'),
    company('b'),
    company('c', { industry: 'construction' }),
    company('d', { industry: undefined }),
    company('e', { isActive: false }),
  ];

  it('is served of all there are, and says nothing of what no figure tells', () => {
    const served = (id: string): boolean => id !== 'b';
    expect(computeCoverage(companies, served, census, ['industry'], {})).toEqual([
      { codes: { industry: 'retail' }, served: 2, total: 100, share: 0.02 },
      { codes: { industry: 'construction' }, served: 1, total: 50, share: 0.02 },
      { codes: {}, served: 1, total: null, share: null },
    ]);
  });

  it('is invented from those of the register of which all is known', () => {
    expect(countRegister(companies)).toEqual([
      { codes: { industry: 'retail', employees: 'e0_5', region: 'tosei' }, count: 2 },
      { codes: { industry: 'construction', employees: 'e0_5', region: 'tosei' }, count: 1 },
    ]);
  });

  it('is held against the register where there is no census, whatever is not known of a company: never more than all', () => {
    const register = [
      ...companies,
      company('f', { employees: undefined }),
      company('g', { region: undefined, employees: undefined }),
    ];
    const isServed = (id: string): boolean => ['a', 'd', 'e', 'f', 'g'].includes(id);
    const cells = divideRegister(register, isServed);
    const by = (...names: ('industry' | 'employees' | 'region')[]) =>
      computeCoverage(register, isServed, cells, names, {}).map(({ codes, served, total }) => [
        ...names.map((name) => codes[name]),
        served,
        total,
      ]);
    expect(by()).toEqual([[5, 7]]);
    expect(by('industry')).toEqual([
      ['retail', 4, 5],
      ['construction', 0, 1],
      [undefined, 1, null],
    ]);
    expect(by('region')).toEqual([
      ['tosei', 4, 6],
      [undefined, 1, null],
    ]);
    expect(by('industry', 'employees', 'region').slice(0, 2)).toEqual([
      ['retail', 'e0_5', 'tosei', 2, 3],
      ['construction', 'e0_5', 'tosei', 0, 1],
    ]);
    expect(computeCoverage(register, isServed, cells, ['industry'], { region: 'tosei' })).toMatchObject([
      { codes: { industry: 'retail' }, served: 3, total: 4, share: 0.75 },
      { codes: { industry: 'construction' }, served: 0, total: 1 },
      { served: 1, total: null },
    ]);
  });
});

describe('whom to go to', () => {
  const many = (prefix: string, count: number, fields: Partial<Company>): Company[] =>
    Array.from({ length: count }, (_, index) => company(`${prefix}${index}`, fields));
  const companies = [
    ...many('r', 10, {}),
    ...many('c', 10, { industry: 'construction' }),
    ...many('f', 10, { industry: 'fisheries', municipality: 'hachinohe', region: 'sanpachi' }),
  ];
  const served = new Set(['r0', 'r1', 'r2', 'r3', 'r4', 'c0']);
  const isServed = (id: string): boolean => served.has(id);
  const cells = divideRegister(companies, isServed);
  const wish = (companyId: string, at: string, urgency: Wish['urgency'] = 'now'): Wish => ({
    companyId,
    at,
    urgency,
  });
  const wishes = [
    wish('f1', '2026-09-02T00:00:00.000Z'),
    wish('f2', '2026-09-01T00:00:00.000Z', 'withinYear'),
    wish('f2', '2026-10-01T00:00:00.000Z', 'now'),
    wish('c0', '2026-09-01T00:00:00.000Z'),
    wish('c1', '2026-08-01T00:00:00.000Z'),
    wish('r9', '2026-08-01T00:00:00.000Z'),
    wish('c2', '2026-07-01T00:00:00.000Z', 'withinYear'),
  ];

  it('is who wished for it in a weak stratum and had no contact, the urgent first, then the weakest stratum', () => {
    const strata = findWeakStrata(companies, isServed, cells, {});
    expect(strata.overall).toMatchObject({ served: 6, total: 30, share: 0.2 });
    expect(strata.weak.map(({ codes, share }) => [codes.industry, share])).toEqual([
      ['fisheries', 0],
      ['construction', 0.1],
    ]);
    const found = listUnreached(companies, wishes, strata, isServed, {});
    expect(found.map(({ company: { id }, wish: { urgency } }) => [id, urgency])).toEqual([
      ['f1', 'now'],
      ['f2', 'now'],
      ['c1', 'now'],
      ['c2', 'withinYear'],
    ]);
    expect(listUnreached(companies, wishes, strata, isServed, { region: 'tosei' })).toHaveLength(2);
  });

  it('names the places where nobody has been', () => {
    expect(listPlaces(companies, wishes, isServed, {})).toEqual([
      { municipality: 'hachinohe', companies: 10, served: 0, wishing: 2 },
      { municipality: 'aomori', companies: 20, served: 6, wishing: 3 },
    ]);
  });
});

describe('what is open', () => {
  const item = (since: string, owner?: string, dueDate?: string) => ({
    id: since,
    companyId: undefined,
    since,
    owner,
    dueDate,
  });

  it('is told by its age, what is overdue and what nobody has', () => {
    const items = [
      item('2026-11-30', 'sato'),
      item('2026-11-27'),
      item('2026-11-23', 'sato', '2026-11-29'),
      item('2026-08-01', 'kudo', '2026-12-01'),
      item('2026-12-02'),
    ];
    expect(computeAgeing(items, '2026-11-30')).toEqual({
      total: 5,
      bands: [3, 1, 0, 0, 1],
      overdue: 1,
      oldest: 121,
      unassigned: 2,
    });
    expect(computeAgeing([], '2026-11-30').oldest).toBeNull();
  });

  it('is told per person in the order of the people, never by amount', () => {
    const leads = [item('2026-11-01', 'kudo'), item('2026-11-02', 'kudo'), item('2026-11-02')];
    expect(
      computeOpenLoad(['sato', 'kudo'], {
        leads,
        steps: [item('2026-11-01', 'sato')],
        visits: [{ owners: ['kudo', 'sato'] }],
      }),
    ).toEqual([
      { userId: 'sato', leads: 0, steps: 1, visits: 1 },
      { userId: 'kudo', leads: 2, steps: 0, visits: 1 },
    ]);
  });
});
