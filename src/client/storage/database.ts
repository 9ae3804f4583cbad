import Dexie, { type DexieOptions, type EntityTable, type Table } from 'dexie';
import type { Instant } from '#domain/canonical/dates.ts';
import {
  DEFINITIONS,
  getDefinition,
  type Collection,
  type CollectionFields,
  type Definitions,
} from '#domain/records/collections.ts';
import type { ImportSource } from '#domain/casework/account-import/account-import-source.ts';
import type { ImportedRecord } from '#domain/casework/account-import/account-import-undo.ts';
import type { ArrivalEvent } from '#domain/fieldwork/history/unit-event.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import type { FirstEntry, KeyingSession } from '#domain/fieldwork/keying/keying-session.ts';
import type { Definition } from '#domain/records/definition.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { Change, ChangeFields, Receipt } from '#domain/sync/change.ts';
import type { Conflict, RecordWarning, SyncRecord } from '#domain/sync/record.ts';
import type { DocumentName } from '#protocol/documents.ts';
import type { FilePart } from '#protocol/files.ts';
import type { KeyedSheetStatus, KeyingWork } from '#protocol/keying.ts';
import type { ProblemCode, ProblemDetail } from '#protocol/problems.ts';
import type { Install, Seen, SharedHistory } from '#protocol/sync.ts';
import type { Invitation } from '#protocol/surveys.ts';
import type { ScanAnswer } from '#protocol/unit-history.ts';
import { mergeStores, SCHEMA_VERSIONS, type Stores } from './schema-versions.ts';

/** A record as it stands on this device: the server's state with this person's pending edits on top. */
export interface LocalRecord<Fields = object> {
  id: string;
  /** The server's revision beneath; 0 for a record the server has not seen. */
  revision: number;
  fields: Partial<Fields>;
  deletedAt: Instant | null;
  conflicts: Conflict[];
  warnings: RecordWarning[];
  /** It was erased for privacy. */
  erased?: true;
  /** 1 when a person should look at it; absent otherwise, which keeps it out of the index. */
  attention?: 1;
}
export type Local<C extends Collection> = LocalRecord<CollectionFields[C]>;

/** Why a change lies in quarantine. */
export interface QuarantineReason {
  code: ProblemCode | 'receipt-mismatch' | 'keeps-failing';
  title: string;
  errors?: ProblemDetail[];
}

/** A change that the server has not acknowledged yet. */
export interface OutboxEntry {
  deviceSeq: number;
  recordId: string;
  change: Change<Collection>;
  /**
   * `sending` has begun to be sent at least once and never changes again. `handed`: its person may no
   * longer write it, and the office, which has it whole, decides; it is asked about now and then.
   */
  state: 'pending' | 'sending' | 'quarantined' | 'handed';
  /** When the server last said that the office has it; for `handed` alone. */
  handedAt?: Instant;
  reason?: QuarantineReason;
  /** In how many rounds it made the server fail while others got through. */
  failedRounds?: number;
  /** The receipt that it had, for one that is sent again because the server may have lost it. */
  acknowledged?: Receipt;
  /**
   * What later changes of the device wrote that the server took before this one, `{}` for a deletion: the server keeps
   * to the order in which they were made, and so does what the person sees.
   */
  overtaken?: ChangeFields;
}

/** An acknowledged change with its receipt, kept for 90 days for the case that the server loses it. */
export interface LedgerEntry {
  deviceSeq: number;
  change: Change<Collection>;
  receipt: Receipt;
  /** By the server's clock: devices' clocks are wrong by years, and by this one entries are forgotten. */
  acknowledgedAt: Instant;
}

/** The server's state of a record that has pending edits; `null` when the server has none. */
export interface Shadow {
  id: string;
  collection: Collection;
  record: SyncRecord | null;
}

/** A document kept for offline use, with the hash of its content. */
export interface StoredDocument {
  name: DocumentName;
  hash: string;
  content: Json;
}

/** What someone has entered into a form and not confirmed yet, see `keepFormDraft`. */
export interface StoredFormDraft {
  /** Tells forms, and what they are about, apart. */
  name: string;
  text: string;
}

/** A company's code for a survey as the server last told it, to be shown where there is no network. */
export interface KeptInvitation extends Invitation {
  toldAt: Instant;
}

/** An import of a list that this device has made and can take back. */
export interface KeptImport {
  id: string;
  madeAt: Instant;
  fileName: string;
  /** How many companies it made and changed. */
  added: number;
  updated: number;
  /** When it was taken back. */
  undoneAt?: Instant;
}

/** What an import did to one record, for taking it back. */
export interface KeptImportedRecord extends ImportedRecord {
  importId: string;
}

/** A code that was read from what came in by post, or that such a reading was a mistake. */
export interface KeptScan {
  /** Counts the device's scans, whichever tab read them. */
  seq: number;
  /** Made here, by which the server knows it when it is sent again. */
  id: string;
  surveyId: string;
  /** In its printed form. */
  code: string;
  event: ArrivalEvent;
  /** By the device's clock, put right by what the server said of the time. */
  at: Instant;
  /** The scan that this one takes back. */
  undoes?: string;
  /**
   * `waiting` for the server; `done`; `complaint`: somebody has to look at what the server says of it;
   * `settled`: somebody has.
   */
  state: 'waiting' | 'done' | 'complaint' | 'settled';
  /** What the server said. */
  answer?: Pick<ScanAnswer, 'result' | 'name' | 'isAnswered'>;
  /** In which epoch the server took it in; in another one it may have lost it. */
  epoch?: string;
}

/** A sheet of paper that somebody keys or has keyed on this device; kept for some days after the server has it. */
export interface KeptKeying {
  /** Of the entry, for good. */
  id: string;
  surveyId: string;
  sheetId: string;
  pass: 1 | 2 | 3;
  /** Of a first entry: the code or the number on the sheet. */
  code?: string;
  number?: string;
  questionnaireId: string;
  questionnaireRevision: number;
  /** As far as it is keyed; written with each key. */
  session: KeyingSession;
  /** Of a second entry: what its device may know of the first. */
  first?: FirstEntry;
  startedAt: Instant;
  activeSeconds: number;
  /** Absent while it is being keyed. */
  finishedAt?: Instant;
  /** What the server said of it, and in which epoch: in another one it is sent again. */
  sent?: { epoch: string; at: Instant; status: KeyedSheetStatus; isSecondPlanned: boolean };
  /** Why the server does not take it; somebody has to do something about it. */
  refusal?: { code: ProblemCode; title: string };
}

/** What there was to key in a survey when the server last told, for the time without a network. */
export interface KeptKeyingWork {
  surveyId: string;
  title: LocalisedText;
  questionnaireId: string;
  questionnaireRevision: number;
  work: KeyingWork;
}

/** A file of an attachment whose bytes this device has; these stand apart, so that lists need not read them. */
export interface KeptFile {
  /** `uploadIdOf` its attachment and part. */
  key: string;
  attachmentId: string;
  part: FilePart;
  sha256: string;
  sizeBytes: number;
  mediaType: string;
  keptAt: Instant;
  /** It was fetched from the server to be looked at; what was taken here has none. */
  isCopy?: true;
}

/** The bytes of a file, under the same key; a buffer, since browsers have lost Blobs from their databases. */
export interface KeptBytes {
  key: string;
  bytes: ArrayBuffer;
}

/** A pair of codes that was allotted to this device for a referral; they open nothing before the referral is handed over. */
export interface KeptReferralCode {
  id: string;
  deviceId: string;
  /** For the recipient's page, in its printed form. */
  partner: string;
  /** For the company's word. */
  company: string;
}

/** Up to which of its edits a page's record is durable. */
export interface DurableMark {
  pageId: string;
  recordId: string;
  seq: number;
}

/** A replica that is being filled beside the one in use, see `beginRefill`. */
export interface Refill {
  epoch: string;
  accessVersion: number;
  role?: string | undefined;
  /** Up to where it is filled. */
  cursor: number;
}

/** The keys of the `meta` table and what they hold. */
export interface MetaValues {
  deviceId: string;
  /**
   * By what the server tells this database from a copy of it, see `Install`; absent until the first push. `tried` is of all
   * pushes since the last answer; a database of before has `next` in its place, which all of them showed.
   */
  install: Pick<Install, 'mark' | 'tried'> | Pick<Install, 'mark' | 'next'>;
  /** See `Install`. */
  formerDeviceIds: string[];
  sharedHistory: SharedHistory;
  /** This database and no other of its name: one that was made anew after the browser's data was cleared has another. */
  databaseId: string;
  /** How many unsent changes were lost when that happened; stands until its person has read it. */
  lostWithDatabase: number;
  deviceSeq: number;
  cursor: number;
  epoch: string;
  accessVersion: number;
  /** For which role the replica was filled; absent where the server has not said. */
  role: string;
  /** Stands while another replica is on its way. */
  refill: Refill;
  /** The collections, with the versions of their definitions, that the replica was filled with. */
  knownCollections: string[];
  /** The highest revision that came as an answer to a push. */
  answeredRevision: number;
  /** How far the server has proven to have come, in this epoch. */
  seen: Seen;
  /** How many acknowledged changes the server had lost, and has from this device again. */
  lostByServer: number;
  lastSyncAt: Instant;
  /** What the server said of the time at the last sync. */
  lastServerTime: Instant;
  /** Server time minus device time, measured at the last sync. */
  clockOffsetMs: number;
  /** For the newest records that pages of this app wrote to, see `markDurable`. */
  durableMarks: DurableMark[];
  /** What was decided about the columns and values of lists that came before, see `ImportSource`. */
  importSources: ImportSource[];
  /** Full-size photos wait for a network that costs nothing. */
  photosOnWifiOnly: boolean;
  /** Photos keep where they were taken, as somebody once wanted it. */
  photosKeepPlace: boolean;
  /** The manager's figures as last counted, for what was asked and of which state: shown until they are counted anew. They name nobody. */
  lastOverview: { asked: string; answer: unknown; interval?: unknown; mark?: string };
}

/** The collections that a device's database holds, and the versions that led to it. */
export interface DeviceSchema {
  definitions: Definitions;
  versions: readonly Stores[];
}

type CollectionTables = { [C in Collection]: Table<Local<C>, string> };

/** Each collection is also a member of the database: `db.accounts`. */
export interface BansoDatabase extends CollectionTables {}

/**
 * What one person of one centre has on this device. Another person on the same
 * phone has a database of their own and neither sees nor sends this one.
 */
export class BansoDatabase extends Dexie {
  outbox!: EntityTable<OutboxEntry, 'deviceSeq'>;
  ledger!: EntityTable<LedgerEntry, 'deviceSeq'>;
  shadows!: EntityTable<Shadow, 'id'>;
  /** The records of a replica that is being filled beside the one in use. */
  arriving!: EntityTable<SyncRecord, 'id'>;
  documents!: EntityTable<StoredDocument, 'name'>;
  formDrafts!: EntityTable<StoredFormDraft, 'name'>;
  invitations!: Table<KeptInvitation, [surveyId: string, accountId: string]>;
  imports!: EntityTable<KeptImport, 'id'>;
  importedRecords!: Table<KeptImportedRecord, [importId: string, recordId: string]>;
  scans!: EntityTable<KeptScan, 'seq'>;
  keyedEntries!: EntityTable<KeptKeying, 'id'>;
  keyingWork!: EntityTable<KeptKeyingWork, 'surveyId'>;
  files!: EntityTable<KeptFile, 'key'>;
  fileBytes!: EntityTable<KeptBytes, 'key'>;
  referralCodes!: EntityTable<KeptReferralCode, 'id'>;
  meta!: Table<{ key: keyof MetaValues; value: MetaValues[keyof MetaValues] }, string>;

  /** The collections that this database holds. */
  readonly definitions: Definitions;

  /**
   * @param engine another IndexedDB than the browser's, for tests.
   * @param schema other collections than the product's, for tests.
   */
  constructor(
    centreId: string,
    userId: string,
    engine: Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'> = {},
    schema: DeviceSchema = { definitions: DEFINITIONS, versions: SCHEMA_VERSIONS },
  ) {
    // Strict durability: a saved answer survives the phone's battery dying the next moment.
    // Dexie's cache would keep every answer that is followed, and hand out copies of it: lists of thousands, twice.
    const settings = { chromeTransactionDurability: 'strict', cache: 'disabled' } as const;
    super(`banso-${centreId}-${userId}`, { ...settings, ...engine });
    this.definitions = schema.definitions;
    // As one, since Dexie compares it with what a device in the field has as that stands. Of versions told apart it reads
    // all earlier ones again for each: thirty-six schemas instead of one, whenever the app starts.
    this.version(schema.versions.length).stores(mergeStores(schema.versions));
  }

  /** The collections' names. */
  get collections(): Collection[] {
    return Object.keys(this.definitions) as Collection[];
  }

  /** The table of a collection's records. */
  collection<C extends Collection>(name: C): CollectionTables[C] {
    return this.table(name) as CollectionTables[C];
  }

  /** What a collection's records are. */
  definition(collection: Collection): Definition {
    return getDefinition(collection, this.definitions);
  }

  /** Whether this database has a collection of the name. */
  holds(collection: string): collection is Collection {
    return Object.hasOwn(this.definitions, collection);
  }

  /** All tables that hold or describe records: what a write or a page of a pull touches. */
  get recordTables(): Table[] {
    return [
      ...this.collections.map((name) => this.table(name)),
      this.outbox,
      this.ledger,
      this.shadows,
      this.arriving,
      this.importedRecords,
      this.meta,
    ];
  }

  async getMeta<K extends keyof MetaValues>(key: K): Promise<MetaValues[K] | undefined> {
    return (await this.meta.get(key))?.value as MetaValues[K] | undefined;
  }

  async setMeta<K extends keyof MetaValues>(key: K, value: MetaValues[K]): Promise<void> {
    await this.meta.put({ key, value });
  }
}
