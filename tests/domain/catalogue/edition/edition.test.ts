import { beforeAll, describe, expect, it } from 'vitest';
import {
  compareEditions,
  createEdition,
  nextPage,
  putProgramme,
  removeProgramme,
  replaceProgrammes,
} from '#domain/catalogue/edition/edition.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { programmeOn, REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';

let report: Catalogue;
beforeAll(() => {
  report = parseReport(REPORT_TEXT);
});

describe('an edition of the report', () => {
  it('stays as it is when its programmes are put back', () => {
    expect(replaceProgrammes(report, report.programmes)).toEqual(report);
  });

  it('counts a dearer programme in the list, the totals and the series of its policy', () => {
    const before = programmeOn(report, 19);
    const after = putProgramme(report, { ...before, costThousandYen: before.costThousandYen! + 1000 });
    expect(after.totals.settlementThousandYen).toBe(41_610_725);
    expect(after.rows.find(({ page }) => page === 19)).toMatchObject({ costThousandYen: 2107 });
    expect(
      after.policyYears.find(({ policy, fiscalYear }) => policy === 1 && fiscalYear === 2013),
    ).toMatchObject({ programmes: 24, settlementThousandYen: 1_252_579 });
    expect(after.programmes).toHaveLength(119);
  });

  it('loses a programme with its row, its repeats and its sheets', () => {
    const repeated = report.programmes.find(({ alsoUnder }) => alsoUnder.length > 0)!;
    const after = removeProgramme(report, repeated.key);
    expect(after.rows.some(({ programme }) => programme === repeated.key)).toBe(false);
    expect(after.sheets.some(({ programme }) => programme === repeated.key)).toBe(false);
    expect(after.totals.programmes).toBe(118);
    expect(after.rows.some(({ kind }) => kind === 'aggregate')).toBe(true);
    expect(putProgramme(after, repeated).totals).toMatchObject({
      programmes: 119,
      settlementThousandYen: 41_609_725,
    });
  });

  it('is compared by what was added, removed and changed, member by member', () => {
    const changed = { ...programmeOn(report, 19), name: '新しい名前', costThousandYen: null };
    const added = { ...programmeOn(report, 20), key: '2013-001', page: 200 };
    const after = removeProgramme(putProgramme(putProgramme(report, changed), added), 'p014');
    const comparison = compareEditions(report, after);
    expect(comparison.added.map(({ key }) => key)).toEqual(['2013-001']);
    expect(comparison.removed.map(({ key }) => key)).toEqual(['p014']);
    expect(comparison.changed.map(({ after: { key }, fields }) => [key, fields.sort()])).toEqual([
      ['p019', ['costThousandYen', 'name']],
    ]);
    expect(compareEditions(null, after).added).toHaveLength(119);
  });
});

describe('a new edition', () => {
  it('takes the policies and the programmes along, but not the results and costs of another year', () => {
    const edition = createEdition(2014, report, { withProgrammes: true });
    expect(edition.fiscalYear).toBe(2014);
    expect(edition.totals).toEqual({
      programmes: 119,
      sheets: 119,
      results: 0,
      history: 185,
      settlementThousandYen: null,
    });
    expect(
      edition.programmes.every(
        ({ results, costThousandYen }) => results.length === 0 && costThousandYen === null,
      ),
    ).toBe(true);
    expect(edition.rows.filter(({ kind }) => kind === 'repeat').length).toBeGreaterThan(0);
    expect(edition.policyYears).toEqual(report.policyYears);
    expect([edition.source, report.source]).toEqual(['office', undefined]);
  });

  it('has a line of its own in the series once a cost is known', () => {
    const edition = createEdition(2014, report, { withProgrammes: true });
    const known = putProgramme(edition, { ...programmeOn(edition, 19), costThousandYen: 0 });
    expect(known.policyYears.filter(({ fiscalYear }) => fiscalYear === 2014)).toHaveLength(8);
    expect(removeProgramme(known, 'p019').policyYears).toEqual(report.policyYears);
  });

  it('has no sum while an amount is still to be entered, where a report has one beside its dashes', () => {
    const dashes = report.programmes.filter(({ costThousandYen }) => costThousandYen === null);
    expect(dashes.map(({ key }) => key)).toEqual(['p073', 'p078', 'p086']);
    expect(putProgramme(report, { ...dashes[0]!, name: '新しい名前' }).totals.settlementThousandYen).toBe(
      41_609_725,
    );

    let edition = createEdition(2014, report, { withProgrammes: true });
    const sumsOf = () =>
      edition.policyYears
        .filter(({ fiscalYear }) => fiscalYear === 2014)
        .map(({ settlementThousandYen }) => settlementThousandYen);
    for (const programme of edition.programmes.filter(({ policy }) => policy === 8))
      edition = putProgramme(edition, { ...programme, costThousandYen: 3_500 });
    expect(sumsOf()).toEqual([null, null, null, null, null, null, null, 21_000]);
    expect(edition.totals.settlementThousandYen).toBeNull();
    edition = replaceProgrammes(
      edition,
      edition.programmes.map((programme) => ({
        ...programme,
        costThousandYen: programme.costThousandYen ?? 0,
      })),
    );
    expect(sumsOf()).toEqual([0, 0, 0, 0, 0, 0, 0, 21_000]);
    expect(edition.totals.settlementThousandYen).toBe(21_000);
  });

  it('can begin without programmes, and begins at page one', () => {
    const empty = createEdition(2014, report, { withProgrammes: false });
    expect([empty.programmes, empty.rows, empty.totals.programmes]).toEqual([[], [], 0]);
    expect(empty.pillars).toEqual(report.pillars);
    expect(nextPage(empty)).toBe(1);
    const one = putProgramme(empty, { ...programmeOn(report, 19), page: 1 });
    expect(nextPage(one)).toBe(2);
  });
});
