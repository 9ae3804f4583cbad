import { beforeAll, describe, expect, it } from 'vitest';
import {
  confirmProgramme,
  countOpenPoints,
  endProgramme,
  isUnconfirmed,
  listOpenPoints,
} from '#domain/catalogue/edition/confirmation.ts';
import { createEdition, putProgramme } from '#domain/catalogue/edition/edition.ts';
import { readEntry, toEntry } from '#domain/catalogue/edition/programme-edit-entry.ts';
import { computeInForce } from '#domain/catalogue/in-force.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';

const NOBODY_LINKED: ReadonlySet<string> = new Set();
const CONFIRMATION = { on: '2014-05-01', by: '佐藤' };
let report: Catalogue;
let copy: Catalogue;
beforeAll(() => {
  report = parseReport(REPORT_TEXT);
  copy = createEdition(2014, report, { withProgrammes: true });
});

const find = (catalogue: Catalogue, key: string): Programme =>
  catalogue.programmes.find((programme) => programme.key === key)!;
const standingOf = ({ period }: Programme, year: number, edition: number): string =>
  computeInForce(period, year, edition).standing;

describe('a copied edition', () => {
  it('vouches for nothing: each programme is unconfirmed or over', () => {
    expect(copy.programmes).toHaveLength(119);
    expect(copy.programmes.every((programme) => isUnconfirmed(programme, 2014))).toBe(true);
    const standings = new Set(copy.programmes.map((programme) => standingOf(programme, 2014, 2014)));
    expect([...standings].sort()).toEqual(['ended', 'unconfirmed']);
    expect(report.programmes.some((programme) => isUnconfirmed(programme, 2013))).toBe(false);
  });

  it('stays unconfirmed when it is copied on, and says who vouched last', () => {
    const next = createEdition(2015, copy, { withProgrammes: true });
    expect(next.programmes.every(({ period }) => period.vouchedFor === 2013)).toBe(true);
  });

  it('is confirmed programme by programme, with day and name', () => {
    const open = copy.programmes.find(({ period }) => period.open)!;
    const after = find(putProgramme(copy, confirmProgramme(open, CONFIRMATION, 2014)), open.key);
    expect(isUnconfirmed(after, 2014)).toBe(false);
    expect(after.terms).toMatchObject({ checkedOn: '2014-05-01', checkedBy: '佐藤' });
    expect([standingOf(after, 2014, 2014), standingOf(after, 2015, 2014)]).toEqual([
      'inForce',
      'unconfirmed',
    ]);
  });

  it('lets a programme end with the year before, and asks nothing more of it', () => {
    const open = copy.programmes.find(({ period }) => period.open)!;
    const after = endProgramme(open, CONFIRMATION, 2014);
    expect(after.period).toMatchObject({ end: 2013, open: false });
    expect(listOpenPoints(after, copy, NOBODY_LINKED)).toEqual(['ended']);
  });

  it('takes a new end that somebody typed as certain, and leaves what was not touched open', () => {
    const before = copy.programmes.find(({ period }) => period.open)!;
    const read = (changes: object) =>
      readEntry({ ...toEntry(before), ...changes }, { key: before.key, before, catalogue: copy }).programme;
    expect(isUnconfirmed(read({ description: '新しい説明' }), 2014)).toBe(true);
    expect(isUnconfirmed(read({ open: false, end: '2016' }), 2014)).toBe(false);
    expect(read({})).toEqual(before);
  });
});

describe('a report that was confirmed years later', () => {
  it('counts as in force in the year of that day', () => {
    const open = report.programmes.find(({ period }) => period.open)!;
    const after = confirmProgramme(open, { on: '2026-11-20', by: '' }, 2013);
    expect(standingOf(open, 2026, 2013)).toBe('unconfirmed');
    expect(standingOf(after, 2026, 2013)).toBe('inForce');
    expect(standingOf(after, 2027, 2013)).toBe('unconfirmed');
    expect(after.terms).toEqual({ checkedOn: '2026-11-20' });
  });
});

describe('what is open in an edition', () => {
  it('is counted by kind, and a contact needs more than a department', () => {
    const living = report.programmes.find(({ period }) => period.open)!;
    const linked = new Set([living.key]);
    expect(listOpenPoints(living, report, linked)).toEqual(['withoutContact']);
    const department = { ...living, terms: { contact: { department: '商工政策課' } } };
    expect(listOpenPoints(department, report, linked)).toEqual(['withoutContact']);
    const reachable = { ...living, terms: { contact: { telephone: '017-000-0000' } } };
    expect(listOpenPoints(reachable, report, linked)).toEqual([]);
    const counts = countOpenPoints(copy, linked);
    expect(counts.unconfirmed).toBe(119);
    expect(counts.ended + counts.withoutContact).toBe(119);
    expect(counts.withoutLink).toBe(counts.withoutContact - 1);
  });
});
