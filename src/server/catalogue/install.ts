import type { Instant } from '#domain/canonical/dates.ts';
import { canonicalJson } from '#domain/canonical/json.ts';
import { carryKeys, matchEditions } from '#domain/catalogue/edition/edition-matching.ts';
import type { IssueProgrammeLink } from '#domain/catalogue/issue-links.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import { editionDocumentName } from '#protocol/documents.ts';
import { putDocument } from '#server/database/queries/documents.ts';
import {
  insertEdition,
  listContentsBeside,
  listEditions,
  updateEdition,
} from '#server/database/queries/editions.ts';
import { findIssueLinks } from '#server/database/queries/issue-links.ts';
import type { Queries } from '#server/database/schema.ts';
import { storeLinks } from './issue-links.ts';

/**
 * Makes an annual report the published edition of its year, beside those of other years, whose
 * programmes keep their keys in it; what is not certain to be one of them is new. The same report again changes nothing; a better reading of it replaces the earlier one;
 * what the office has begun or published for that year stays. Call it inside a transaction.
 */
export async function installReport(
  tx: Queries,
  centreId: string,
  read: Catalogue,
  now: Instant,
): Promise<void> {
  const { fiscalYear } = read;
  const editions = await listEditions(tx, centreId);
  const report = carryKeys(read, matchEditions(read, listContentsBeside(fiscalYear, editions)));
  const before = editions.find((edition) => edition.fiscalYear === fiscalYear);
  const isOurs = before === undefined || (before.source === 'report' && before.publishedBy === null);
  if (isOurs && (!before?.published || canonicalJson(before.published) !== canonicalJson(report))) {
    const edition = {
      centreId,
      fiscalYear,
      source: 'report' as const,
      draft: before?.draft ?? null,
      published: report,
      publishedBy: null,
      revision: (before?.revision ?? 0) + 1,
      updatedAt: now,
      updatedBy: null,
    };
    await (before ? updateEdition(tx, edition) : insertEdition(tx, edition));
  }
  // Devices read the document; it follows the edition also where an earlier version of the server left none.
  const published = isOurs ? report : before.published;
  if (published) await putDocument(tx, centreId, editionDocumentName(fiscalYear), published, now);
}

/** Makes the seed's links the centre's, unless the office has changed them. Call it inside a transaction. */
export async function installIssueLinks(
  tx: Queries,
  centreId: string,
  links: IssueProgrammeLink[],
  now: Instant,
): Promise<void> {
  const before = await findIssueLinks(tx, centreId);
  const isOurs = before === undefined || before.updatedBy === null;
  if (!isOurs || (before && canonicalJson(before.links) === canonicalJson(links))) return;
  await storeLinks(tx, {
    centreId,
    links,
    revision: (before?.revision ?? 0) + 1,
    updatedAt: now,
    updatedBy: null,
  });
}
