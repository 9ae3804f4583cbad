import type { Definitions } from '#domain/records/collections.ts';

/** Object stores with their primary key and indices, in Dexie's notation. */
export type Stores = Readonly<Record<string, string>>;

/**
 * What each released version of the device's database added, the first first. A released one never
 * changes: devices in the field hold it, and Dexie leads them from theirs to what all come to. The test
 * beside it fails when what the code wants (`wantedStores`) is not what these come to: then add a
 * version, and a test that upgrades a database of the version before (docs/recipes.md).
 */
export const SCHEMA_VERSIONS: readonly Stores[] = [
  {
    accounts: 'id, attention',
    contacts: 'id, attention, fields.accountId',
    visits: 'id, attention, fields.accountId, fields.status',
    responses: 'id, attention, fields.accountId, fields.visitId',
    leads: 'id, attention, fields.accountId, fields.status',
    referrals: 'id, attention, fields.accountId',
    nextSteps: 'id, attention, fields.accountId, fields.status',
    attachments: 'id, attention, fields.visitId',
    outbox: 'deviceSeq, recordId, state',
    ledger: 'deviceSeq, acknowledgedAt',
    shadows: 'id',
    documents: 'name',
    meta: 'key',
  },
  { formDrafts: 'name' },
  { invitations: '[surveyId+accountId], accountId' },
  { arriving: 'id' },
  {
    savedTables: 'id, attention',
    weightings: 'id, attention',
    codingFrames: 'id, attention',
    codings: 'id, attention, fields.frameId',
    exports: 'id, attention, fields.at',
  },
  { imports: 'id', importedRecords: '[importId+recordId], recordId' },
  { scans: '++seq, &id, state, [surveyId+code]', keyedEntries: 'id, surveyId', keyingWork: 'surveyId' },
  {
    decisions: 'id, attention, fields.status',
    meetings: 'id, attention, fields.heldOn',
    establishmentCounts: 'id, attention',
    accounts: 'id, attention, fields.mergedInto',
    attachments: 'id, attention, fields.visitId, fields.accountId, fields.leadId, fields.responseId',
    files: 'key, attachmentId',
    fileBytes: 'key',
    consents: 'id, attention, fields.accountId, fields.leadId, fields.withdraws',
    partners: 'id, attention',
    referrals: 'id, attention, fields.accountId, fields.leadId, fields.partnerId',
    referralCodes: 'id, deviceId',
  },
];

/** What the versions come to: every store as the last of them that names it has it. */
export function mergeStores(versions: readonly Stores[]): Stores {
  return Object.assign({}, ...versions) as Stores;
}

/** The stores beside the collections'. */
const OWN_STORES: Stores = {
  outbox: 'deviceSeq, recordId, state',
  ledger: 'deviceSeq, acknowledgedAt',
  shadows: 'id',
  arriving: 'id',
  documents: 'name',
  formDrafts: 'name',
  invitations: '[surveyId+accountId], accountId',
  imports: 'id',
  importedRecords: '[importId+recordId], recordId',
  scans: '++seq, &id, state, [surveyId+code]',
  keyedEntries: 'id, surveyId',
  keyingWork: 'surveyId',
  files: 'key, attachmentId',
  fileBytes: 'key',
  referralCodes: 'id, deviceId',
  meta: 'key',
};

/** The stores that the definitions of the collections and the app itself ask for. */
export function wantedStores(definitions: Definitions): Stores {
  const ofCollections = Object.values(definitions).map(({ name, indices }) => [
    name,
    ['id', 'attention', ...indices.map((index) => `fields.${index}`)].join(', '),
  ]);
  return { ...Object.fromEntries(ofCollections), ...OWN_STORES };
}
