import type { FastifyInstance } from 'fastify';
import { hashText } from '#domain/canonical/hash.ts';
import type { Language } from '#domain/canonical/language.ts';
import type { OpenedParcel, Parcel, ParcelContent, SealedLetter } from '#protocol/parcels.ts';
import { PROBLEMS } from '#protocol/problems.ts';
import type { Session } from '#server/auth/session.ts';
import { findLetter, insertParcel, listParcels, markParcelOpened } from '#server/database/queries/parcels.ts';
import type { Queries } from '#server/database/schema.ts';
import { findStaff } from '#server/database/queries/staff.ts';
import { takePiecesIn } from '#server/files/take-pieces-in.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';
import { pushChanges } from '#server/sync/push.ts';
import type { ParcelKey } from '#server/settings/parcel-key.ts';
import { openLetter } from './open-letter.ts';

/** More than a centre ever has waiting; older opened ones are not shown. */
const SHOWN = 200;

/**
 * Keeps a sealed letter for the office. It is opened here only to see that it can be.
 *
 * @throws Problem `parcel-unreadable` when it is not for this centre or holds nothing of its people.
 */
export async function receiveParcel(app: FastifyInstance, letter: SealedLetter): Promise<void> {
  const content = openLetter(app.parcelKey, letter);
  if (!content || !(await findStaff(app.database.db, content.centreId, content.userId)))
    throw new Problem('parcel-unreadable');
  const text = JSON.stringify(letter);
  await insertParcel(app.database.db, {
    centre_id: content.centreId,
    parcel_id: hashText(text),
    received_at: instantOf(app.clock),
    user_id: content.userId,
    change_count: content.changes.length,
    draft_count: content.drafts.length,
    letter: text,
  });
}

/** What was received, unopened ones first. */
export async function listReceived(db: Queries, centreId: string): Promise<Parcel[]> {
  return (await listParcels(db, centreId, SHOWN)).map((row) => ({
    id: row.parcel_id,
    receivedAt: row.received_at,
    userId: row.user_id,
    changes: row.change_count,
    drafts: row.draft_count,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    refused: row.refused_count,
  }));
}

/** What is in a parcel; nothing of it is taken in yet. @throws Problem `not-found`, `parcel-unreadable`. */
export async function readParcel(
  { database, clock, parcelKey }: FastifyInstance,
  { centreId, userId }: Pick<Session, 'centreId' | 'userId'>,
  parcelId: string,
): Promise<ParcelContent> {
  return database.db.transaction().execute(async (tx) => {
    const content = await readLetter(tx, parcelKey, { centreId, parcelId });
    await audit(tx, clock, {
      centreId,
      by: userId,
      action: 'parcels.read',
      subject: parcelId,
      detail: { of: content.userId },
    });
    return withoutBytes(content);
  });
}

async function readLetter(
  db: Queries,
  key: ParcelKey,
  { centreId, parcelId }: { centreId: string; parcelId: string },
): Promise<ParcelContent> {
  const letter = await findLetter(db, centreId, parcelId);
  if (letter === undefined) throw new Problem('not-found');
  const content = openLetter(key, JSON.parse(letter) as SealedLetter);
  if (!content) throw new Problem('parcel-unreadable');
  return content;
}

/**
 * Takes a parcel's changes and photos in, with their author kept and the opener as who imported them, and gives
 * what is in it: what is refused, and drafts, are for a person to read. Opening it again is harmless.
 *
 * @throws Problem `not-found`, `parcel-unreadable`.
 */
export async function openParcel(
  app: FastifyInstance,
  session: Session,
  parcelId: string,
  language: Language,
): Promise<OpenedParcel> {
  const { database, clock, parcelKey } = app;
  const { centreId, userId } = session;
  const content = await readLetter(database.db, parcelKey, { centreId, parcelId });
  const { changes, pieces = [] } = content;
  const ofChanges = await takeChangesIn(app, session, changes, language);
  const ofPieces = await takePiecesIn(app, centreId, pieces);
  const refused = [
    ...ofChanges,
    ...ofPieces.map((code) => ({ changeId: null, code, title: PROBLEMS[code].title[language] })),
  ];
  await database.db.transaction().execute(async (tx) => {
    await markParcelOpened(
      tx,
      { centreId, parcelId },
      { at: instantOf(clock), by: userId, refused: refused.length },
    );
    await audit(tx, clock, {
      centreId,
      by: userId,
      action: 'parcels.open',
      subject: parcelId,
      detail: { of: content.userId, changes: changes.length, refused: refused.length },
    });
  });
  return { taken: changes.length + pieces.length - refused.length, refused, content: withoutBytes(content) };
}

async function takeChangesIn(
  { database, clock }: FastifyInstance,
  { centreId, userId, role }: Session,
  changes: ParcelContent['changes'],
  language: Language,
): Promise<OpenedParcel['refused']> {
  if (changes.length === 0) return [];
  // No device: nothing of the changes is proven to come from where they say.
  const pusher = {
    centreId,
    userId,
    role,
    deviceId: '',
    hadOtherRights: false,
    language,
    serverTime: instantOf(clock),
  };
  const { results } = await database.db.transaction().execute((tx) => pushChanges(tx, pusher, changes));
  return results.flatMap((result) => {
    if (result.status !== 'rejected') return [];
    const { changeId, code, title, errors } = result;
    return [{ changeId, code, title, ...(errors && { errors }) }];
  });
}

/** What a person looks at: bytes are nothing to be read. */
function withoutBytes({ pieces, ...content }: ParcelContent): ParcelContent {
  return { ...content, ...(pieces && { pieces: pieces.map((piece) => ({ ...piece, bytes: '' })) }) };
}
