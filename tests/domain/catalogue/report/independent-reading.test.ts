import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Programme, ProgrammeResult } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { REPORT_TEXT, rowOf } from './report-text.ts';

/**
 * One sheet as somebody read it from the report without the parser. `name` is the one on the sheet, `period` the one in
 * the list. A row of results is a row of the printed table, however many lines its cells have; pages 48 to 50 have no
 * such table. Three projects that page 26 founds under one date are three entries of its history.
 */
interface Reading {
  page: number;
  policy: number;
  name: string;
  repeat: boolean;
  costThousandYen: number | null;
  department: string;
  groups: string[];
  regionalOffice: string | null;
  period: string;
  resultCount: number;
  historyYears: number[];
}

const readings = JSON.parse(
  readFileSync(new URL('./independent-reading.json', import.meta.url), 'utf8'),
) as Reading[];
const catalogue = parseReport(REPORT_TEXT);

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
const plain = (name: string): string => name.normalize('NFKC').replaceAll(/\s/gu, '');
const inTable = ({ kind }: ProgrammeResult): boolean => kind !== 'asWritten';

/** The programme that a page is about. */
function programmeOfSheet(page: number): Programme {
  const sheet = catalogue.sheets.find((candidate) => candidate.page === page);
  const programme = catalogue.programmes.find(({ key }) => key === sheet?.programme);
  if (!programme) throw new Error(`no programme for page ${page}`);
  return programme;
}

describe('the catalogue beside an independent reading of the report', () => {
  it('has the same sheets and totals', () => {
    expect(catalogue.sheets.map(({ page, repeat }) => ({ page, repeat }))).toEqual(
      readings.map(({ page, repeat }) => ({ page, repeat })),
    );
    expect(catalogue.totals.results).toBe(sum(readings.map(({ resultCount }) => resultCount)));
    expect(catalogue.totals.history).toBe(sum(readings.map(({ historyYears }) => historyYears.length)));
    expect(catalogue.totals.settlementThousandYen).toBe(
      sum(readings.filter(({ repeat }) => !repeat).map(({ costThousandYen }) => costThousandYen ?? 0)),
    );
  });

  it.each(readings)('agrees on page $page, $name', (reading) => {
    const programme = programmeOfSheet(reading.page);
    expect([programme.name, ...programme.aliases].map((name) => plain(name))).toContain(plain(reading.name));
    expect({
      costThousandYen: programme.costThousandYen,
      department: programme.department,
      groups: programme.groups,
      regionalOffice: programme.regionalOffice,
      period: programme.period.raw,
      resultCount: programme.results.filter((result) => inTable(result)).length,
      historyYears: programme.history.map(({ fiscalYear }) => fiscalYear),
    }).toEqual({
      costThousandYen: reading.costThousandYen,
      department: reading.department,
      groups: reading.groups,
      regionalOffice: reading.regionalOffice,
      period: reading.period,
      resultCount: reading.resultCount,
      historyYears: reading.historyYears,
    });
  });

  it.each(readings)('puts page $page under its policy', (reading) => {
    const programme = programmeOfSheet(reading.page);
    const row = rowOf(catalogue, reading.page);
    expect(row).toMatchObject({
      policy: reading.policy,
      costThousandYen: reading.costThousandYen,
      kind: reading.repeat ? 'repeat' : 'programme',
      programme: programme.key,
    });
    if (reading.repeat) expect(programme.alsoUnder).toContain(reading.policy);
    else expect(programme).toMatchObject({ page: reading.page, policy: reading.policy });
  });
});
