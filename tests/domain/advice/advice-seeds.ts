import { readFileSync } from 'node:fs';
import { hashJson } from '#domain/canonical/hash.ts';
import { parseIssueLinks } from '#domain/catalogue/issue-links.ts';
import { getCompanyAttributes } from '#domain/advice/matching-account.ts';
import type { ProblemWords } from '#domain/advice/problem-words.ts';
import type { BusinessStage } from '#domain/advice/matching-terms.ts';
import { adviseProgrammes, type Advice, type AdviceRequest } from '#domain/advice/matching.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import type { Item, Questionnaire } from '#domain/questionnaire/model.ts';
import { REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';

function readSeed(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../seeds/${name}`, import.meta.url), 'utf8'));
}

export const catalogue = parseReport(REPORT_TEXT);
export const catalogueHash = hashJson(catalogue);
export const links = parseIssueLinks(readSeed('issue-programme-links.json'), catalogue);
export const vocabulary = readSeed('problem-words.json') as ProblemWords[];

const { sections } = readSeed('questionnaire.json') as Questionnaire;

/** An item of the first questionnaire. */
export function getItem(code: string): Item {
  const found = sections.flatMap(({ items }) => items).find((item) => item.code === code);
  if (!found) throw new Error(`no item ${code}`);
  return found;
}

/** A case as people judged it before there was any advice. */
export interface JudgedCase {
  id: string;
  /** Written down before the advice was tuned, and never tuned to. */
  heldOut?: boolean;
  /** Held out, and not even words were added from it. */
  untouched?: boolean;
  situation: string;
  issues: string[];
  account: { industry: string; employees: string; municipality: string };
  stage?: BusinessStage;
  acceptable: { programme: string; reason: string }[];
}
export const judgedCases = readSeed('judged-cases.json') as JudgedCase[];

/** Advice on the FY2013 report with the seeded links; as of FY2013 unless said otherwise. */
export function advise(request: Partial<AdviceRequest>): Advice {
  return adviseProgrammes({
    catalogue,
    catalogueHash,
    links,
    vocabulary,
    company: {},
    issues: [],
    fiscalYear: 2013,
    ...request,
  });
}

/** Advice for a judged case. */
export function adviseCase(
  { account, issues, stage, situation }: JudgedCase,
  request: Partial<AdviceRequest> = {},
): Advice {
  const company = getCompanyAttributes({ name: '', ...account }, getItem('municipality').options ?? []);
  return advise({ company, issues, situation, ...(stage && { stage }), ...request });
}
