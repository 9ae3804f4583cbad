import { mergedInto } from './merged-into.ts';
import { openLeadKeys } from './open-lead-keys.ts';
import { recordLinks } from './record-links.ts';
import type { RecordIndex } from './record-index.ts';
import { restricted } from './restricted.ts';
import { submittedResponses } from './submitted-responses.ts';

/** All indexes over the records. One that stands here is written with every record and built at the start. */
export const RECORD_INDEXES: readonly RecordIndex[] = [
  restricted,
  mergedInto,
  submittedResponses,
  openLeadKeys,
  recordLinks,
];
