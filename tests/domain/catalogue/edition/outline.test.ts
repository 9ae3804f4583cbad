import { beforeAll, describe, expect, it } from 'vitest';
import { removeProgramme, replaceProgrammes } from '#domain/catalogue/edition/edition.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import {
  checkOutline,
  compareOutlines,
  countUses,
  createPillar,
  createPolicy,
  replaceOutline,
  type Outline,
} from '#domain/catalogue/edition/outline.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';

let report: Catalogue;
beforeAll(() => {
  report = parseReport(REPORT_TEXT);
});

const faultsOf = (change: (outline: Outline) => Partial<Outline>) =>
  checkOutline({ ...report, ...change(report) }, report).map(
    ({ field, code, key }) => `${field} ${code} ${key}`,
  );

describe('policies and pillars', () => {
  it('of the report may stand, and putting them back changes nothing', () => {
    expect(checkOutline(report, report)).toEqual([]);
    expect(replaceOutline(report, report)).toEqual(report);
  });

  it('can be renamed and added to, the numbers in order', () => {
    const policy = createPolicy(report.policies);
    const pillar = createPillar(1, report.pillars);
    expect([policy.number, pillar.key]).toEqual([9, '1-5']);
    const after = replaceOutline(report, {
      policies: [{ ...policy, title: '　新しい方針 ' }, ...report.policies],
      pillars: [
        { ...pillar, title: '新しい柱' },
        ...report.pillars.map((one) => (one.key === '1-1' ? { ...one, title: '改めた柱' } : one)),
      ],
    });
    expect(after.policies.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(after.policies[8]?.title).toBe('新しい方針');
    expect(after.pillars.slice(0, 5).map(({ key }) => key)).toEqual(['1-1', '1-2', '1-3', '1-4', '1-5']);
    expect(after.programmes).toEqual(report.programmes);
    expect(after.totals).toEqual(report.totals);
    expect(compareOutlines(report, after)).toEqual([
      { key: '9', kind: 'added', title: '新しい方針' },
      { key: '1-1', kind: 'renamed', title: '改めた柱' },
      { key: '1-5', kind: 'added', title: '新しい柱' },
    ]);
    expect(compareOutlines(after, report).find(({ key }) => key === '9')).toMatchObject({ kind: 'removed' });
  });

  it('stay while programmes stand under them, also where these are only listed again', () => {
    expect(countUses(report).get('1-1')).toBeGreaterThan(0);
    expect(faultsOf(({ pillars }) => ({ pillars: pillars.filter(({ key }) => key !== '1-1') }))).toEqual([
      'pillars pillarInUse 1-1',
    ]);
    const without = replaceProgrammes(
      report,
      report.programmes.filter(({ pillar }) => pillar !== '5-2'),
    );
    expect(without.programmes.some(({ alsoPillars = [] }) => alsoPillars.includes('5-2'))).toBe(true);
    expect(
      checkOutline({ ...without, pillars: without.pillars.filter(({ key }) => key !== '5-2') }, without),
    ).toEqual([{ field: 'pillars', code: 'pillarInUse', key: '5-2' }]);
    const emptied = without.programmes
      .filter(({ alsoPillars = [] }) => alsoPillars.includes('5-2'))
      .reduce((edition, { key }) => removeProgramme(edition, key), without);
    expect(
      checkOutline({ ...emptied, pillars: emptied.pillars.filter(({ key }) => key !== '5-2') }, emptied),
    ).toEqual([]);
  });

  it('of a policy with pillars are not taken out from under them', () => {
    expect(faultsOf(({ policies }) => ({ policies: policies.slice(0, 7) }))).toEqual([
      'pillars/15 notKey 8-1',
      'policies policyInUse 8',
    ]);
  });

  it.each<[string, (outline: Outline) => Partial<Outline>, string]>([
    [
      'no title',
      ({ policies }) => ({ policies: policies.with(0, { number: 1, title: ' ' }) }),
      'policies/0 missing 1',
    ],
    [
      'a long title',
      ({ pillars }) => ({ pillars: pillars.with(0, { ...pillars[0]!, title: 'あ'.repeat(301) }) }),
      'pillars/0 tooLong 1-1',
    ],
    [
      'half a character',
      ({ pillars }) => ({ pillars: pillars.with(0, { ...pillars[0]!, title: 'half \ud800' }) }),
      'pillars/0 notPlainText 1-1',
    ],
    [
      'a number twice',
      ({ policies }) => ({ policies: [...policies, { number: 8, title: '八' }] }),
      'policies/8 repeated 8',
    ],
    ['a key twice', ({ pillars }) => ({ pillars: [...pillars, pillars[0]!] }), 'pillars/16 repeated 1-1'],
    [
      'a number out of range',
      ({ policies }) => ({ policies: [...policies, { number: 1.5, title: '一' }] }),
      'policies/8 notNumber 1.5',
    ],
    [
      'a key of another policy',
      ({ pillars }) => ({ pillars: [...pillars, { key: '1-9', policy: 2, title: '柱' }] }),
      'pillars/16 notKey 1-9',
    ],
  ])('with %s are refused', (_what, change, fault) => {
    expect(faultsOf(change)).toEqual([fault]);
  });
});
