import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findQuotation,
  ISSUE_CODES,
  IssueLinksError,
  parseIssueLinks,
  validateIssueLinks,
} from '#domain/catalogue/issue-links.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { programmeOn, REPORT_TEXT } from './report/report-text.ts';

const catalogue = parseReport(REPORT_TEXT);
const readSeed = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../seeds/${name}`, import.meta.url), 'utf8'));
const seed = readSeed('issue-programme-links.json');

interface QuestionnaireFile {
  sections: { items: { code: string; options?: { code: string }[] }[] }[];
}

describe('the links from issues to programmes', () => {
  it('hold for the report: every programme exists and every quotation stands on its sheet', () => {
    expect(validateIssueLinks(seed, catalogue)).toEqual([]);
  });

  it('reach every issue of the questionnaire by at least five programmes', () => {
    const { sections } = readSeed('questionnaire.json') as QuestionnaireFile;
    const issues =
      sections.flatMap(({ items }) => items).find(({ code }) => code === 'issues')?.options ?? [];
    expect([...ISSUE_CODES, 'none']).toEqual(issues.map(({ code }) => code));

    const links = parseIssueLinks(seed, catalogue);
    for (const issue of ISSUE_CODES) {
      expect(links.filter((link) => link.issue === issue).length, issue).toBeGreaterThanOrEqual(5);
    }
  });

  it('quote name, description, results or history, and say which', () => {
    const programme = programmeOn(catalogue, 130);
    expect(findQuotation(programme, '取引推進')).toBe('name');
    expect(findQuotation(programme, '下請取引等のあっせん')).toBe('description');
    expect(findQuotation(programme, '下請取引のあっせん紹介件数')).toBe('result');
    expect(findQuotation(programme, '国庫補助事業が一般財源化')).toBe('history');
    expect(findQuotation(programme, '下請け取引')).toBeUndefined();
    expect(findQuotation(programme, ' ')).toBeUndefined();
  });
});

describe('validateIssueLinks', () => {
  const link = { issue: 'sales', programme: 'p130', weight: 3, quotation: '下請取引等のあっせん' };
  const faults = (links: unknown) =>
    validateIssueLinks(links, catalogue).map(({ index, fault }) => [index, fault]);

  it('names each link that does not hold and why', () => {
    expect(faults([link])).toEqual([]);
    expect(
      faults([
        { ...link, issue: 'none' },
        { ...link, programme: 'p999' },
        { ...link, weight: 4 },
        { ...link, quotation: '' },
        { ...link, quotation: '下請け取引' },
        link,
        { ...link, weight: 1 },
        'sales',
      ]),
    ).toEqual([
      [0, 'unknownIssue'],
      [1, 'unknownProgramme'],
      [2, 'badWeight'],
      [3, 'quotationMissing'],
      [4, 'quotationNotOnSheet'],
      [6, 'duplicate'],
      [7, 'notALink'],
    ]);
    expect(faults({ links: [] })).toEqual([[null, 'notAList']]);
  });

  it('never takes garbage and never breaks on it', () => {
    fc.assert(
      fc.property(fc.array(fc.anything(), { minLength: 1 }), (links) => {
        expect(validateIssueLinks(links, catalogue)).toHaveLength(links.length);
        expect(() => parseIssueLinks(links, catalogue)).toThrow(IssueLinksError);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
