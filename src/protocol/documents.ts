import type { Action } from '#domain/access/permissions.ts';
import type { SurveyStatus } from '#domain/fieldwork/survey-state.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { Survey } from './survey-schema.ts';

/**
 * Documents that devices keep and fetch again only when their content changes: one
 * `catalogue-YYYY` per published edition, the links from issues to programmes, the
 * words by which companies name issues, the questionnaire with its survey, the questionnaire's
 * former revisions, which responses begun under them go on with, the staff directory, the
 * programmes whose public pages were taken back, and what the answers of drawn samples stand for.
 * `GET /api/documents` lists them; `GET /api/documents/:name` answers one with its
 * hash as a strong ETag, and 304 when the device already has it. A device drops what
 * is no longer listed.
 */
export const FIXED_DOCUMENT_NAMES = [
  'issue-links',
  'problem-words',
  'questionnaire',
  'survey',
  'staff',
  'withdrawn-pages',
  'sample-weights',
] as const;
/** The edition of a fiscal year. */
export type EditionDocumentName = `catalogue-${number}`;
/** A revision that the document `questionnaire` has replaced. */
export type RevisionDocumentName = `questionnaire-${string}-${number}`;
export type DocumentName = (typeof FIXED_DOCUMENT_NAMES)[number] | EditionDocumentName | RevisionDocumentName;

/** What the names of all editions begin with. */
export const EDITION_PREFIX = 'catalogue-';

/** The name of a fiscal year's edition. */
export function editionDocumentName(fiscalYear: number): EditionDocumentName {
  return `${EDITION_PREFIX}${fiscalYear}`;
}

/** The name of a questionnaire's former revision. */
export function revisionDocumentName(questionnaireId: string, revision: number): RevisionDocumentName {
  return `questionnaire-${questionnaireId}-${revision}`;
}

/** Whether a text can be a document's name. */
export function isDocumentName(text: string): text is DocumentName {
  return (
    (FIXED_DOCUMENT_NAMES as readonly string[]).includes(text) ||
    /^(?:catalogue-\d{4}|questionnaire-[\w-]{1,64}-\d{1,9})$/.test(text)
  );
}

/**
 * Editions first, the newest in front: what a device needs soonest. Then former revisions of
 * the questionnaire, so that none is ever missing on a device whose `questionnaire` was just
 * replaced, and the others in their order.
 */
export function compareDocumentNames(a: DocumentName, b: DocumentName): number {
  return placeOf(a) - placeOf(b) || (a < b ? 1 : -1);
}

function placeOf(name: DocumentName): number {
  if (name.startsWith(EDITION_PREFIX)) return -2;
  return (FIXED_DOCUMENT_NAMES as readonly string[]).indexOf(name);
}

/** What somebody must be allowed to do to carry a document. */
export function actionOfDocument(name: DocumentName): Action {
  if (name === 'staff') return 'staff.list';
  // They say of an answer in which stratum its company was drawn.
  if (name === 'sample-weights') return 'wishes.tabulate';
  return name === 'survey' ? 'surveys.read' : 'documents.read';
}

export interface DocumentList {
  documents: {
    name: DocumentName;
    hash: string;
    sizeBytes: number;
    /** Which version of its format the document is in; a server of before says none, which is 1. */
    format?: number;
  }[];
}

/**
 * The formats that this build writes and reads. One goes up when an app of before would misread the
 * document; what it need not know may be added freely.
 */
const DOCUMENT_FORMATS = {
  catalogue: 1,
  'issue-links': 1,
  'problem-words': 1,
  questionnaire: 1,
  survey: 1,
  staff: 1,
  'withdrawn-pages': 1,
  'sample-weights': 1,
};

/** Documents whose content is a list. */
const LISTS = ['issue-links', 'problem-words', 'staff', 'withdrawn-pages', 'sample-weights'] as const;

/** The version of a document's format, as this build knows it. */
export function formatOfDocument(name: DocumentName): number {
  return DOCUMENT_FORMATS[kindOfDocument(name)];
}

/** Whether what arrived can be the document: one cut short or of another kind must not replace a good one. */
export function isDocumentContent(name: DocumentName, content: Json): boolean {
  const kind = kindOfDocument(name);
  if ((LISTS as readonly string[]).includes(kind)) return Array.isArray(content);
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return false;
  if (kind === 'catalogue') return Array.isArray(content['programmes']);
  return kind === 'questionnaire' ? Array.isArray(content['sections']) : typeof content['id'] === 'string';
}

function kindOfDocument(name: DocumentName): keyof typeof DOCUMENT_FORMATS {
  if (name.startsWith(EDITION_PREFIX)) return 'catalogue';
  return LISTS.find((list) => list === name) ?? (name === 'survey' ? 'survey' : 'questionnaire');
}

/** A programme whose public page was taken back: its address stays, and says so. */
export interface WithdrawnPage {
  programme: string;
  at: Instant;
}

/** A survey as devices keep it; how it stands follows from the day. Documents of former versions do not say the status. */
export interface DeviceSurvey extends Survey {
  status?: SurveyStatus;
}

/** The document `survey`: what interviews answer, and the other surveys that they can answer at the same time. */
export interface SurveyDocument extends DeviceSurvey {
  others?: DeviceSurvey[];
  /** Surveys that nobody answers any more; tables are still made of them. */
  past?: DeviceSurvey[];
}

/** All surveys that a document tells of. */
export function listDeviceSurveys({ others = [], past = [], ...first }: SurveyDocument): DeviceSurvey[] {
  return [first, ...others, ...past];
}
