import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeInForce, isEnded } from '#domain/catalogue/in-force.ts';
import type { Period } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { programmeOn, REPORT_TEXT } from './report/report-text.ts';

const catalogue = parseReport(REPORT_TEXT);

function standingOn(page: number, fiscalYear: number): [standing: string, reason: string] {
  const { standing, reason } = computeInForce(
    programmeOn(catalogue, page).period,
    fiscalYear,
    catalogue.fiscalYear,
  );
  return [standing, reason];
}

describe('whether a programme is in force', () => {
  it('takes both ends of its period with it', () => {
    expect(standingOn(55, 2011)).toEqual(['notYet', 'startsLater']);
    expect(standingOn(55, 2012)).toEqual(['inForce', 'untilEnd']);
    expect(standingOn(55, 2013)).toEqual(['inForce', 'lastYear']);
    expect(standingOn(55, 2014)).toEqual(['ended', 'isOver']);
  });

  it('knows single years and periods that cross eras', () => {
    expect(standingOn(22, 2013)).toEqual(['inForce', 'singleYear']);
    expect(standingOn(22, 2014)).toEqual(['ended', 'isOver']);
    expect(standingOn(14, 1969)).toEqual(['inForce', 'untilEnd']);
    expect(standingOn(14, 2018)).toEqual(['ended', 'isOver']);
    expect(computeInForce(programmeOn(catalogue, 14).period, 2013, 2013)).toMatchObject({
      start: 1969,
      end: 2017,
      raw: 'S44-29',
    });
  });

  it('vouches for one without an end only up to the year of the report', () => {
    expect(standingOn(48, 2013)).toEqual(['inForce', 'openEnded']);
    expect(standingOn(48, 2026)).toEqual(['unconfirmed', 'openWhenReported']);
  });

  it('is ended exactly after the last year, whatever the period', () => {
    const year = fc.integer({ min: 1926, max: 2100 });
    fc.assert(
      fc.property(year, fc.option(fc.nat(80)), year, (start, length, now) => {
        const period: Period = {
          raw: '',
          start,
          end: length === null ? null : start + length,
          open: length === null,
        };
        const { standing } = computeInForce(period, now, 2013);
        expect(isEnded(period, now)).toBe(standing === 'ended');
        if (standing === 'inForce') expect(now).toBeGreaterThanOrEqual(start);
      }),
      { seed: 11 },
    );
  });
});
