import { describe, expect, it } from 'vitest';
import type { Change, ChangeFields } from '#domain/sync/change.ts';
import { getDefinition, type Collection } from '#domain/records/collections.ts';
import { mergeChange } from '#domain/sync/merge.ts';
import type { StoredRecord } from '#domain/sync/record.ts';

/*
 * What belongs together, written by hand: two people who change parts of it without seeing each
 * other must end with one of the two wholes and be shown the other, never with a mixture.
 */
const BELONGS_TOGETHER: [Collection, unit: string, fields: string[]][] = [
  ['accounts', 'place', ['municipality', 'postalCode', 'address']],
  ['accounts', 'status', ['status', 'statusDate', 'statusReason']],
  ['visits', 'status', ['status', 'startedAt', 'finishedAt', 'cancelReason']],
  ['visits', 'plan', ['plannedDate', 'plannedTime']],
  ['responses', 'submission', ['submittedAt', 'disposition']],
  ['responses', 'settlement', ['settledAt', 'settledBy', 'settledReason']],
  ['leads', 'status', ['status', 'statusAt', 'statusReason']],
  ['leads', 'assignment', ['assignedTo', 'assignedAt']],
  ['leads', 'consent', ['consentGiven', 'consentAt', 'consentScope']],
  [
    'referrals',
    'status',
    [
      'status',
      'statusAt',
      'statusReason',
      'declineReason',
      'onwardTo',
      'answeredBy',
      'answerWay',
      'answerTakenBy',
    ],
  ],
  ['referrals', 'handOver', ['partnerId', 'partner', 'items', 'consentId', 'releasedAt', 'releasedBy']],
  [
    'referrals',
    'telephone',
    ['phoneState', 'phoneAt', 'phoneFrom', 'phoneReason', 'phoneOnwardTo', 'phoneText'],
  ],
  ['referrals', 'ending', ['endedAs', 'endedAt', 'endedBy', 'endedReason']],
  [
    'referrals',
    'companyWord',
    ['companyWord', 'companyWordAt', 'companyWordText', 'companyWordWay', 'companyWordFrom'],
  ],
  ['referrals', 'closing', ['closedAt', 'closedBy', 'closingNote']],
  ['partners', 'check', ['checkedOn', 'checkedBy']],
  ['referrals', 'consent', ['consentGiven', 'consentAt', 'consentScope']],
  ['nextSteps', 'status', ['status', 'doneAt', 'doneBy']],
  ['attachments', 'content', ['sha256', 'sizeBytes', 'mediaType', 'width', 'height', 'thumbnail']],
  ['attachments', 'arrival', ['state', 'verifiedAt', 'thumbnailVerifiedAt']],
];

const SETS: [Collection, string][] = [
  ['accounts', 'tags'],
  ['visits', 'participants'],
  ['visits', 'contacts'],
  ['visits', 'issues'],
  ['visits', 'programmes'],
  ['leads', 'issues'],
  ['referrals', 'issues'],
  ['partners', 'expertise'],
  ['partners', 'area'],
  ['partners', 'people'],
];

const MAPS: [Collection, string][] = [
  ['responses', 'answers'],
  ['responses', 'provenance'],
  ['responses', 'notes'],
  ['responses', 'corrections'],
  ['referrals', 'history'],
];

describe.each(BELONGS_TOGETHER)('of %s, the %s', (collection, unit, fields) => {
  it.each(fields)('goes as a whole with its %s', (name) => {
    const theirs = Object.fromEntries(fields.map((each) => [each, `${each} of the tablet`]));
    const before = writtenBy('tablet', collection, theirs);
    const { record } = arrive(before, 'phone', collection, { [name]: 'of the phone' });
    expect(record.conflicts.map((conflict) => conflict.unit)).toEqual([unit]);
    const { kept, other } = record.conflicts[0]!;
    // Which of the two stands is another rule; both are there, and the tablet's is whole.
    const ofTablet = kept.madeBy === 'tablet' ? kept : other;
    const ofPhone = kept.madeBy === 'tablet' ? other : kept;
    expect(ofTablet).toMatchObject({ madeBy: 'tablet', fields: theirs });
    expect(ofPhone).toMatchObject({ madeBy: 'phone', fields: { [name]: 'of the phone' } });
    for (const field of fields) expect(record.fields[field]).toBe(kept.fields[field] ?? theirs[field]);
  });
});

describe.each(SETS)('of %s, the %s', (collection, name) => {
  it('are merged one by one, without a conflict', () => {
    const before = writtenBy('tablet', collection, { [name]: { add: ['one', 'two'], remove: [] } });
    const { record } = arrive(before, 'phone', collection, { [name]: { add: ['three'], remove: ['one'] } });
    expect(record.fields[name]).toEqual(['two', 'three']);
    expect(record.conflicts).toEqual([]);
  });
});

describe.each(MAPS)('of %s, the %s', (collection, name) => {
  it('are merged key by key: only those of one key meet in a conflict', () => {
    const before = writtenBy('tablet', collection, { [`${name}/a`]: 'tablet', [`${name}/b`]: 'tablet' });
    const { record } = arrive(before, 'phone', collection, {
      [`${name}/b`]: 'phone',
      [`${name}/c`]: 'phone',
    });
    expect(record.fields[name]).toEqual({ a: 'tablet', b: 'phone', c: 'phone' });
    expect(record.conflicts.map(({ unit }) => unit)).toEqual([`${name}/b`]);
  });
});

it('lets fields that do not belong together go each its own way', () => {
  const before = writtenBy('tablet', 'visits', { plannedDate: '2026-11-20', purpose: '冷凍設備' });
  const { record } = arrive(before, 'phone', 'visits', { notes: '訪問済み', status: 'started' });
  expect(record.conflicts).toEqual([]);
});

function writtenBy(deviceId: string, collection: Collection, fields: ChangeFields): StoredRecord {
  const made = arrive(undefined, 'office', collection, { madeFirst: true }).record;
  return arrive(made, deviceId, collection, fields).record;
}

/** A change by someone who has seen no more than how the record was made. */
function arrive(
  record: StoredRecord | undefined,
  deviceId: string,
  collection: Collection,
  fields: ChangeFields,
): ReturnType<typeof mergeChange> {
  const change: Change = {
    changeId: `change-${deviceId}`,
    deviceId,
    deviceSeq: 1,
    madeBy: deviceId,
    madeAt: '2026-11-20T01:00:00.000Z',
    collection,
    recordId: 'record',
    kind: 'put',
    baseRevision: record ? 1 : 0,
    fields,
  };
  const revision = (record?.revision ?? 0) + 1;
  return mergeChange(getDefinition(collection), record, change, {
    revision,
    serverTime: '2026-11-20T02:00:00.000Z',
  });
}
