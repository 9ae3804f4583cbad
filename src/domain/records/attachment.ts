import { defineCollection, type FieldsOf } from './definition.ts';
import { code, count, filledLine, reference, required } from './field.ts';

/** Photos and files that belong to a record; their bytes travel apart. */
export const attachments = defineCollection({
  name: 'attachments',
  version: 1,
  fields: {
    accountId: reference('accounts'),
    visitId: reference('visits'),
    sha256: required(filledLine()),
    sizeBytes: required(count()),
    mediaType: required(filledLine()),
    state: code(['onDevice', 'uploaded']),
  },
  groups: { content: ['sha256', 'sizeBytes', 'mediaType'] },
  indices: ['visitId'],
  keptByErasure: ['accountId', 'visitId'],
});

export type Attachment = FieldsOf<typeof attachments>;
