import type { FastifyInstance } from 'fastify';
import { canonicalJson } from '#domain/canonical/json.ts';
import type { Language } from '#domain/canonical/language.ts';
import { checkCatalogue } from '#domain/catalogue/report/check.ts';
import {
  carryKeys,
  matchEditions,
  type MatchingDecisions,
} from '#domain/catalogue/edition/edition-matching.ts';
import { keepOfficeAdditions } from '#domain/catalogue/edition/office-additions.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import { readReport, type ReportReading } from '#domain/catalogue/report/parse-report.ts';
import { ReportError } from '#domain/catalogue/report/report-error.ts';
import type { EditionSummary, ImportReport, ReportDecision, ReportDryRun } from '#protocol/catalogue.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';
import {
  insertEdition,
  listContentsBeside,
  listEditions,
  updateEdition,
  type Edition,
} from '#server/database/queries/editions.ts';
import type { Queries } from '#server/database/schema.ts';
import { Problem } from '#server/http/problem.ts';
import { summarise, type Editor } from './editions.ts';

/** What importing the text of an annual report with these decisions would do. @throws Problem `report-unreadable` naming page and line */
export async function tryReport(
  db: Queries,
  { centreId, language }: Editor,
  text: string,
  decisions: readonly ReportDecision[],
): Promise<ReportDryRun> {
  const { catalogue, printed } = readText(text, language);
  const { fiscalYear, totals, warnings } = catalogue;
  const editions = await listEditions(db, centreId);
  const own = editions.find((edition) => edition.fiscalYear === fiscalYear);
  return {
    fiscalYear,
    totals,
    differences: checkCatalogue(catalogue, printed),
    warnings,
    matching: matchEditions(catalogue, listContentsBeside(fiscalYear, editions), byPage(decisions)),
    edition: own ? await summarise(db, own) : null,
  };
}

/**
 * Makes an annual report the draft of its year's edition, whole or not at all; devices notice
 * nothing until it is published. What the office has entered beside the report's columns stays. The same report with the same decisions again is no change.
 *
 * @throws Problem `report-unreadable`, `report-differs` unless that is accepted, `report-undecided`, `edition-changed`.
 */
export async function importReport(
  { database, clock }: FastifyInstance,
  editor: Editor,
  request: ImportReport,
): Promise<EditionSummary> {
  const { centreId, userId, language } = editor;
  const { catalogue, printed } = readText(request.text, language);
  const { fiscalYear } = catalogue;
  const differences = checkCatalogue(catalogue, printed);
  if (differences.length > 0 && !request.acceptsDifferences) throw new Problem('report-differs');
  return database.db.transaction().execute(async (tx) => {
    const editions = await listEditions(tx, centreId);
    const before = editions.find((edition) => edition.fiscalYear === fiscalYear);
    const matching = matchEditions(
      catalogue,
      listContentsBeside(fiscalYear, editions),
      byPage(request.decisions),
    );
    if (matching.uncertain.length > 0) {
      throw new Problem('report-undecided', {
        errors: matching.uncertain.map(({ page, name }) => ({
          pointer: '/decisions',
          message: `${page}: ${name}`,
        })),
      });
    }
    const draft = keepOfficeAdditions(carryKeys(catalogue, matching), before?.draft ?? before?.published);
    if (before && isSame(before.draft ?? before.published, draft)) return summarise(tx, before);
    if ((before?.revision ?? 0) !== request.revision) throw new Problem('edition-changed');
    const edition: Edition = {
      centreId,
      fiscalYear,
      source: before?.source ?? 'report',
      draft,
      published: before?.published ?? null,
      publishedBy: before?.publishedBy ?? null,
      revision: request.revision + 1,
      updatedAt: instantOf(clock),
      updatedBy: userId,
    };
    if (!(await (before ? updateEdition(tx, edition) : insertEdition(tx, edition))))
      throw new Problem('edition-changed');
    const { kept, added, gone } = matching;
    await audit(tx, clock, {
      centreId,
      by: userId,
      action: 'catalogue.report',
      subject: String(fiscalYear),
      detail: {
        kept: kept.length,
        added: added.map(({ key }) => key),
        gone: gone.map(({ key }) => key),
        decided: request.decisions.map(({ page, key }) => `${page} ${key ?? 'new'}`),
        differences: differences.length,
      },
    });
    return summarise(tx, edition);
  });
}

function byPage(decisions: readonly ReportDecision[]): MatchingDecisions {
  return new Map(decisions.map(({ page, key }) => [page, key]));
}

function readText(text: string, language: Language): ReportReading {
  try {
    return readReport(text);
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    throw new Problem('report-unreadable', { errors: [{ pointer: '/text', message: error.text[language] }] });
  }
}

function isSame(one: Catalogue | null, other: Catalogue): boolean {
  return one !== null && canonicalJson(one) === canonicalJson(other);
}
