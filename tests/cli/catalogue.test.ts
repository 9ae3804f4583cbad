import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCatalogue } from '#cli/catalogue.ts';
import { reportWith } from '#tests/domain/catalogue/report/report-text.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const printed: string[] = [];
  const reported: string[] = [];
  const code = runCatalogue(args, {
    print: (line) => printed.push(line),
    report: (line) => reported.push(line),
  });
  return { code, printed, reported };
}

function fileOf(text: string): string {
  const file = join(folder, 'report.txt');
  writeFileSync(file, text);
  return file;
}

describe('npm run catalogue', () => {
  it('prints the catalogue of the seeds in the form of the contract and nothing else', () => {
    const { code, printed, reported } = run('--json');
    expect([code, reported, printed.length]).toEqual([0, [], 1]);
    const catalogue: unknown = JSON.parse(printed[0] ?? '');
    expect(Object.keys(catalogue ?? {})).toEqual([
      'fiscalYear',
      'policies',
      'pillars',
      'programmes',
      'rows',
      'sheets',
      'policyYears',
      'indicators',
      'totals',
      'warnings',
    ]);
  });

  it('checks the seeds against the printed totals', () => {
    const { code, printed, reported } = run('--check');
    expect(code).toBe(0);
    expect(printed).toHaveLength(1);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({
      ok: true,
      programmes: 119,
      sheets: 130,
      settlementThousandYen: 41_609_725,
      differences: [],
    });
    expect(reported.join('\n')).toContain('119');
  });

  it('fails the check on a difference and names it', () => {
    const file = fileOf(reportWith('４ 事業費（千円） １，１０７', '４ 事業費（千円） １，１０８'));
    const { code, printed, reported } = run('--check', '--file', file);
    expect(code).toBe(1);
    expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({
      ok: false,
      differences: [{ figure: 'sheetCost', of: 19, printed: 1108, found: 1107 }],
    });
    expect(reported.join('\n')).toContain('sheetCost 19: 1108 ≠ 1107');
  });

  it('explains a damaged report in both languages and prints no half result', () => {
    const { code, printed, reported } = run('--json', '--file', fileOf('別の文書'));
    expect([code, printed]).toEqual([1, []]);
    expect(reported).toEqual([
      '青森県中小企業振興基本条例に基づく年次報告の本文ではありません',
      'This is not the text of the annual report under the SME promotion ordinance',
    ]);
  });

  it.each([
    [[]],
    [['--json', '--check']],
    [['--unknown']],
    [['--check', 'report.txt']],
    [['--json', '--file', 'missing.txt']],
  ])('answers wrong use %j with 2', (args) => {
    const { code, printed, reported } = run(...args);
    expect([code, printed]).toEqual([2, []]);
    expect(reported.join('')).not.toBe('');
  });
});
