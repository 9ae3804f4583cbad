import { computed, type Ref } from 'vue';
import type { ProblemWords } from '#domain/advice/problem-words.ts';
import type { IssueProgrammeLink } from '#domain/catalogue/issue-links.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import {
  EDITION_PREFIX,
  editionDocumentName,
  revisionDocumentName,
  type SurveyDocument,
  type WithdrawnPage,
} from '#protocol/documents.ts';
import type { SurveyWeights } from '#protocol/sample-weights.ts';
import type { StaffMember } from '#protocol/session.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { useLiveQuery, type LiveQuery } from './live-query.ts';
import { useWorkspace } from './workspace.ts';

/** What readers ask for; `catalogue` is the newest edition. */
export interface DocumentContents {
  catalogue: Catalogue;
  'issue-links': IssueProgrammeLink[];
  'problem-words': ProblemWords[];
  questionnaire: Questionnaire;
  survey: SurveyDocument;
  staff: StaffMember[];
  /** Absent on most devices: nobody has taken a page back. */
  'withdrawn-pages': WithdrawnPage[];
  /** Absent where no survey asks a drawn sample, and for who does not tabulate by attributes. */
  'sample-weights': SurveyWeights[];
}

/** An edition of the catalogue on this device; the hash of its content tells two states of one year apart. */
export interface EditionOnDevice {
  fiscalYear: number;
  hash: string;
  catalogue: Catalogue;
}

/** A document as this device keeps it; `undefined` before the first sync. */
export async function findDocument<N extends keyof DocumentContents>(
  db: BansoDatabase,
  name: N,
): Promise<DocumentContents[N] | undefined> {
  const stored = name === 'catalogue' ? await editionsOf(db).last() : await db.documents.get(name);
  return stored?.content as unknown as DocumentContents[N] | undefined;
}

/** The editions on this device, the newest first. */
export async function listEditions(db: BansoDatabase): Promise<EditionOnDevice[]> {
  const stored = await editionsOf(db).reverse().toArray();
  return stored.map(({ hash, content }) => {
    const catalogue = content as unknown as Catalogue;
    return { fiscalYear: catalogue.fiscalYear, hash, catalogue };
  });
}

/** The fiscal years of the editions on this device, the newest first, without reading what they hold. */
export async function listEditionYears(db: BansoDatabase): Promise<number[]> {
  const names = await editionsOf(db).reverse().primaryKeys();
  return names.map((name) => Number(name.slice(EDITION_PREFIX.length)));
}

/** The edition of a fiscal year, if this device has it. */
export async function findEdition(db: BansoDatabase, fiscalYear: number): Promise<Catalogue | undefined> {
  const stored = await db.documents.get(editionDocumentName(fiscalYear));
  return stored?.content as unknown as Catalogue | undefined;
}

/** A revision of a questionnaire, the one of now or a former one, if this device has it. */
export async function findRevision(
  db: BansoDatabase,
  questionnaireId: string,
  revision: number,
): Promise<Questionnaire | undefined> {
  const current = await findDocument(db, 'questionnaire');
  if (current?.id === questionnaireId && current.revision === revision) return current;
  const former = await db.documents.get(revisionDocumentName(questionnaireId, revision));
  return former?.content as unknown as Questionnaire | undefined;
}

/** In the order of their names, which is that of their years. */
function editionsOf({ documents }: BansoDatabase) {
  return documents.where('name').startsWith(EDITION_PREFIX);
}

/** Follows a document: its content on this device, renewed when a newer one has come. */
export function useDocument<N extends keyof DocumentContents>(
  name: N,
): LiveQuery<DocumentContents[N] | undefined> {
  const { db } = useWorkspace();
  return useLiveQuery(() => findDocument(db, name), undefined);
}

/** What this device has of a revision that was asked for. */
export interface RevisionOnDevice {
  id: string;
  revision: number;
  questionnaire: Questionnaire | undefined;
}

/** Follows the revision of a questionnaire that something names; `undefined` while that is not looked up. */
export function useRevision(
  named: () => { id: string; revision: number } | undefined,
): Readonly<Ref<RevisionOnDevice | undefined>> {
  const { db } = useWorkspace();
  const find = async (): Promise<RevisionOnDevice | undefined> => {
    const wanted = named();
    return wanted && { ...wanted, questionnaire: await findRevision(db, wanted.id, wanted.revision) };
  };
  const { data } = useLiveQuery(find, undefined, () => JSON.stringify(named()));
  return computed(() => {
    // An answer to what was named before is none.
    const wanted = named();
    return data.value?.id === wanted?.id && data.value?.revision === wanted?.revision
      ? data.value
      : undefined;
  });
}

/** Follows the editions on this device, the newest first. */
export function useEditions(): LiveQuery<EditionOnDevice[]> {
  const { db } = useWorkspace();
  return useLiveQuery(() => listEditions(db), []);
}
