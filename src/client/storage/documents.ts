import type { Catalogue } from '#domain/catalogue/model.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { DocumentName, Survey } from '#protocol/documents.ts';
import type { StaffMember } from '#protocol/session.ts';
import type { BansoDatabase } from './database.ts';
import { useLiveQuery, type LiveQuery } from './live-query.ts';
import { useWorkspace } from './workspace.ts';

/** What each document holds. */
export interface DocumentContents {
  catalogue: Catalogue;
  questionnaire: Questionnaire;
  survey: Survey;
  staff: StaffMember[];
}

/** A document as this device keeps it; `undefined` before the first sync. */
export async function findDocument<N extends DocumentName>(
  db: BansoDatabase,
  name: N,
): Promise<DocumentContents[N] | undefined> {
  return (await db.documents.get(name))?.content as unknown as DocumentContents[N] | undefined;
}

/** Follows a document: its content on this device, renewed when a newer one has come. */
export function useDocument<N extends DocumentName>(name: N): LiveQuery<DocumentContents[N] | undefined> {
  const { db } = useWorkspace();
  return useLiveQuery(() => findDocument(db, name), undefined);
}
