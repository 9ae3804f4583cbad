import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import { revisionDocumentName } from '#protocol/documents.ts';
import { findDocument, putDocument } from '#server/database/queries/documents.ts';
import type { Queries } from '#server/database/schema.ts';

/**
 * Makes a revision the one that new interviews are begun with. The one it replaces stays
 * under its own name: interviews begun under it are finished, and corrected, under it.
 */
export async function replaceQuestionnaireDocument(
  db: Queries,
  centreId: string,
  questionnaire: Questionnaire,
  now: Instant,
): Promise<void> {
  const before = await findDocument(db, centreId, 'questionnaire');
  if (before) {
    const former = JSON.parse(before.content) as Questionnaire;
    const isOther = former.id !== questionnaire.id || former.revision !== questionnaire.revision;
    if (isOther)
      await putDocument(db, centreId, revisionDocumentName(former.id, former.revision), former, now);
  }
  await putDocument(db, centreId, 'questionnaire', questionnaire, now);
}
