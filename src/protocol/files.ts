/*
 * Photos and files. Their bytes go up by tus 1.0.0 at `UPLOADS_PATH`, each file under an id that follows from
 * its record, so that any device of its person, and any server, finds what is there of it.
 */

/** The two files of an attachment: itself, and a small picture of it. */
export const FILE_PARTS = ['full', 'thumb'] as const;
export type FilePart = (typeof FILE_PARTS)[number];

export const UPLOADS_PATH = '/api/uploads';

/** What a file may have at most, in bytes, and a small picture. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
export const MAX_THUMBNAIL_BYTES = 64 * 1024;

/** What devices send at a time: two seconds at 1 Mbit/s, and no more has to travel again when a link breaks. */
export const PIECE_BYTES = 256 * 1024;
/** What the server takes at a time. */
export const MAX_PIECE_BYTES = 1024 * 1024;

/** What is taken in; the bytes have to be what they are said to be. */
export const FILE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'application/pdf'] as const;
export type FileType = (typeof FILE_TYPES)[number];

/** The id of an upload, and of a file on a device. */
export function uploadIdOf(attachmentId: string, part: FilePart): string {
  return `${attachmentId}.${part}`;
}

/** The attachment and part that an upload's id names; undefined where it is none. */
export function readUploadId(uploadId: string): { attachmentId: string; part: FilePart } | undefined {
  const [, attachmentId, part] = /^([A-Za-z0-9_-]{1,64})\.(full|thumb)$/.exec(uploadId) ?? [];
  return attachmentId === undefined ? undefined : { attachmentId, part: part as FilePart };
}

/** Where a file is read. */
export function fileAddress(attachmentId: string, part: FilePart): string {
  const address = `/api/files/${encodeURIComponent(attachmentId)}`;
  return part === 'full' ? address : `${address}/thumbnail`;
}

/**
 * What some bytes are by how they begin; undefined for anything that is not taken in. Twelve bytes are enough.
 * HEIC: ISO/IEC 23008-12, the brands of still pictures.
 */
export function sniffFileType(bytes: Uint8Array): FileType | undefined {
  const at = (start: number, text: string): boolean =>
    [...text].every((letter, index) => bytes[start + index] === letter.charCodeAt(0));
  if (at(0, '\u00ff\u00d8\u00ff')) return 'image/jpeg';
  if (at(0, '\u0089PNG\r\n\u001a\n')) return 'image/png';
  if (at(0, 'RIFF') && at(8, 'WEBP')) return 'image/webp';
  if (at(4, 'ftyp') && ['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1'].some((brand) => at(8, brand)))
    return 'image/heic';
  if (at(0, '%PDF-')) return 'application/pdf';
  return undefined;
}
