import * as v from 'valibot';
import { findUnstorable } from '#domain/canonical/storable-text.ts';
import { FILE_PARTS } from './files.ts';
import type { ProblemDetail, ProblemCode } from './problems.ts';
import { isShallow } from './sync.ts';

/**
 * How records that a device could not send before its person left travel: encrypted to the centre's
 * public key, so that they can be carried and sent by anybody and read by the office alone.
 *
 * ECDH on P-256 with a key made for the letter, HKDF-SHA-256 (salt: the letter's point and the
 * centre's; info: `SEALING_INFO`), AES-256-GCM with the tag at the end of the data.
 */
export const SEALING_INFO = 'banso-sealed-1';

const base64url = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/, 'not base64url'));

/** `POST /api/parcels` */
export const sealedLetterSchema = v.strictObject({
  format: v.literal('banso-sealed'),
  version: v.literal(1),
  /** The letter's own point, uncompressed. */
  ephemeral: v.pipe(base64url, v.length(87)),
  iv: v.pipe(base64url, v.length(16)),
  data: base64url,
});
export type SealedLetter = v.InferOutput<typeof sealedLetterSchema>;

/** A letter holds at most as many changes as a push, so that it can be taken in like one. */
export const MAX_LETTER_BYTES = 2 * 1024 * 1024;

const shortText = v.pipe(v.string(), v.maxLength(200));
/** What the database is asked for: a letter comes past what refuses such text in requests. */
const shortStorableText = v.pipe(
  shortText,
  v.check((text) => findUnstorable(text) === undefined),
);

/** A piece of a photo or file whose record is in a letter or with the server, as `PATCH` of an upload would send it. */
const sealedPieceSchema = v.object({
  attachmentId: shortText,
  part: v.picklist(FILE_PARTS),
  firstByte: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Base64url. */
  bytes: v.string(),
});
export type SealedPiece = v.InferOutput<typeof sealedPieceSchema>;

/** What a piece in a letter has at most: encrypted and twice in base64url it has to fit. */
export const SEALED_PIECE_BYTES = 768 * 1024;

/** What is in a letter, and in a file of unsent changes. */
export const parcelContentSchema = v.object({
  format: v.literal('banso-unsent-changes'),
  version: v.literal(1),
  centreId: shortStorableText,
  /** Whose records they are. */
  userId: shortStorableText,
  exportedAt: shortText,
  changes: v.pipe(v.array(v.pipe(v.unknown(), v.check(isShallow))), v.maxLength(200)),
  /** What stood in forms and had not been confirmed. */
  drafts: v.pipe(v.array(v.object({ name: v.string(), text: v.string() })), v.maxLength(200)),
  /** Bytes of photos and files that had not arrived; absent where there are none. */
  pieces: v.optional(v.pipe(v.array(sealedPieceSchema), v.maxLength(200))),
});
export type ParcelContent = v.InferOutput<typeof parcelContentSchema>;

/** A parcel as the office sees it before it is opened. `GET /api/parcels` */
export interface Parcel {
  id: string;
  receivedAt: string;
  userId: string;
  changes: number;
  drafts: number;
  openedAt: string | null;
  openedBy: string | null;
  /** How many of its changes were refused; null before it was opened. */
  refused: number | null;
}

/** What became of a parcel's changes. `POST /api/parcels/:id/open` */
export interface OpenedParcel {
  taken: number;
  refused: { changeId: string | null; code: ProblemCode; title: string; errors?: ProblemDetail[] }[];
  content: ParcelContent;
}
