import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '#domain/canonical/json.ts';
import {
  compareEditions,
  createEdition as createEmptyEdition,
  listChangedFields,
  putProgramme as withProgramme,
  removeProgramme as withoutProgramme,
  replaceProgrammes,
} from '#domain/catalogue/edition/edition.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import {
  checkOutline,
  compareOutlines,
  OUTLINE_FAULTS,
  replaceOutline,
  type Outline,
} from '#domain/catalogue/edition/outline.ts';
import {
  checkProgramme,
  checkProgrammes,
  describeProgrammeFault,
  type ProgrammeFault,
} from '#domain/catalogue/edition/programme-edit.ts';
import type { Language } from '#domain/canonical/language.ts';
import { editionDocumentName } from '#protocol/documents.ts';
import type { CreateEdition, EditionDetail, EditionRevision, EditionSummary } from '#protocol/catalogue.ts';
import { audit, type AuditAction } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';
import {
  deleteEdition,
  findEdition,
  insertEdition,
  listEditions,
  updateEdition,
  type Edition,
} from '#server/database/queries/editions.ts';
import { putDocument } from '#server/database/queries/documents.ts';
import type { Queries } from '#server/database/schema.ts';
import { listStaff } from '#server/database/queries/staff.ts';
import { Problem } from '#server/http/problem.ts';
import type { Services } from '#server/plugins/services.ts';

/** Who keeps the catalogue up, and the language for what is wrong with it. */
export interface Editor {
  centreId: string;
  userId: string;
  language: Language;
}

/** A centre's editions, the newest first. */
export async function listEditionSummaries(db: Queries, centreId: string): Promise<EditionSummary[]> {
  const names = await staffNames(db, centreId);
  return (await listEditions(db, centreId)).map((edition) => toSummary(edition, names));
}

/** One edition with its contents. @throws Problem `not-found` */
export async function getEditionDetail(
  db: Queries,
  centreId: string,
  fiscalYear: number,
): Promise<EditionDetail> {
  const edition = await getEdition(db, centreId, fiscalYear);
  return {
    ...toSummary(edition, await staffNames(db, centreId)),
    draft: edition.draft,
    published: edition.published,
  };
}

/** An edition as the list shows it. */
export async function summarise(db: Queries, edition: Edition): Promise<EditionSummary> {
  return toSummary(edition, await staffNames(db, edition.centreId));
}

async function staffNames(db: Queries, centreId: string): Promise<Map<string, string>> {
  return new Map((await listStaff(db, centreId)).map(({ userId, name }) => [userId, name]));
}

function toSummary(edition: Edition, names: ReadonlyMap<string, string>): EditionSummary {
  return {
    fiscalYear: edition.fiscalYear,
    source: edition.source,
    hasDraft: edition.draft !== null,
    isPublished: edition.published !== null,
    programmeCount: contentOf(edition).programmes.length,
    revision: edition.revision,
    updatedAt: edition.updatedAt,
    updatedBy: edition.updatedBy === null ? null : (names.get(edition.updatedBy) ?? ''),
  };
}

async function getEdition(db: Queries, centreId: string, fiscalYear: number): Promise<Edition> {
  const edition = await findEdition(db, centreId, fiscalYear);
  if (!edition) throw new Problem('not-found');
  return edition;
}

/** What is edited: the draft, or before there is one what is published. */
function contentOf({ fiscalYear, draft, published }: Edition): Catalogue {
  const content = draft ?? published;
  if (!content) throw new Error(`the edition ${fiscalYear} is empty`);
  return content;
}

/**
 * Begins an edition of another fiscal year as a draft: with the programmes of a year
 * (`copyFrom`), or only with the policies and pillars of the newest one.
 *
 * @throws Problem `edition-exists`, `not-found` when there is nothing to begin from.
 */
export async function createEdition(
  { database, clock }: FastifyInstance,
  editor: Editor,
  { fiscalYear, copyFrom }: CreateEdition,
): Promise<EditionSummary> {
  return database.db.transaction().execute(async (tx) => {
    const { centreId, userId } = editor;
    const editions = await listEditions(tx, centreId);
    if (editions.some((edition) => edition.fiscalYear === fiscalYear)) throw new Problem('edition-exists');
    const base =
      copyFrom === null ? editions[0] : editions.find((edition) => edition.fiscalYear === copyFrom);
    if (!base) throw new Problem('not-found');
    const edition: Edition = {
      centreId,
      fiscalYear,
      source: 'office',
      draft: createEmptyEdition(fiscalYear, contentOf(base), { withProgrammes: copyFrom !== null }),
      published: null,
      publishedBy: null,
      revision: 1,
      updatedAt: instantOf(clock),
      updatedBy: userId,
    };
    if (!(await insertEdition(tx, edition))) throw new Problem('edition-exists');
    await auditEdition(tx, { clock }, edition, 'catalogue.create', { copyFrom });
    return summarise(tx, edition);
  });
}

/**
 * Puts a programme into the draft, which is made of what is published when there is none.
 * What already stands there is no change, also when it was written from an older revision:
 * an answer may have been lost.
 *
 * @throws Problem `not-found`, `edition-changed`, `programme-invalid`.
 */
export async function putProgramme(
  app: FastifyInstance,
  editor: Editor,
  fiscalYear: number,
  programme: Programme,
  revision: number,
): Promise<EditionRevision> {
  return changeDraft(app, editor, fiscalYear, revision, (content) => {
    refuse(checkProgramme(programme, content), '/programme', editor.language);
    const before = content.programmes.find(({ key }) => key === programme.key);
    const fields = before ? listChangedFields(before, programme) : null;
    if (fields?.length === 0) return undefined;
    return {
      content: withProgramme(content, programme),
      action: 'catalogue.programme',
      detail: {
        programme: programme.key,
        ...(before
          ? { before: pick(before, fields!), after: pick(programme, fields!) }
          : { added: programme.name }),
      },
    };
  });
}

/** Takes a programme out of the draft; nothing happens when it is not there. @throws Problem `not-found`, `edition-changed` */
export async function removeProgramme(
  app: FastifyInstance,
  editor: Editor,
  fiscalYear: number,
  key: string,
  revision: number,
): Promise<EditionRevision> {
  return changeDraft(app, editor, fiscalYear, revision, (content) => {
    const programme = content.programmes.find((candidate) => candidate.key === key);
    if (!programme) return undefined;
    return {
      content: withoutProgramme(content, key),
      action: 'catalogue.programme',
      detail: { programme: key, removed: programme.name },
    };
  });
}

/** Puts a whole list in place of the draft's programmes, all of it or nothing. @throws Problem as `putProgramme` */
export async function importProgrammes(
  app: FastifyInstance,
  editor: Editor,
  fiscalYear: number,
  programmes: Programme[],
  revision: number,
): Promise<EditionRevision> {
  return changeDraft(app, editor, fiscalYear, revision, (content) => {
    refuseList({ ...content, programmes }, editor.language);
    const after = replaceProgrammes(content, programmes);
    const { added, removed, changed } = compareEditions(content, after);
    if (added.length + removed.length + changed.length === 0) return undefined;
    return {
      content: after,
      action: 'catalogue.import',
      detail: {
        added: added.map(({ key }) => key),
        removed: removed.map(({ key }) => key),
        changed: Object.fromEntries(changed.map(({ after: { key }, fields }) => [key, fields])),
      },
    };
  });
}

/** Puts other policies and pillars over the draft's programmes. @throws Problem `not-found`, `edition-changed`, `outline-invalid` */
export async function putOutline(
  app: FastifyInstance,
  editor: Editor,
  fiscalYear: number,
  outline: Outline,
  revision: number,
): Promise<EditionRevision> {
  return changeDraft(app, editor, fiscalYear, revision, (content) => {
    const faults = checkOutline(outline, content);
    if (faults.length > 0) {
      throw new Problem('outline-invalid', {
        errors: faults.map(({ field, code, key }) => ({
          pointer: `/${field}`,
          message: OUTLINE_FAULTS[code][editor.language].replace('{key}', key),
        })),
      });
    }
    const after = replaceOutline(content, outline);
    const changes = compareOutlines(content, after);
    if (changes.length === 0) return undefined;
    return {
      content: after,
      action: 'catalogue.outline',
      detail: { changes: changes.map(({ key, kind, title }) => ({ key, kind, title })) },
    };
  });
}

/**
 * Makes the draft what devices carry; it stays so until the next publication.
 *
 * @throws Problem `not-found`, `edition-changed`, `nothing-to-publish`, `edition-empty`, `programme-invalid`.
 */
export async function publishEdition(
  { database, clock }: FastifyInstance,
  editor: Editor,
  fiscalYear: number,
  revision: number,
): Promise<EditionRevision> {
  return database.db.transaction().execute(async (tx) => {
    const before = await getEdition(tx, editor.centreId, fiscalYear);
    if (before.revision !== revision) throw new Problem('edition-changed');
    const { draft } = before;
    if (!draft) throw new Problem('nothing-to-publish');
    if (draft.programmes.length === 0) throw new Problem('edition-empty');
    refuseList(draft, editor.language);
    const after = bump(before, { draft: null, published: draft, publishedBy: editor.userId }, editor, clock);
    if (!(await updateEdition(tx, after))) throw new Problem('edition-changed');
    await putDocument(tx, editor.centreId, editionDocumentName(fiscalYear), draft, after.updatedAt);
    const { added, removed, changed } = compareEditions(before.published, draft);
    await auditEdition(tx, { clock }, after, 'catalogue.publish', {
      added: added.length,
      removed: removed.length,
      changed: changed.length,
      outline: compareOutlines(before.published, draft).length,
    });
    return { revision: after.revision };
  });
}

/** Drops the draft; an edition that was never published goes with it. @throws Problem `not-found`, `edition-changed` */
export async function discardDraft(
  { database, clock }: FastifyInstance,
  editor: Editor,
  fiscalYear: number,
  revision: number,
): Promise<EditionRevision> {
  return database.db.transaction().execute(async (tx) => {
    const before = await getEdition(tx, editor.centreId, fiscalYear);
    if (before.revision !== revision) throw new Problem('edition-changed');
    if (!before.draft) return { revision };
    const after = bump(before, { draft: null }, editor, clock);
    const isDone = before.published ? await updateEdition(tx, after) : await deleteEdition(tx, before);
    if (!isDone) throw new Problem('edition-changed');
    await auditEdition(tx, { clock }, after, 'catalogue.discard', {
      programmes: before.draft.programmes.length,
    });
    return { revision: after.revision };
  });
}

/** What a change makes of the content, and what the audit log says about it; `undefined` when there is none. */
type DraftChange = (
  content: Catalogue,
) => { content: Catalogue; action: AuditAction; detail: JsonObject } | undefined;

async function changeDraft(
  { database, clock }: FastifyInstance,
  editor: Editor,
  fiscalYear: number,
  revision: number,
  change: DraftChange,
): Promise<EditionRevision> {
  return database.db.transaction().execute(async (tx) => {
    const before = await getEdition(tx, editor.centreId, fiscalYear);
    const changed = change(contentOf(before));
    if (!changed) return { revision: before.revision };
    if (before.revision !== revision) throw new Problem('edition-changed');
    const after = bump(before, { draft: changed.content }, editor, clock);
    if (!(await updateEdition(tx, after))) throw new Problem('edition-changed');
    await auditEdition(tx, { clock }, after, changed.action, changed.detail);
    return { revision: after.revision };
  });
}

function bump(
  edition: Edition,
  changes: Partial<Edition>,
  { userId }: Editor,
  clock: Services['clock'],
): Edition {
  return {
    ...edition,
    ...changes,
    revision: edition.revision + 1,
    updatedAt: instantOf(clock),
    updatedBy: userId,
  };
}

async function auditEdition(
  tx: Queries,
  { clock }: Pick<Services, 'clock'>,
  { centreId, fiscalYear, updatedBy }: Edition,
  action: AuditAction,
  detail: JsonObject,
): Promise<void> {
  await audit(tx, clock, { centreId, by: updatedBy, action, subject: String(fiscalYear), detail });
}

function refuse(faults: readonly ProgrammeFault[], pointer: string, language: Language): void {
  if (faults.length === 0) return;
  throw new Problem('programme-invalid', {
    errors: faults.map((fault) => ({
      pointer: `${pointer}/${fault.field}`,
      message: describeProgrammeFault(fault, language),
    })),
  });
}

function refuseList(content: Catalogue, language: Language): void {
  const faults = checkProgrammes(content).map(({ index, field, code, limit }) => ({
    field: `${index}/${field}`,
    ...(limit !== undefined && { limit }),
    code,
  }));
  refuse(faults, '/programmes', language);
}

function pick(programme: Programme, fields: readonly (keyof Programme)[]): JsonObject {
  return Object.fromEntries(
    fields.map((field) => [field, programme[field] ?? null]),
  ) as unknown as JsonObject;
}
