import type { FastifyInstance } from 'fastify';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import { composeCentreCode } from '#domain/catalogue/public-address.ts';
import { EDITION_PREFIX } from '#protocol/documents.ts';
import type { CentreCard } from '#protocol/respondent.ts';
import { toCentreCard } from '#server/centre/centre.ts';
import { getCentre, listCentreStates } from '#server/database/queries/centres.ts';
import { findDocument, listDocumentHashes } from '#server/database/queries/documents.ts';
import { listWithdrawnPages } from './withdrawn-pages.ts';

/** What stands at the public address of a programme. */
export type PublicPage =
  | { state: 'unknown' }
  | { state: 'withdrawn'; centre: CentreCard }
  | {
      state: 'shown';
      centre: CentreCard;
      programme: Programme;
      edition: Catalogue;
      /** The newest edition has the programme no more. */
      isOlder: boolean;
    };

/** Editions that were read last, by their hash; reading one anew takes longer than everything else. */
const MOST_KEPT = 6;

/** Makes what looks up public pages; what is published is read once for each of its states. */
export function createPageFinder({ database: { db } }: FastifyInstance) {
  const kept = new Map<string, Catalogue>();

  async function readEdition(
    centreId: string,
    { name, hash }: Awaited<ReturnType<typeof listDocumentHashes>>[number],
  ): Promise<Catalogue | undefined> {
    const known = kept.get(hash);
    if (known) return known;
    const document = await findDocument(db, centreId, name);
    if (!document) return undefined;
    const edition = JSON.parse(document.content) as Catalogue;
    kept.set(document.hash, edition);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return edition;
  }

  /** What an address leads to: the newest published edition that has the programme. */
  return async (centreCode: string, key: string): Promise<PublicPage> => {
    const centres = await listCentreStates(db);
    const centreId = centres.find(({ id }) => composeCentreCode(id) === centreCode)?.id;
    if (centreId === undefined) return { state: 'unknown' };
    const documents = await listDocumentHashes(db, centreId);
    const editions = documents
      .filter(({ name }) => name.startsWith(EDITION_PREFIX))
      .sort((a, b) => (a.name < b.name ? 1 : -1));
    for (const [index, stored] of editions.entries()) {
      const edition = await readEdition(centreId, stored);
      const programme = edition?.programmes.find((candidate) => candidate.key === key);
      if (!edition || !programme) continue;
      const centre = toCentreCard(await getCentre(db, centreId));
      const withdrawn = await listWithdrawnPages(db, centreId);
      if (withdrawn.some((page) => page.programme === key)) return { state: 'withdrawn', centre };
      return { state: 'shown', centre, programme, edition, isOlder: index > 0 };
    }
    return { state: 'unknown' };
  };
}
