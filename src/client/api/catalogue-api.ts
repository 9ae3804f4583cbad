import type { ProblemWords } from '#domain/advice/problem-words.ts';
import type { IssueProgrammeLink } from '#domain/catalogue/issue-links.ts';
import type { Programme } from '#domain/catalogue/model.ts';
import type { Outline } from '#domain/catalogue/edition/outline.ts';
import type {
  CreateEdition,
  EditionDetail,
  EditionRevision,
  EditionSummary,
  ImportReport,
  IssueLinksDetail,
  ProblemWordsDetail,
  ReportDecision,
  ReportDryRun,
} from '#protocol/catalogue.ts';
import { askServer } from './http.ts';

/*
 * Upkeep of the catalogue. Everything throws ApiProblem and Unreachable; a change that was
 * made from an older revision is the problem `edition-changed`, `issue-links-changed` or `problem-words-changed`.
 */
const EDITIONS = '/api/catalogue/editions';
const REPORTS = '/api/catalogue/reports';
const LINKS = '/api/catalogue/issue-links';
const WORDS = '/api/catalogue/problem-words';

export async function listEditions(): Promise<EditionSummary[]> {
  return (await askServer<EditionSummary[]>(EDITIONS)).body;
}

export async function fetchEdition(fiscalYear: number): Promise<EditionDetail> {
  return (await askServer<EditionDetail>(`${EDITIONS}/${fiscalYear}`)).body;
}

export async function createEdition(edition: CreateEdition): Promise<EditionSummary> {
  return (await askServer<EditionSummary>(EDITIONS, { method: 'POST', body: edition })).body;
}

export async function putProgramme(
  fiscalYear: number,
  programme: Programme,
  revision: number,
): Promise<EditionRevision> {
  return (
    await askServer<EditionRevision>(programmeAddress(fiscalYear, programme.key), {
      method: 'PUT',
      body: { revision, programme },
    })
  ).body;
}

export async function removeProgramme(
  fiscalYear: number,
  key: string,
  revision: number,
): Promise<EditionRevision> {
  return (
    await askServer<EditionRevision>(`${programmeAddress(fiscalYear, key)}?revision=${revision}`, {
      method: 'DELETE',
    })
  ).body;
}

/** Puts a whole list in place of all programmes of the draft. */
export async function importProgrammes(
  fiscalYear: number,
  programmes: readonly Programme[],
  revision: number,
): Promise<EditionRevision> {
  return (
    await askServer<EditionRevision>(`${EDITIONS}/${fiscalYear}/programmes`, {
      method: 'PUT',
      body: { revision, programmes },
    })
  ).body;
}

/** Puts other policies and pillars over the draft's programmes. */
export async function putOutline(
  fiscalYear: number,
  outline: Outline,
  revision: number,
): Promise<EditionRevision> {
  return (
    await askServer<EditionRevision>(`${EDITIONS}/${fiscalYear}/outline`, {
      method: 'PUT',
      body: { revision, ...outline },
    })
  ).body;
}

export async function publishEdition(fiscalYear: number, revision: number): Promise<EditionRevision> {
  return (
    await askServer<EditionRevision>(`${EDITIONS}/${fiscalYear}/publish`, {
      method: 'POST',
      body: { revision },
    })
  ).body;
}

export async function discardDraft(fiscalYear: number, revision: number): Promise<EditionRevision> {
  return (
    await askServer<EditionRevision>(`${EDITIONS}/${fiscalYear}/draft?revision=${revision}`, {
      method: 'DELETE',
    })
  ).body;
}

/** What importing the text of an annual report with these decisions would do; nothing is written. */
export async function tryReport(text: string, decisions: readonly ReportDecision[]): Promise<ReportDryRun> {
  return (await askServer<ReportDryRun>(`${REPORTS}/reading`, { method: 'POST', body: { text, decisions } }))
    .body;
}

/** Makes the report the draft of its year. */
export async function importReport(report: ImportReport): Promise<EditionSummary> {
  return (await askServer<EditionSummary>(REPORTS, { method: 'POST', body: report })).body;
}

/** Takes a programme's page for companies back, or shows it again. */
export async function putPublicPage(key: string, isWithdrawn: boolean): Promise<void> {
  await askServer(`/api/catalogue/public-pages/${encodeURIComponent(key)}`, {
    method: 'PUT',
    body: { isWithdrawn },
  });
}

export async function fetchIssueLinks(): Promise<IssueLinksDetail> {
  return (await askServer<IssueLinksDetail>(LINKS)).body;
}

export async function putIssueLinks(
  links: readonly IssueProgrammeLink[],
  revision: number,
): Promise<IssueLinksDetail> {
  return (await askServer<IssueLinksDetail>(LINKS, { method: 'PUT', body: { revision, links } })).body;
}

export async function fetchProblemWords(): Promise<ProblemWordsDetail> {
  return (await askServer<ProblemWordsDetail>(WORDS)).body;
}

export async function putProblemWords(
  entries: readonly ProblemWords[],
  revision: number,
): Promise<ProblemWordsDetail> {
  return (await askServer<ProblemWordsDetail>(WORDS, { method: 'PUT', body: { revision, entries } })).body;
}

function programmeAddress(fiscalYear: number, key: string): string {
  return `${EDITIONS}/${fiscalYear}/programmes/${encodeURIComponent(key)}`;
}
