import { defineCollection, type FieldsOf } from './definition.ts';
import { code, count, filledLine, instant, key, line, object, person, reference, required } from './field.ts';

/**
 * Photos and files that belong to a visit, a lead, a company or a question of an interview; their bytes
 * travel apart, after the record (docs/sync.md).
 */
export const attachments = defineCollection({
  name: 'attachments',
  version: 2,
  fields: {
    accountId: reference('accounts'),
    visitId: reference('visits'),
    sha256: required(filledLine()),
    sizeBytes: required(count()),
    mediaType: required(filledLine()),
    /** The server's word alone, see `verifiedAt`: what a device writes here is put right. */
    state: code(['onDevice', 'uploaded']),
    leadId: reference('leads'),
    responseId: reference('responses'),
    /** The question that it answers, of a response's. */
    itemCode: key(),
    /** What the file was called, of one that is no photo. */
    fileName: line(),
    caption: line(),
    width: count(),
    height: count(),
    takenAt: instant(),
    takenBy: person(),
    /** Where it was taken, as `latitude,longitude` in degrees; only where somebody wanted that. */
    place: line(),
    /** A small picture of it, made on the device; a file of its own. */
    thumbnail: object({
      sha256: required(filledLine()),
      sizeBytes: required(count()),
      mediaType: required(filledLine()),
    }),
    /** When the server had all bytes and found them to be those of `sha256`. */
    verifiedAt: instant(),
    /** The same of the thumbnail. */
    thumbnailVerifiedAt: instant(),
  },
  groups: {
    content: ['sha256', 'sizeBytes', 'mediaType', 'width', 'height', 'thumbnail'],
    arrival: ['state', 'verifiedAt', 'thumbnailVerifiedAt'],
  },
  indices: ['visitId', 'accountId', 'leadId', 'responseId'],
  signatures: ['takenBy'],
  keptByErasure: ['accountId', 'visitId', 'leadId', 'responseId'],
});

export type Attachment = FieldsOf<typeof attachments>;

/** Whether the server has all bytes of a file and of its small picture. */
export function hasArrivedWhole({
  verifiedAt,
  thumbnail,
  thumbnailVerifiedAt,
}: Partial<Attachment>): boolean {
  return verifiedAt !== undefined && (thumbnail === undefined || thumbnailVerifiedAt !== undefined);
}
