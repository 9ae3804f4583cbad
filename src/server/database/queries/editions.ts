import type { Instant } from '#domain/canonical/dates.ts';
import { canonicalJson } from '#domain/canonical/json.ts';
import type { EditionSource } from '#domain/catalogue/edition/edition.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import type { CatalogueEditionsTable, Queries } from '#server/database/schema.ts';

/** The catalogue of one fiscal year: what is being edited and what devices carry. */
export interface Edition {
  centreId: string;
  fiscalYear: number;
  source: EditionSource;
  draft: Catalogue | null;
  published: Catalogue | null;
  /** Who published it; null for the report as it was read. */
  publishedBy: string | null;
  revision: number;
  updatedAt: Instant;
  updatedBy: string | null;
}

/** A centre's editions, the newest first. */
export async function listEditions(db: Queries, centreId: string): Promise<Edition[]> {
  const rows = await db
    .selectFrom('catalogue_editions')
    .selectAll()
    .where('centre_id', '=', centreId)
    .orderBy('fiscal_year', 'desc')
    .execute();
  return rows.map(toEdition);
}

/**
 * What a report of a fiscal year is held against: all that the other editions hold, drafts in
 * front, and what is published of its own year. The draft of its own year gives way to it.
 */
export function listContentsBeside(fiscalYear: number, editions: readonly Edition[]): Catalogue[] {
  return editions.flatMap((edition) =>
    [edition.fiscalYear === fiscalYear ? null : edition.draft, edition.published].filter(
      (content) => content !== null,
    ),
  );
}

/** The edition of a fiscal year; undefined when the centre has none. */
export async function findEdition(
  db: Queries,
  centreId: string,
  fiscalYear: number,
): Promise<Edition | undefined> {
  const row = await db
    .selectFrom('catalogue_editions')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('fiscal_year', '=', fiscalYear)
    .executeTakeFirst();
  return row && toEdition(row);
}

function toEdition(row: CatalogueEditionsTable): Edition {
  return {
    centreId: row.centre_id,
    fiscalYear: row.fiscal_year,
    source: row.source,
    draft: parseCatalogue(row.draft),
    published: parseCatalogue(row.published),
    publishedBy: row.published_by,
    revision: row.revision,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}

function parseCatalogue(text: string | null): Catalogue | null {
  return text === null ? null : (JSON.parse(text) as Catalogue);
}

/** Adds an edition; false when the centre has one of its year. */
export async function insertEdition(db: Queries, edition: Edition): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('catalogue_editions')
    .values({ centre_id: edition.centreId, fiscal_year: edition.fiscalYear, ...toColumns(edition) })
    .onConflict((conflict) => conflict.columns(['centre_id', 'fiscal_year']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Writes an edition that was read at the revision before its own; false when someone was faster. */
export async function updateEdition(db: Queries, edition: Edition): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('catalogue_editions')
    .set(toColumns(edition))
    .where('centre_id', '=', edition.centreId)
    .where('fiscal_year', '=', edition.fiscalYear)
    .where('revision', '=', edition.revision - 1)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function toColumns(edition: Edition): Omit<CatalogueEditionsTable, 'centre_id' | 'fiscal_year'> {
  return {
    source: edition.source,
    draft: edition.draft && canonicalJson(edition.draft),
    published: edition.published && canonicalJson(edition.published),
    published_by: edition.publishedBy,
    revision: edition.revision,
    updated_at: edition.updatedAt,
    updated_by: edition.updatedBy,
  };
}

/** Removes an edition that stands at a revision; false when it does not. */
export async function deleteEdition(
  db: Queries,
  { centreId, fiscalYear, revision }: Edition,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('catalogue_editions')
    .where('centre_id', '=', centreId)
    .where('fiscal_year', '=', fiscalYear)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
