import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';
import type { Role } from '#domain/access/permissions.ts';
import type { Instant, PlainDate } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import type { EditionSource } from '#domain/catalogue/edition/edition.ts';
import type { FrameListStatus } from '#domain/fieldwork/frame/frame-list.ts';
import type { EventChannel, UnitEventName } from '#domain/fieldwork/history/unit-event.ts';
import type { LotKind, LotMark } from '#domain/fieldwork/lots/lot-kinds.ts';
import type { LotWording } from '#domain/fieldwork/lots/wording-split.ts';
import type { SurveyStatus } from '#domain/fieldwork/survey-state.ts';
import type { DocumentName } from '#protocol/documents.ts';
import type { FilePart } from '#protocol/files.ts';

/**
 * The tables, the same on SQLite and PostgreSQL. Every key of a centre's own data
 * begins with `centre_id`, the column by which a national service distributes
 * them (Citus). The reference tables, copied to every node there, are those that
 * must be read before the centre is known: sign-in (`users`, `sessions`,
 * `credentials`, `verifications`), `code_lookup` and `rate_limits`.
 *
 * JSON and instants are text; yes/no is 0 or 1.
 */
export interface Database {
  centres: CentresTable;
  restores: RestoresTable;
  changes: ChangesTable;
  records: RecordsTable;
  staff: StaffTable;
  documents: DocumentsTable;
  catalogue_editions: CatalogueEditionsTable;
  issue_links: IssueLinksTable;
  problem_words: ProblemWordsTable;
  questionnaire_revisions: QuestionnaireRevisionsTable;
  surveys: SurveysTable;
  frame_lists: FrameListsTable;
  frame_uploads: FrameUploadsTable;
  frame_units: FrameUnitsTable;
  survey_samples: SurveySamplesTable;
  survey_units: SurveyUnitsTable;
  invitations: InvitationsTable;
  import_sources: ImportSourcesTable;
  survey_letters: SurveyLettersTable;
  unit_events: UnitEventsTable;
  letter_lots: LetterLotsTable;
  letter_lot_units: LetterLotUnitsTable;
  letter_lot_marks: LetterLotMarksTable;
  keyed_sheets: KeyedSheetsTable;
  keyed_entries: KeyedEntriesTable;
  provisions: ProvisionsTable;
  referral_codes: ReferralCodesTable;
  record_links: RecordLinksTable;
  submissions: SubmissionsTable;
  devices: DevicesTable;
  held_changes: HeldChangesTable;
  veiled_responses: VeiledResponsesTable;
  submitted_responses: SubmittedResponsesTable;
  open_lead_keys: OpenLeadKeysTable;
  record_indexes: RecordIndexesTable;
  parcels: ParcelsTable;
  files: FilesTable;
  attachment_files: AttachmentFilesTable;
  file_uploads: FileUploadsTable;
  file_pieces: FilePiecesTable;
  one_time_links: OneTimeLinksTable;
  audit_log: AuditLogTable;
  code_lookup: CodeLookupTable;
  rate_limits: RateLimitsTable;
  users: UsersTable;
  sessions: SessionsTable;
  credentials: CredentialsTable;
  verifications: VerificationsTable;
}

/** A database or a transaction of it: what query functions take first. */
export type Queries = Kysely<Database> | Transaction<Database>;

/** 0 or 1. */
type Flag = number;

/** What somebody holds who comes with a code or a token. */
export type CodeKind = 'oneTimeLink' | 'invitation' | 'openLink' | 'testLink' | 'referral' | 'companyWord';

export type LinkPurpose = 'first-administrator' | 'set-password';

export interface CentresTable {
  centre_id: string;
  name: string;
  /** What companies are told to turn to, one line; null while nobody has said. */
  contact: string | null;
  /** Within how many working days a new lead is due; null for no date. */
  lead_days: Generated<number | null>;
  /** The highest revision given out; every writing transaction bumps it first, which also locks the row. */
  revision: Generated<number>;
  /** Another one once a backup is restored: devices then send again what the centre has lost. */
  epoch: string;
  /** How many submissions of companies it has taken in; devices keep the number in what they were proven. */
  submissions: Generated<number>;
  created_at: Instant;
}

/** Each time that an older state was put back, by the command or noticed later (`server/sync/notice-restore.ts`). */
export interface RestoresTable {
  centre_id: string;
  /** The epoch that began with it. */
  epoch: string;
  epoch_before: string;
  noticed_at: Instant;
  /** 1 for the command. */
  is_declared: Flag;
  kept_revision: number;
  kept_submissions: number;
  /** How far the centre is proven to have come before; goes up as devices come by. */
  seen_revision: number;
  seen_submissions: number;
  /** When an administrator last took notice; null while nobody has, or when more has become known since. */
  understood_at: Instant | null;
}

/** Append-only: every change ever received, the audit of all data. */
export interface ChangesTable {
  centre_id: string;
  revision: number;
  change_id: string;
  device_id: string;
  device_seq: number;
  made_by: string;
  made_at: Instant;
  /** Who sent it, when that was not the person who made it. */
  imported_by: string | null;
  collection: string;
  record_id: string;
  /** The change as canonical JSON. */
  change: string;
  change_hash: string;
  /** `accepted` or `merged`. */
  result: string;
  /** The record it was applied to; another than `record_id` when that one had been merged away. */
  effective_record_id: string;
  server_time: Instant;
}

/** Whose a device is: the app has one device id per centre and person. */
export interface DevicesTable {
  centre_id: string;
  device_id: string;
  user_id: string;
  first_seen_at: Instant;
  /** What the device was last to move on to, see `Install`; null until it says, and in a new epoch. */
  mark: string | null;
  /** When it last told what waits on it, how many changes those were and since when; null before it first did. */
  last_contact_at: Instant | null;
  unsent: Generated<number>;
  unsent_since: Instant | null;
  user_agent: string | null;
}

/** What people recorded and may no longer write, for the office to decide about; decided ones are kept. */
export interface HeldChangesTable {
  centre_id: string;
  change_id: string;
  record_id: string;
  made_by: string;
  /** The change as canonical JSON. */
  change: string;
  change_hash: string;
  /** The problem for which it was not simply taken. */
  refusal: string;
  held_at: Instant;
  /** `accepted` or `declined`; null while it waits. */
  decision: string | null;
  decided_at: Instant | null;
  decided_by: string | null;
  reason: string | null;
}

/** How responses without consent are shown to those who may not see whose they are; follows `records`. */
export interface VeiledResponsesTable {
  centre_id: string;
  response_id: string;
  /** The id that they know it by; null until it is first shown. */
  shown_id: string | null;
  /** Since when they see it, in the centre's order; beside no other record's. */
  revision: number | null;
  /** Has changed since, and is shown anew with the next batch. */
  is_pending: Flag;
  /** Since when it is known to wait for that. */
  noticed_at: Instant | null;
  /** May be seen as it is now: what was shown is taken back. */
  is_withdrawn: Flag;
  /** Was to be seen under its own id before: devices have to forget that. */
  was_known: Flag;
}

export interface RecordsTable {
  centre_id: string;
  record_id: string;
  collection: string;
  revision: number;
  fields: string;
  units: string;
  conflicts: string;
  warnings: string;
  deleted_at: Instant | null;
  /** When it was erased for privacy (`server/erasure`); a record that has it is refused changes. */
  erased_at: Instant | null;
  merged_into: string | null;
  /** Whether it is shown without names to those who advise companies (`domain/fieldwork/consent.ts`). */
  restricted: Generated<Flag>;
}

export interface StaffTable {
  centre_id: string;
  user_id: string;
  name: string;
  role: Role;
  /** JSON array of issue codes. */
  expertise: string;
  /** JSON array of municipality codes. */
  areas: Generated<string>;
  active: Flag;
  /** Raised when what the person may see changes; their devices then start afresh. */
  access_version: number;
  language: Language;
  created_at: Instant;
}

export interface DocumentsTable {
  centre_id: string;
  name: DocumentName;
  /** SHA-256 of `content`. */
  hash: string;
  /** Canonical JSON. */
  content: string;
  updated_at: Instant;
}

/** The catalogue of one fiscal year; it has a draft or has been published, or both. */
export interface CatalogueEditionsTable {
  centre_id: string;
  fiscal_year: number;
  source: EditionSource;
  /** Canonical JSON of what is being edited; null when nothing differs from what is published. */
  draft: string | null;
  /** Canonical JSON of what devices carry. */
  published: string | null;
  /** Who published it; null for the report as it was read, which a better reading may replace. */
  published_by: string | null;
  /** Goes up with every change. */
  revision: number;
  updated_at: Instant;
  updated_by: string | null;
}

/** The links from issues to programmes, one row a centre. */
/** What companies say and which issue is meant by it. */
export interface ProblemWordsTable {
  centre_id: string;
  /** Canonical JSON of all entries. */
  content: string;
  revision: number;
  updated_at: Instant;
  /** Null for the seed's own, which a newer seed may replace. */
  updated_by: string | null;
}

export interface IssueLinksTable {
  centre_id: string;
  /** Canonical JSON of all links. */
  content: string;
  revision: number;
  updated_at: Instant;
  /** Null for the seed's own, which a newer seed may replace. */
  updated_by: string | null;
}

/** What has been published of questionnaires; no row ever changes. */
export interface QuestionnaireRevisionsTable {
  centre_id: string;
  questionnaire_id: string;
  revision: number;
  /** SHA-256 of `content`. */
  hash: string;
  /** Canonical JSON. */
  content: string;
  published_at: Instant;
  /** Null for the seed's own. */
  published_by: string | null;
}

/** A questionnaire asked within a period. */
export interface SurveysTable {
  centre_id: string;
  survey_id: string;
  /** JSON object, text by language. */
  title: string;
  questionnaire_id: string;
  questionnaire_revision: number;
  status: SurveyStatus;
  starts_on: PlainDate;
  ends_on: PlainDate | null;
  /** Of the link for everyone, which is handed out publicly; null while there is none. */
  open_token: string | null;
  /** Of the link for trying the survey out. */
  test_token: string;
  /** Goes up with every change. */
  revision: number;
  created_at: Instant;
  updated_at: Instant;
  /** Null for the seed's own, which a newer seed may replace. */
  updated_by: string | null;
}

/** A code for one unit of a survey. The code itself is computed anew each time it is shown. */
export interface InvitationsTable {
  centre_id: string;
  invitation_id: string;
  survey_id: string;
  /** The account, or the address of a list. */
  unit_id: string;
  /** Counts the unit's codes; only the last may be in force. */
  generation: number;
  /** Of the secret that it was made with. */
  key_id: string;
  code_hash: string;
  issued_at: Instant;
  issued_by: string | null;
  revoked_at: Instant | null;
  /** When its page was first opened. */
  opened_at: Instant | null;
  /** When answers first came with it. */
  answered_at: Instant | null;
}

/** What companies have sent, so that sending again gives the same receipt. */
export interface SubmissionsTable {
  centre_id: string;
  /** Made on the company's device. */
  submission_id: string;
  content_hash: string;
  response_id: string;
  receipt_number: string;
  received_at: Instant;
  is_duplicate: Flag;
  /** The lead that came of it; null where the company asked for none. */
  lead_id: string | null;
}

/** The submitted ones among the responses, found by survey and account; follows `records`. */
export interface SubmittedResponsesTable {
  centre_id: string;
  response_id: string;
  survey_id: string;
  account_id: string | null;
  channel: string;
  disposition: string;
  /** Null until the index has been built anew with it. */
  submitted_at: Instant | null;
  /** The address of a list whose code it came with, else the account; null where nobody knows whose it is. */
  unit_id: string | null;
}

/** Addresses that were bought or lent, from which surveys draw their samples. Never on devices. */
export interface FrameListsTable {
  centre_id: string;
  list_id: string;
  name: string;
  /** Whom it is from. */
  source: string;
  /** `loading` until its rows have all come; `ended` once names and addresses have been deleted. */
  status: FrameListStatus;
  /** The last day on which its names and addresses may be kept; null where nothing ends. */
  licence_ends_on: PlainDate | null;
  /** Goes up with every import and change. */
  revision: number;
  created_at: Instant;
  created_by: string | null;
  ended_at: Instant | null;
  /** JSON: how many of each cell it held when it ended; null before. */
  frozen: string | null;
}

/** Rows of an import on their way, piece by piece; none is left once they are taken in. */
export interface FrameUploadsTable {
  centre_id: string;
  upload_id: string;
  piece: number;
  list_id: string;
  /** JSON of the rows. */
  content: string;
  sent_at: Instant;
}

/** An address of a list. What names the company is null once the licence has ended. */
export interface FrameUnitsTable {
  centre_id: string;
  unit_id: string;
  list_id: string;
  /** Its place in the list, for ever: samples are drawn in this order. */
  row_number: number;
  name: string | null;
  /** As names are compared (`matchableName`). */
  name_key: string | null;
  kana: string | null;
  industry: string | null;
  employees: string | null;
  /** Where it is known exactly. */
  employee_count: number | null;
  sales: string | null;
  municipality: string | null;
  postal_code: string | null;
  address: string | null;
  phone: string | null;
  contact_name: string | null;
  corporate_number: string | null;
  /** The company's record, once it is known. */
  account_id: string | null;
  /** 1 for one that a newer import of the list does not have any more. */
  is_gone: Flag;
}

/** The sample that a survey asks; a survey without one asks companies of the centre's own records. */
export interface SurveySamplesTable {
  centre_id: string;
  survey_id: string;
  list_id: string;
  /** JSON (`domain/fieldwork/sample`). */
  design: string;
  seed: number;
  /** JSON: of each stratum how many there are and how many were drawn. */
  strata: string;
  drawn_at: Instant;
  drawn_by: string | null;
}

/** The units of a sample; never changes once letters are out. */
export interface SurveyUnitsTable {
  centre_id: string;
  survey_id: string;
  unit_id: string;
  stratum: string;
  /** How many of the list each of the stratum stands for. */
  weight: number;
  position: number;
}

/** What a centre decided about lists of one form that it imports. */
export interface ImportSourcesTable {
  centre_id: string;
  /** SHA-256 of the form's fingerprint, which may be long. */
  fingerprint_hash: string;
  /** An `ImportSource` as canonical JSON. */
  content: string;
  used_at: string;
  used_by: string | null;
}

/** How a survey's letters are worded; no row until the office words them. */
export interface SurveyLettersTable {
  centre_id: string;
  survey_id: string;
  /** Canonical JSON. */
  content: string;
  revision: number;
  updated_at: Instant;
  updated_by: string | null;
}

/** Append-only: what happened to a survey's units and was noted, see `domain/fieldwork/history`. */
export interface UnitEventsTable {
  centre_id: string;
  /** Made by whoever noted it. */
  event_id: string;
  survey_id: string;
  /** The account, or the address of a list. */
  /** An account or a frame unit. */
  unit_id: string;
  event: UnitEventName;
  happened_at: Instant;
  channel: EventChannel;
  lot_id: string | null;
  detail: string;
  /** The event that this one takes back. */
  undoes: string | null;
  noted_at: Instant;
  noted_by: string | null;
}

/** Letters of one kind that are printed and posted together. */
export interface LetterLotsTable {
  centre_id: string;
  lot_id: string;
  survey_id: string;
  /** Of the request that made it, and others with it: sent again, it makes no more. */
  request_id: string;
  kind: LotKind;
  /** Counts the survey's lots. */
  number: number;
  /** Letters in it. */
  size: number;
  /** Of reminders of which two wordings are compared, with the seed of who got which. */
  wording: LotWording | null;
  wording_seed: number | null;
  made_at: Instant;
  made_by: string;
}

/** Whom the letters of a lot are for, in an order that never changes. */
export interface LetterLotUnitsTable {
  centre_id: string;
  lot_id: string;
  /** From 1. */
  position: number;
  unit_id: string;
}

/** That a person has printed or posted a lot, or took that back. */
export interface LetterLotMarksTable {
  centre_id: string;
  /** Made by the device. */
  mark_id: string;
  lot_id: string;
  mark: LotMark;
  day: PlainDate;
  noted_at: Instant;
  noted_by: string;
  undone_at: Instant | null;
  undone_by: string | null;
}

/** A sheet of paper that is keyed: once, or twice by two people who do not see each other's entry. */
export interface KeyedSheetsTable {
  centre_id: string;
  /** Made on the device of who keyed it first. */
  sheet_id: string;
  survey_id: string;
  questionnaire_revision: number;
  /** Of the code on the sheet; null for a sheet without one, which has a number. */
  invitation_id: string | null;
  unit_id: string | null;
  sheet_number: string | null;
  /** For the hashes by which a second keyer's device finds what differs. */
  salt: string;
  /** By what a device finds the sheet of a code, see `hashSheetCode`. */
  code_hash: string | null;
  /** `awaitingSecond`, `awaitingSettlement` or `done`. */
  status: string;
  /** In which phase of the plan of second entry it was first keyed. */
  plan_phase: number;
  second_planned: Flag;
  first_by: string;
  second_by: string | null;
  settled_by: string | null;
  /** When two entries of it were first compared; null before. */
  checked_at: Instant | null;
  checked_fields: Generated<number>;
  first_errors: Generated<number>;
  /** JSON: `CountsByKind` of the two entries; null before. */
  comparison: string | null;
  /** What it has become. */
  response_id: string | null;
  received_at: Instant;
}

/** What one person keyed of a sheet; both entries and what was settled are kept. */
export interface KeyedEntriesTable {
  centre_id: string;
  /** Made on the device. */
  entry_id: string;
  sheet_id: string;
  survey_id: string;
  /** 1 first entry, 2 second, 3 what a third person settled. */
  pass: number;
  keyed_by: string;
  content_hash: string;
  /** JSON: values and attempts by field. */
  content: string;
  keystrokes: number;
  /** Without pauses. */
  active_seconds: number;
  started_at: Instant;
  finished_at: Instant;
  received_at: Instant;
}

/** By what leads that are not over are recognised; follows `records`. */
export interface OpenLeadKeysTable {
  centre_id: string;
  lead_id: string;
  key: string;
}

/** What follows `records` (`server/records/indexes`), and by which version of its rule it was built. */
export interface RecordIndexesTable {
  centre_id: string;
  name: string;
  version: number;
  built_at: Instant;
}

export interface OneTimeLinksTable {
  centre_id: string;
  /** SHA-256 of the token; the token itself is never kept. */
  token_hash: string;
  purpose: LinkPurpose;
  user_id: string | null;
  created_by: string | null;
  created_at: Instant;
  expires_at: Instant;
  /** When it was used, or made void by a newer one. */
  used_at: Instant | null;
}

/** Who saw, changed, exported what in administration; append-only. */
export interface AuditLogTable {
  centre_id: string;
  audit_id: string;
  at: Instant;
  user_id: string | null;
  action: string;
  subject: string | null;
  /** JSON object. */
  detail: string;
}

/** Append-only: what was handed to whom about a company under which consent; kept for three years at least. */
export interface ProvisionsTable {
  centre_id: string;
  provision_id: string;
  /** One hand-over for each referral. */
  referral_id: string;
  account_id: string;
  consent_id: string;
  /** The partner, by id, and as it was called. */
  recipient: string;
  recipient_name: string;
  /** Who of the centre let it go. */
  provided_by: string | null;
  /** JSON array of the items. */
  items: string;
  /** Canonical JSON of what they said, by item; empty once it was erased for privacy. */
  content: string;
  /** SHA-256 of `content`. */
  items_sha256: string;
  /** Of the referral as it was handed over. */
  revision: number;
  provided_at: Instant;
}

/** Pairs of codes, the recipient's and the company's, allotted to devices before they are needed. Computed anew each time they are shown. */
export interface ReferralCodesTable {
  centre_id: string;
  code_id: string;
  /** Of the secret that both were made with. */
  key_id: string;
  user_id: string;
  /** Null for one that was made for a referral whose device had none. */
  device_id: string | null;
  allotted_at: Instant;
  /** Null until it is bound; before it opens nothing. */
  referral_id: string | null;
  bound_at: Instant | null;
}

/** By what referrals, consents and partners are found; follows `records`. */
export interface RecordLinksTable {
  centre_id: string;
  record_id: string;
  kind: 'consent' | 'partner' | 'withdraws' | 'person' | 'account' | 'lead';
  target_id: string;
}

/** Leads from the hash of a code or token that someone holds to the centre it belongs to. */
export interface CodeLookupTable {
  code_hash: string;
  centre_id: string;
  kind: Generated<CodeKind>;
  /** The invitation, or the survey of an open or test link; null for one-time links, which the hash finds. */
  subject_id: string | null;
  /** When an open or test link was taken away; answers begun before may still be on their way. */
  retired_at: Instant | null;
}

/** Attempts counted per key within a window of time. */
export interface RateLimitsTable {
  key: string;
  count: number;
  /** Unix time in milliseconds when the window ends. */
  expires_at_ms: number;
}

/** better-auth keeps `Date`s: `timestamptz` in PostgreSQL, ISO text in SQLite. */
type SignInInstant = ColumnType<Date | string, Date | string, Date | string>;
type SignInFlag = ColumnType<boolean | number, boolean | number, boolean | number>;

export interface UsersTable {
  id: string;
  name: string;
  email: string;
  email_verified: SignInFlag;
  image: string | null;
  centre_id: string;
  created_at: SignInInstant;
  updated_at: SignInInstant;
  /** To the hour; also of people whose sessions have ended. */
  last_seen_at: Generated<Instant | null>;
}

/** What devices could not send before their person left, as sealed letters. */
export interface ParcelsTable {
  centre_id: string;
  /** SHA-256 of the letter: the same one sent twice is one. */
  parcel_id: string;
  received_at: Instant;
  /** Whose records they are. */
  user_id: string;
  change_count: number;
  draft_count: number;
  /** The sealed letter as it came. */
  letter: string;
  /** When it was taken in, by whom, and how many of its changes were refused; null before. */
  opened_at: Instant | null;
  opened_by: string | null;
  refused_count: number | null;
}

/** Contents in the file storage, each once a centre, whoever refers to it. */
export interface FilesTable {
  centre_id: string;
  /** Of the bytes, and their address in the storage. */
  sha256: string;
  size_bytes: number;
  /** As the bytes themselves say. */
  media_type: string;
  stored_at: Instant;
}

/** Which contents are there of an attachment, whole and verified; nothing else is ever served. */
export interface AttachmentFilesTable {
  centre_id: string;
  attachment_id: string;
  part: FilePart;
  sha256: string;
  verified_at: Instant;
}

/** A file on its way, piece by piece; no row is left once it is verified. */
export interface FileUploadsTable {
  centre_id: string;
  /** `uploadIdOf` its attachment and part. */
  upload_id: string;
  attachment_id: string;
  part: FilePart;
  /** What the record says that it is. */
  sha256: string;
  size_bytes: number;
  /** All bytes before this one are in the storage. */
  received_bytes: number;
  touched_at: Instant;
}

/** The pieces of a file on its way that are in the storage. */
export interface FilePiecesTable {
  centre_id: string;
  upload_id: string;
  first_byte: number;
  storage_key: string;
}

export interface SessionsTable {
  id: string;
  token: string;
  user_id: string;
  expires_at: SignInInstant;
  created_at: SignInInstant;
  updated_at: SignInInstant;
  ip_address: string | null;
  user_agent: string | null;
  /** When the device was signed out for good; null while it is not. */
  revoked_at: string | null;
}

export interface CredentialsTable {
  id: string;
  account_id: string;
  provider_id: string;
  user_id: string;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: SignInInstant | null;
  refresh_token_expires_at: SignInInstant | null;
  scope: string | null;
  /** argon2id in PHC form. */
  password: string | null;
  created_at: SignInInstant;
  updated_at: SignInInstant;
}

export interface VerificationsTable {
  id: string;
  identifier: string;
  value: string;
  expires_at: SignInInstant;
  created_at: SignInInstant;
  updated_at: SignInInstant;
}
