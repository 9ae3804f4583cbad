import * as v from 'valibot';

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

const localisedText = v.strictObject({ ja: v.string(), en: v.string() });
const plainDate = v.pipe(v.string(), v.isoDate());

/** One wave of the questionnaire. */
export const surveySchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,64}$/, 'not an id')),
  title: localisedText,
  questionnaireId: v.string(),
  questionnaireRevision: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  startsOn: plainDate,
  endsOn: v.nullable(plainDate),
});
export type Survey = v.InferOutput<typeof surveySchema>;
