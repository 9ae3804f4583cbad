import type { FastifyInstance } from 'fastify';
import type { Instant } from '#domain/canonical/dates.ts';
import { canonicalJson } from '#domain/canonical/json.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import {
  pickLinks,
  validateChangedLinks,
  type IssueLinkFault,
  type IssueProgrammeLink,
} from '#domain/catalogue/issue-links.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import type { IssueLinksDetail } from '#protocol/catalogue.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';
import { putDocument } from '#server/database/queries/documents.ts';
import { listEditions } from '#server/database/queries/editions.ts';
import { findIssueLinks, putIssueLinks } from '#server/database/queries/issue-links.ts';
import type { Queries } from '#server/database/schema.ts';
import { Problem } from '#server/http/problem.ts';
import type { Editor } from './editions.ts';

const FAULTS: Record<IssueLinkFault, LocalisedText> = {
  notAList: { ja: '一覧ではありません', en: 'This is no list' },
  notALink: { ja: '課題と施策のつながりではありません', en: 'This is no link from an issue to a programme' },
  unknownIssue: { ja: '知らない課題です', en: 'There is no such issue' },
  unknownProgramme: { ja: '公開中の年度版にない施策です', en: 'No published edition has this programme' },
  badWeight: { ja: '重みは1・2・3のいずれかです', en: 'The weight is 1, 2 or 3' },
  quotationMissing: { ja: '個票のことばを引用してください', en: 'Please quote the sheet' },
  quotationNotOnSheet: {
    ja: '引用が個票にそのままありません',
    en: 'The quotation does not stand on the sheet word for word',
  },
  duplicate: {
    ja: '同じ課題と施策のつながりが二つあります',
    en: 'This issue and programme are linked twice',
  },
};

/** The links as they are kept up; none yet is revision 0. */
export async function getIssueLinks(db: Queries, centreId: string): Promise<IssueLinksDetail> {
  const stored = await findIssueLinks(db, centreId);
  return { revision: stored?.revision ?? 0, links: stored?.links ?? [] };
}

/**
 * Puts other links in place of all there are; devices get them at once. The same links
 * again are no change. A link that was there before may stay though its sheet has changed.
 *
 * @throws Problem `issue-links-invalid` with a pointer to each that does not hold, `issue-links-changed`.
 */
export async function replaceIssueLinks(
  { database, clock }: FastifyInstance,
  editor: Editor,
  input: unknown[],
  revision: number,
): Promise<IssueLinksDetail> {
  return database.db.transaction().execute(async (tx) => {
    const { centreId, userId, language } = editor;
    const catalogue = await findQuotable(tx, centreId);
    if (!catalogue) throw new Problem('not-found');
    const before = await getIssueLinks(tx, centreId);
    const problems = validateChangedLinks(input, before.links, catalogue);
    if (problems.length > 0) {
      throw new Problem('issue-links-invalid', {
        errors: problems.map(({ index, fault }) => ({
          pointer: index === null ? '/links' : `/links/${index}`,
          message: FAULTS[fault][language],
        })),
      });
    }
    const links = pickLinks(input as IssueProgrammeLink[]);
    // Half of a character can be found on a sheet that has the whole one, but not be stored.
    const halved = links.findIndex(({ quotation }) => !quotation.isWellFormed());
    if (halved >= 0)
      throw new Problem('issue-links-invalid', {
        errors: [{ pointer: `/links/${halved}`, message: FAULTS.quotationNotOnSheet[language] }],
      });
    if (canonicalJson(before.links) === canonicalJson(links)) return before;
    if (before.revision !== revision) throw new Problem('issue-links-changed');
    const updatedAt = instantOf(clock);
    const isWritten = await storeLinks(tx, {
      centreId,
      links,
      revision: revision + 1,
      updatedAt,
      updatedBy: userId,
    });
    if (!isWritten) throw new Problem('issue-links-changed');
    await audit(tx, clock, {
      centreId,
      by: userId,
      action: 'catalogue.links',
      subject: null,
      detail: describeChange(before.links, links),
    });
    return { revision: revision + 1, links };
  });
}

/** Writes links and what devices carry of them; false when someone was faster. */
export async function storeLinks(
  tx: Queries,
  stored: {
    centreId: string;
    links: IssueProgrammeLink[];
    revision: number;
    updatedAt: Instant;
    updatedBy: string | null;
  },
): Promise<boolean> {
  if (!(await putIssueLinks(tx, stored))) return false;
  await putDocument(tx, stored.centreId, 'issue-links', stored.links, stored.updatedAt);
  return true;
}

/** Every programme that devices carry: those of the newest edition, and older ones that it no longer has. */
async function findQuotable(db: Queries, centreId: string): Promise<Catalogue | undefined> {
  const [newest, ...older] = (await listEditions(db, centreId)).flatMap(({ published }) =>
    published ? [published] : [],
  );
  if (!newest) return undefined;
  const programmes = new Map(newest.programmes.map((programme) => [programme.key, programme]));
  for (const programme of older.flatMap((edition) => edition.programmes)) {
    if (!programmes.has(programme.key)) programmes.set(programme.key, programme);
  }
  return { ...newest, programmes: [...programmes.values()] };
}

function describeChange(
  before: readonly IssueProgrammeLink[],
  after: readonly IssueProgrammeLink[],
): Record<'added' | 'removed', string[]> {
  const said = (links: readonly IssueProgrammeLink[]): string[] =>
    links.map(({ issue, programme, weight, quotation }) => `${issue} ${programme} ${weight} ${quotation}`);
  const old = new Set(said(before));
  const now = new Set(said(after));
  return {
    added: [...now].filter((link) => !old.has(link)),
    removed: [...old].filter((link) => !now.has(link)),
  };
}
