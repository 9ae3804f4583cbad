import { describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { getDefinition, type Collection } from '#domain/records/collections.ts';
import type { Change } from '#domain/sync/change.ts';
import { findChangeFaults } from '#domain/sync/check-change.ts';
import { findFieldFaults, findMissingFields } from '#domain/records/check-fields.ts';

/*
 * What the wire refuses, written by hand: a field that has lost its type in the definition of its
 * collection would let anything through to every device. Texts, codes, ids, days and instants
 * are no numbers; what is a number, a flag or a map is no text.
 */
const TEXTS: Record<Collection, string[]> = {
  accounts: [
    'name',
    'nameKana',
    'corporateNumber',
    'industry',
    'employees',
    'sales',
    'municipality',
    'postalCode',
    'address',
    'phone',
    'note',
    'status',
    'statusDate',
    'statusReason',
    'mergedInto',
  ],
  contacts: ['accountId', 'name', 'position', 'phone', 'email'],
  visits: [
    'accountId',
    'status',
    'plannedDate',
    'plannedTime',
    'startedAt',
    'finishedAt',
    'cancelReason',
    'purpose',
    'notes',
    'advice',
  ],
  responses: [
    'surveyId',
    'questionnaireId',
    'accountId',
    'visitId',
    'invitationId',
    'channel',
    'interviewerId',
    'startedAt',
    'submittedAt',
    'disposition',
    'seed',
    'receiptNumber',
    'settledAt',
    'settledBy',
    'settledReason',
    'notes/industry',
    'provenance/industry',
    'corrections/one',
  ],
  leads: [
    'accountId',
    'companyName',
    'contactName',
    'contactPhone',
    'contactEmail',
    'municipality',
    'about',
    'preferredWay',
    'preferredTime',
    'urgency',
    'source',
    'visitId',
    'responseId',
    'consentGiven',
    'consentAt',
    'consentScope',
    'status',
    'statusAt',
    'statusReason',
    'assignedTo',
    'assignedAt',
    'dueDate',
    'registeredBy',
    'possibleDuplicateOf',
  ],
  referrals: [
    'accountId',
    'leadId',
    'partner',
    'about',
    'status',
    'statusAt',
    'statusReason',
    'consentGiven',
    'consentAt',
    'consentScope',
    'visitId',
    'partnerId',
    'consentId',
    'contactName',
    'contactReach',
    'releasedAt',
    'releasedBy',
    'owner',
    'codeId',
    'slipGivenAt',
    'phoneState',
    'phoneFrom',
    'phoneReason',
    'phoneOnwardTo',
    'phoneText',
    'endedAs',
    'endedReason',
    'companyWord',
    'companyWordText',
    'companyWordFrom',
    'closingNote',
    'answeredBy',
    'answerTakenBy',
    'waitsFor',
  ],
  consents: [
    'accountId',
    'leadId',
    'act',
    'withdraws',
    'who',
    'role',
    'scope',
    'scopeVersion',
    'purpose',
    'recipientNames',
    'method',
    'takenBy',
    'at',
    'expiresAt',
    'reason',
  ],
  partners: [
    'name',
    'nameKana',
    'kind',
    'branch',
    'department',
    'contactName',
    'phone',
    'email',
    'url',
    'address',
    'hours',
    'strengths',
    'checkedOn',
    'checkedBy',
    'source',
  ],
  nextSteps: ['accountId', 'visitId', 'text', 'dueDate', 'owner', 'status', 'doneAt', 'doneBy'],
  attachments: [
    'accountId',
    'visitId',
    'sha256',
    'mediaType',
    'state',
    'leadId',
    'responseId',
    'itemCode',
    'fileName',
    'caption',
    'takenAt',
    'takenBy',
    'place',
    'verifiedAt',
    'thumbnailVerifiedAt',
  ],
  savedTables: ['surveyId', 'kind', 'title', 'note'],
  weightings: ['surveyId', 'title', 'margins'],
  codingFrames: ['questionnaireId', 'item', 'title', 'categories'],
  codings: ['frameId', 'textHash', 'coder'],
  exports: ['kind', 'fileName', 'format', 'surveyId', 'dataHash', 'by', 'at'],
  decisions: [
    'wording',
    'surveyId',
    'page',
    'dataHash',
    'owner',
    'decidedOn',
    'reviewDate',
    'status',
    'outcome',
    'outcomeOn',
    'programme',
    'theme',
    'agreement',
    'meetingId',
  ],
  meetings: ['title', 'kind', 'heldOn', 'place', 'minutes'],
  establishmentCounts: ['title', 'source', 'sourcedOn', 'unit', 'note'],
};

const NO_TEXTS: [Collection, string][] = [
  ['accounts', 'employeeCount'],
  ['accounts', 'invented'],
  ['visits', 'advice'],
  ['responses', 'questionnaireRevision'],
  ['responses', 'invented'],
  ['responses', 'provenance/industry'],
  ['responses', 'corrections/one'],
  ['leads', 'consentGiven'],
  ['referrals', 'consentGiven'],
  ['referrals', 'items'],
  ['referrals', 'lateSlip'],
  ['referrals', 'history/one'],
  ['consents', 'items'],
  ['consents', 'recipients'],
  ['partners', 'hasAgreement'],
  ['attachments', 'sizeBytes'],
  ['attachments', 'thumbnail'],
  ['weightings', 'margins'],
  ['weightings', 'population'],
  ['codingFrames', 'categories'],
  ['codings', 'settled'],
];

/** Fields whose values are one of a few, of one form, or bounded: what is neither. */
const WRONG: [Collection, string, Json][] = [
  ['accounts', 'corporateNumber', '123456789012'],
  ['accounts', 'status', 'gone'],
  ['accounts', 'industry', 'not a code'],
  ['accounts', 'employeeCount', -1],
  ['accounts', 'employeeCount', 1.5],
  ['visits', 'status', 'done'],
  ['visits', 'plannedTime', '24:00'],
  ['visits', 'plannedTime', '9:00'],
  ['responses', 'channel', 'fax'],
  ['responses', 'disposition', 'done'],
  ['leads', 'urgency', 'soon'],
  ['leads', 'source', 'rumour'],
  ['leads', 'status', 'done'],
  ['leads', 'dueDate', '2026-11-31'],
  ['referrals', 'status', 'done'],
  ['referrals', 'items', ['everything']],
  ['referrals', 'phoneState', 'sent'],
  ['referrals', 'companyWord', 'yes'],
  ['consents', 'act', 'revoked'],
  ['consents', 'items', ['secret']],
  ['consents', 'recipients', [' ']],
  ['partners', 'kind', 'shop'],
  ['nextSteps', 'status', 'closed'],
  ['savedTables', 'kind', 'map'],
  ['weightings', 'margins', [{ column: 'industry' }]],
  ['weightings', 'margins', [{ column: 'two words', targets: {} }]],
  ['codingFrames', 'categories', [{ code: 'a', label: ' ' }]],
  ['codings', 'textHash', '八戸水産加工'],
  ['exports', 'kind', 'letter'],
  ['exports', 'format', 'docx'],
  ['decisions', 'status', 'agreed'],
  ['decisions', 'decidedOn', '2026-02-30'],
  ['meetings', 'kind', 'party'],
  ['establishmentCounts', 'sourcedOn', '2021'],
];

const SETS: [Collection, string][] = [
  ['accounts', 'tags'],
  ['visits', 'participants'],
  ['visits', 'contacts'],
  ['visits', 'issues'],
  ['visits', 'programmes'],
  ['leads', 'issues'],
  ['codings', 'categories'],
  ['referrals', 'issues'],
  ['partners', 'expertise'],
  ['partners', 'area'],
  ['partners', 'people'],
];

const REQUIRED: Record<Collection, string[]> = {
  accounts: ['name'],
  contacts: ['accountId', 'name'],
  visits: ['accountId', 'status'],
  responses: ['surveyId', 'questionnaireId', 'questionnaireRevision', 'channel', 'startedAt'],
  leads: ['companyName', 'source', 'status'],
  referrals: ['accountId', 'partner', 'about'],
  consents: ['act', 'takenBy', 'at'],
  partners: ['name', 'kind'],
  nextSteps: ['accountId', 'text', 'owner', 'status'],
  attachments: ['sha256', 'sizeBytes', 'mediaType'],
  savedTables: ['surveyId', 'kind', 'title', 'content'],
  weightings: ['surveyId', 'title', 'margins'],
  codingFrames: ['questionnaireId', 'item', 'title', 'categories'],
  codings: ['frameId', 'textHash', 'coder'],
  exports: ['kind', 'fileName', 'format', 'by', 'at'],
  decisions: ['wording', 'owner', 'decidedOn', 'status'],
  meetings: ['title', 'kind', 'heldOn'],
  establishmentCounts: ['title', 'source', 'sourcedOn', 'cells'],
};

const COLLECTIONS = Object.keys(TEXTS) as Collection[];
const texts = COLLECTIONS.flatMap((collection) =>
  TEXTS[collection].map((path) => [collection, path] as const),
);

describe('a change on the wire', () => {
  it.each(texts)('cannot make a number of the %s’ %s', (collection, path) => {
    expect(pointersOf(collection, { [path]: 7 })).toEqual([pointerTo(path)]);
  });

  it.each(NO_TEXTS)('cannot make a text of the %s’ %s', (collection, path) => {
    expect(pointersOf(collection, { [path]: 'seven' })).toEqual([pointerTo(path)]);
  });

  it.each(WRONG)('cannot write the %s’ %s as %j', (collection, path, value) => {
    expect(pointersOf(collection, { [path]: value })).toEqual([pointerTo(path)]);
  });

  it.each(SETS)('cannot write the %s’ %s other than by members to add and to remove', (collection, name) => {
    const wrong: Json[] = [7, 'one', ['one'], { add: ['one'] }, { add: [1], remove: [] }, null];
    for (const value of wrong) expect(pointersOf(collection, { [name]: value })).toEqual([pointerTo(name)]);
    expect(pointersOf(collection, { [name]: { add: ['one'], remove: ['two'] } })).toEqual([]);
  });

  it.each(COLLECTIONS)(
    'of %s cannot make a record without what it needs, nor take that away',
    (collection) => {
      const needed = REQUIRED[collection].map((name) => ({ pointer: `/fields/${name}`, code: 'needed' }));
      expect(findMissingFields(getDefinition(collection), changeOf(collection, {}))).toEqual(needed);
      const cleared = Object.fromEntries(REQUIRED[collection].map((name) => [name, null]));
      expect(findFieldFaults(getDefinition(collection), cleared)).toEqual(needed);
    },
  );

  const mayBeEmpty = (collection: Collection): string[] =>
    TEXTS[collection].filter((path) => !REQUIRED[collection].includes(path));
  it.each(COLLECTIONS.filter((collection) => mayBeEmpty(collection).length > 0))(
    'of %s may clear what may be empty',
    (collection) => {
      const paths = mayBeEmpty(collection);
      expect(pointersOf(collection, Object.fromEntries(paths.map((path) => [path, null])))).toEqual([]);
    },
  );

  it('takes a field that only a newer app knows as it comes', () => {
    expect(pointersOf('leads', { ofTomorrow: { anything: [1, 'two', null] } })).toEqual([]);
  });
});

function pointersOf(collection: Collection, fields: Record<string, Json>): string[] {
  const faults = [
    ...findChangeFaults(getDefinition(collection), changeOf(collection, fields)),
    ...findFieldFaults(getDefinition(collection), fields),
  ];
  return [...new Set(faults.map(({ pointer }) => pointer))];
}

function pointerTo(path: string): string {
  return `/fields/${path.replace('/', '~1')}`;
}

function changeOf(collection: Collection, fields: Record<string, Json>): Change {
  return {
    changeId: 'change',
    deviceId: 'device',
    deviceSeq: 1,
    madeBy: 'sato',
    madeAt: '2026-11-20T05:30:00.000Z',
    collection,
    recordId: 'record',
    kind: 'put',
    baseRevision: 0,
    fields,
  };
}
