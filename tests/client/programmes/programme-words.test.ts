import { describe, expect, it } from 'vitest';
import { listMarks } from '#client/features/programmes/programme-facts.ts';
import { parseSelection, toQuery } from '#client/features/programmes/programme-filter.ts';
import { formatPeriod } from '#client/features/programmes/programme-words.ts';
import type { Catalogue, Period } from '#domain/catalogue/model.ts';

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

it('says a single circle is unclear, and nothing where there is no mark', () => {
  expect(listMarks({ priority: 'unknown', mainResult: 'unknown', foundation: 'part', emergencyEmployment: true })).toEqual([
    'markUnknown',
    'foundationPart',
    'emergencyEmployment',
  ]);
  expect(listMarks({ priority: 'no', mainResult: 'no', foundation: 'none', emergencyEmployment: false })).toEqual([]);
});

it('keeps search and filters in the address, and ignores what the edition does not have', () => {
  const catalogue = {
    policies: [{ number: 2, title: '' }],
    pillars: [{ key: '2-1', policy: 2, title: '' }],
    programmes: [{ department: '商工政策課' }],
  } as Catalogue;
  const query = { q: '融資', policy: '2', pillar: '2-1', department: '商工政策課' };
  expect(toQuery(parseSelection(query, catalogue))).toEqual(query);
  expect(parseSelection({ policy: '9', pillar: '9-9', department: '外務課' }, catalogue)).toEqual({ text: '', filter: {} });
});
