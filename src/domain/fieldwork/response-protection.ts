import type { Instant } from '#domain/canonical/dates.ts';
import type { Json, JsonObject } from '#domain/canonical/json.ts';
import { isByLink, type Channel } from '#domain/records/channels.ts';
import { COMPANY_CORRECTION, DISPOSITION_CORRECTION, RESPONSE_CLOSING } from '#domain/records/response.ts';
import type { Change, ChangeFields } from '#domain/sync/change.ts';
import type { ChangeFault } from '#domain/sync/check-change.ts';
import { correctedCodes } from '#domain/sync/corrections.ts';
import { fieldAt, splitPath } from '#domain/sync/fields.ts';
import type { SyncRecord } from '#domain/sync/record.ts';

/*
 * What nobody at the centre may write into a response, whatever their role: what a company sent by
 * itself stays as it came, and who corrected it and when is said by the session, not by the message.
 * (That a submitted response changes only by corrections its definition says, see `RESPONSE_CLOSING`.)
 */

/** Nobody types these: the server gives them when a company answers by itself. */
const GIVEN_BY_SERVER = ['receiptNumber', 'invitationId'];
/** A correction that is said to be older is dated when it came; a device may be without signal for months. */
const MAX_AGE_MS = 400 * 24 * 60 * 60 * 1000;

/** Whether a change would delete a response that has been submitted. */
export function deletesSubmitted(
  record: Pick<SyncRecord, 'fields'> | undefined,
  { collection, kind }: Pick<Change, 'collection' | 'kind'>,
): boolean {
  return collection === 'responses' && kind === 'delete' && Boolean(record?.fields['submittedAt']);
}

/** The fields of a change that make a response look as if a company had sent it by itself. */
export function findInventedFields(
  record: Pick<SyncRecord, 'fields'> | undefined,
  { collection, fields }: Pick<Change, 'collection' | 'fields'>,
): ChangeFault[] {
  if (collection !== 'responses') return [];
  const before = record?.fields ?? {};
  const invented = Object.entries(fields).filter(
    ([path, value]) =>
      value !== (before[path] ?? null) &&
      (GIVEN_BY_SERVER.includes(path) || (path === 'channel' && isByLink(value as Channel))),
  );
  return invented.map(([path]) => ({ pointer: `/fields/${path}`, code: 'not-writable' }));
}

/**
 * A change of a response with who and when set where it speaks of itself: in its corrections, in how a
 * duplicate was settled, and in where its answers come from. The answers that the office takes over
 * from another response, each with its correction, keep theirs. What a correction of a submitted response says that
 * stood there before is what stands in the record.
 *
 * @param record as it stands; undefined for a new one
 * @param maySettle whether who sent it decides about duplicates
 */
export function signResponseChange(
  change: Change,
  record: Pick<SyncRecord, 'fields'> | undefined,
  { serverTime, maySettle }: { serverTime: Instant; maySettle: boolean },
): Change {
  if (change.collection !== 'responses') return change;
  const { madeBy: by } = change;
  const at = timeOf(change.madeAt, serverTime);
  const corrected = correctedCodes(RESPONSE_CLOSING, change.fields);
  const sign = (path: string, value: Json): Json => {
    const [name, key] = splitPath(path);
    if (path === 'settledBy' && value !== null) return by;
    if (path === 'settledAt' && value !== null) return at;
    if (!isObject(value)) return value;
    if (name === 'corrections') return { ...value, ...valueBefore(record, value['code']), by, at };
    if (name !== 'provenance' || (maySettle && corrected.has(key))) return value;
    return { ...value, by, at: notAfter(value['at'], serverTime), ...withoutLink(value['channel']) };
  };
  const fields: ChangeFields = {};
  for (const [path, value] of Object.entries(change.fields)) fields[path] = sign(path, value);
  return { ...change, fields };
}

/** What stands where a correction corrects; nothing is known of it before the response was submitted. */
function valueBefore(record: Pick<SyncRecord, 'fields'> | undefined, code: Json | undefined): JsonObject {
  if (!record?.fields['submittedAt'] || typeof code !== 'string') return {};
  const path = code === DISPOSITION_CORRECTION || code === COMPANY_CORRECTION ? code : `answers/${code}`;
  return { oldValue: fieldAt(record.fields, path) };
}

/** Who works at the centre heard it on a visit, whatever the message says of a link. */
function withoutLink(channel: Json | undefined): JsonObject {
  return isByLink(channel as Channel) ? { channel: 'visit' } : {};
}

/** When a change was made, as far as its device can be believed. */
function timeOf(madeAt: Instant, serverTime: Instant): Instant {
  const ageMs = Date.parse(serverTime) - Date.parse(madeAt);
  return ageMs >= 0 && ageMs <= MAX_AGE_MS ? madeAt : serverTime;
}

function notAfter(at: Json | undefined, serverTime: Instant): Json {
  return typeof at === 'string' && at <= serverTime ? at : serverTime;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
