import type { Instant } from '#domain/canonical/dates.ts';
import { canonicalJson } from '#domain/canonical/json.ts';
import type { IssueProgrammeLink } from '#domain/catalogue/issue-links.ts';
import type { Queries } from '#server/database/schema.ts';

/** A centre's links from issues to programmes. */
export interface StoredIssueLinks {
  centreId: string;
  links: IssueProgrammeLink[];
  revision: number;
  updatedAt: Instant;
  /** Null for the seed's own. */
  updatedBy: string | null;
}

/** A centre's links; undefined as long as none were written. */
export async function findIssueLinks(db: Queries, centreId: string): Promise<StoredIssueLinks | undefined> {
  const row = await db
    .selectFrom('issue_links')
    .selectAll()
    .where('centre_id', '=', centreId)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    centreId,
    links: JSON.parse(row.content) as IssueProgrammeLink[],
    revision: row.revision,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}

/** Writes links that were read at the revision before their own (0: there were none); false when someone was faster. */
export async function putIssueLinks(
  db: Queries,
  { centreId, links, revision, updatedAt, updatedBy }: StoredIssueLinks,
): Promise<boolean> {
  const columns = { content: canonicalJson(links), revision, updated_at: updatedAt, updated_by: updatedBy };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('issue_links')
    .values({ centre_id: centreId, ...columns })
    .onConflict((conflict) =>
      conflict
        .column('centre_id')
        .doUpdateSet(columns)
        .where('issue_links.revision', '=', revision - 1),
    )
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
