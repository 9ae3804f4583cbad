/**
 * Documents that devices keep and fetch again only when their content changes: the
 * catalogue, the questionnaires with their surveys, and the staff directory.
 * `GET /api/documents` lists them; `GET /api/documents/:name` answers one with its
 * hash as a strong ETag, and 304 when the device already has it.
 */
export const DOCUMENT_NAMES = ['catalogue', 'questionnaire', 'survey', 'staff'] as const;
export type DocumentName = (typeof DOCUMENT_NAMES)[number];

export interface DocumentList {
  documents: { name: DocumentName; hash: string; sizeBytes: number }[];
}

/** One wave of the questionnaire. */
export interface Survey {
  id: string;
  title: { ja: string; en: string };
  questionnaireId: string;
  questionnaireRevision: number;
  startsOn: string;
  endsOn: string | null;
}
