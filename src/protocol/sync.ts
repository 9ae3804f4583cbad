import * as v from 'valibot';
import { isInstant, type Instant } from '#domain/canonical/dates.ts';
import { isUuidV7 } from '#domain/canonical/uuid.ts';
import { isReservedDevice, MAX_DEVICE_SEQ, type Change, type Receipt } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { ProblemCode, ProblemDetail } from './problems.ts';

/** The version of the sync messages that this build speaks. */
export const SYNC_PROTOCOL = 1;
/** A push holds at most this many changes and this many bytes of JSON. */
export const MAX_CHANGES_PER_PUSH = 200;
export const MAX_PUSH_BYTES = 1024 * 1024;
/** A pull's page holds at most this many records, and this many bytes of their JSON unless the first one has more. */
export const PULL_PAGE_SIZE = 1000;
export const PULL_PAGE_BYTES = 1024 * 1024;

const uuid = v.pipe(v.string(), v.check(isUuidV7, 'not a UUID version 7'));
const device = v.pipe(
  uuid,
  v.check((id) => !isReservedDevice(id), 'not the id of a device'),
);
const instant = v.pipe(
  v.string(),
  v.check((text) => isInstant(text), 'not an instant in UTC with milliseconds'),
);
const revision = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A path of a field: a name, or a map field's name and a key. */
const fieldPath = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z][A-Za-z0-9]{0,63}(\/[A-Za-z0-9_.-]{1,128})?$/, 'not a field path'),
);

/** A value that was parsed from JSON: only a number may be none of it, where it was too large (`1e999`). */
const json = v.custom<Json>(isFinite, 'not a finite number');

function isFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isFinite);
}

/** No record nests deeper; a schema that follows a value down must not run out of stack. */
export const MAX_NESTING = 32;

/** Whether a JSON value nests no deeper than records may; walks it without recursion. */
export function isShallow(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; depth <= MAX_NESTING; depth += 1) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (level.length === 0) return true;
  }
  return false;
}

/** Names that every object has, which the schema passes over without a word. */
const PASSED_OVER = ['__proto__', 'constructor', 'prototype'];

/**
 * Whether a change would come out of its schema as it came in: a name that the schema passes over, of the change or of
 * its fields, would be missing in its hash; and a member called `__proto__`, however deep, is none to every reader.
 * Only for what is known not to nest without end.
 */
export function isTakenWhole(change: unknown): boolean {
  const hasOwn = (value: unknown, names: readonly string[]): boolean =>
    typeof value === 'object' && value !== null && names.some((name) => Object.hasOwn(value, name));
  const hidesMember = (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    (Object.hasOwn(value, '__proto__') || Object.values(value).some(hidesMember));
  const { fields } = (change ?? {}) as { fields?: unknown };
  return ![change, fields].some((each) => hasOwn(each, PASSED_OVER)) && !hidesMember(change);
}

/** Whether there is a collection of the name, whoever takes the change in knows. */
const collectionName = v.pipe(v.string(), v.regex(/^[A-Za-z]{1,64}$/, 'not the name of a collection'));

/** One change as it arrives; unknown members are refused, so that its hash covers all of it. */
export const changeSchema: v.GenericSchema<unknown, Change> = v.strictObject({
  changeId: uuid,
  deviceId: device,
  deviceSeq: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_DEVICE_SEQ)),
  madeBy: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,64}$/, 'not a user id')),
  madeAt: instant,
  collection: collectionName,
  recordId: uuid,
  kind: v.picklist(['put', 'delete']),
  baseRevision: revision,
  fields: v.record(fieldPath, json),
  supersedes: v.exactOptional(uuid),
}) as v.GenericSchema<unknown, Change>;

/** The envelope of a push. Its changes are checked one by one, so that one bad change never undoes its neighbours. */
export const pushRequestSchema = v.strictObject({
  protocol: v.number(),
  deviceId: device,
  changes: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(MAX_CHANGES_PER_PUSH)),
});
export interface PushRequest {
  protocol: number;
  deviceId: string;
  changes: Change[];
}

/** What became of one pushed change. */
export type PushResult =
  | { status: 'accepted' | 'merged'; receipt: Receipt; record: SyncRecord }
  | {
      status: 'rejected';
      changeId: string | null;
      code: ProblemCode;
      title: string;
      errors?: ProblemDetail[];
    };

export interface PushResponse extends Shown {
  epoch: string;
  accessVersion: number;
  results: PushResult[];
  serverTime: string;
}

/**
 * How far the centre had come when the device last heard of it, and the server's word for it, which nobody
 * else can give. A device keeps the highest, whether of a page or of a receipt, and sends it with
 * everything: it is how the server learns that an older state of its database was put back.
 */
export interface Seen {
  revision: number;
  proof: string;
}

/** What an answer says of how the device stands to the server. */
interface Shown {
  /** The highest that the answer proves, when it is above what the device has shown. */
  seen?: Seen;
  /** What the device has shown is ahead of the server without being proven: it begins at 0, as in a new epoch. */
  reset?: true;
  /**
   * The device has seen a history that the server has lost: up to which revision it shares the server's, as far as that is
   * known. What it recorded until now says nothing of having seen what stands above.
   */
  shared?: number;
}

const seen = v.optional(
  v.pipe(
    v.string(),
    // In whatever form: a device keeps what another version of the server has given it.
    v.regex(/^\d{1,15}\.[!-~]{1,200}$/, 'not what a device has seen'),
    v.transform((text): Seen => {
      const end = text.indexOf('.');
      return { revision: Number(text.slice(0, end)), proof: text.slice(end + 1) };
    }),
  ),
);

/**
 * Whose records a request carries. In another tab another person may have signed in since the round began, and
 * their session must neither send these records nor fill this replica. An app of before does not say.
 */
const whose = v.optional(v.pipe(v.string(), v.maxLength(64)));

/** What waits on a device that the server does not have. */
export interface Backlog {
  deviceId: string;
  unsent: number;
  /** When the oldest of it was recorded, by the device's clock; null when nothing waits. */
  since: Instant | null;
}

/** Told with the first request of a round; what is wrong about it must never be in the way of records. */
const backlog = v.fallback(
  v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.split('~')),
      v.strictTuple([device, v.pipe(v.string(), v.regex(/^\d{1,6}$/)), v.union([v.literal(''), instant])]),
      v.transform(([deviceId, unsent, since]): Backlog => ({
        deviceId,
        unsent: Number(unsent),
        since: since || null,
      })),
    ),
  ),
  undefined,
);

/** What waits on a device, as the query of its requests says it. */
export function writeBacklog({ deviceId, unsent, since }: Backlog): string {
  return [deviceId, Math.min(unsent, 999_999), since ?? ''].join('~');
}

/**
 * Which copy of the app's database a push comes from. A phone that is set up from a backup, or a copied
 * profile of a browser, brings the device's id along; what each has heard since tells them apart. With
 * every answer a device moves on from `mark` to `next`, which it has made up for this one push and stored before it
 * asked: the server knows the one or, where its answers were lost, one of those that the device has `tried` since. A
 * copy shows what has passed, or a `next` of its own.
 */
export interface Install {
  deviceId: string;
  mark: string;
  next: string;
  /** What pushes that were not answered would have moved on to, the last one last; an older app says `next` again. */
  tried: readonly string[];
  /** The ids that the device had before and has unsent changes under; in its first push there may be several. */
  formerly: readonly string[];
  /** Since the device has heard that it had seen a history that is lost. */
  shared?: SharedHistory | undefined;
}

/** What changes from before a restore that nobody declared have surely seen. */
export interface SharedHistory {
  /** Their `baseRevision` counts up to this one. */
  revision: number;
  /** The last number of a change of before. */
  upTo: number;
}

const marks = v.pipe(
  v.string(),
  v.regex(/^[0-9A-Za-z-]{1,64}\.[0-9A-Za-z-]{1,64}$/, 'not the marks of an install'),
  v.transform((text) => {
    const [mark = '', next = ''] = text.split('.');
    return { mark, next };
  }),
);
/** More pushes without an answer than these are not told: the device is then taken for a copy, and goes on under a new id. */
export const MOST_TRIED = 40;

const tried = v.pipe(
  v.string(),
  v.regex(/^[0-9A-Za-z-]{1,64}(\.[0-9A-Za-z-]{1,64})*$/, 'not marks'),
  v.transform((text) => text.split('.')),
  v.maxLength(MOST_TRIED),
);
const shared = v.pipe(
  v.string(),
  v.regex(/^\d{1,15}~\d{1,15}$/, 'not a shared history'),
  v.transform((text): SharedHistory => {
    const [upToRevision = 0, upTo = 0] = text.split('~').map(Number);
    return { revision: upToRevision, upTo };
  }),
);
const deviceIds = v.pipe(
  v.string(),
  v.maxLength(4096),
  v.transform((text) => text.split(',')),
  v.array(device),
);

/**
 * The query of a push; its body is strict, and a server of before `seen` takes no more in it. An app of before
 * `marks` sends none.
 */
export const pushQuerySchema = v.object({
  for: whose,
  seen,
  backlog,
  marks: v.optional(marks),
  tried: v.optional(tried),
  shared: v.optional(shared),
  formerly: v.optional(deviceIds),
});

/** The query of a push, as the schema reads it. */
export function writePushQuery(
  { mark, next, tried: unanswered, formerly, shared: history }: Install,
  has: Seen | undefined,
  waits?: Backlog,
): string {
  const parts = [`marks=${mark}.${next}`];
  if (unanswered.length > 0) parts.push(`tried=${unanswered.join('.')}`);
  if (history) parts.push(`shared=${history.revision}~${history.upTo}`);
  if (formerly.length > 0) parts.push(`formerly=${formerly.join(',')}`);
  if (has) parts.push(`seen=${writeSeen(has)}`);
  if (waits) parts.push(`backlog=${writeBacklog(waits)}`);
  return parts.join('&');
}

/** What a device has seen, as the query of its requests says it. */
export function writeSeen(of: Seen): string {
  return `${of.revision}.${encodeURIComponent(of.proof)}`;
}

/**
 * `cursor`: the revision up to which the device holds everything. `collections`: those that its app
 * knows, with the versions of their definitions (`accounts.1,visits.2`); others are not sent, so that
 * the cursor passes over none that the device then lacks for good: when its app learns more, it
 * begins at 0 again. An app of before this was asked gets all that its person may see.
 */
export const pullQuerySchema = v.object({
  for: whose,
  cursor: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)), '0'),
  seen,
  backlog,
  collections: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(4096),
      v.regex(/^[A-Za-z]{1,64}\.\d{1,6}(?:,[A-Za-z]{1,64}\.\d{1,6})*$/, 'not a list of collections'),
      v.transform((text) => text.split(',').map((each) => each.split('.')[0] ?? '')),
    ),
  ),
});

/** The query of a look, see `LookResponse`. */
export const lookQuerySchema = v.pick(pullQuerySchema, ['cursor', 'seen']);

/** In how many seconds a device that knows of nothing new may look again, as a header of every look. */
export const LOOK_AGAIN_HEADER = 'banso-look-again';
/** What the server says of the time, as a header of every look. */
export const SERVER_TIME_HEADER = 'banso-server-time';

/**
 * Whether anything may have changed for a device since a round of sync: `GET /api/sync/look`, with the
 * tag of the look before that round, is answered 304 if nothing has. Whose session it is, their role and
 * access, the epoch and how far the centre has come, and the documents are all in the tag.
 */
export interface LookResponse {
  tag: string;
}

/** A page of records in the order of their revisions. */
export interface PullResponse extends Shown {
  epoch: string;
  accessVersion: number;
  /**
   * For whose eyes the page is made. Where a backup was put back, the same `accessVersion` may have come
   * to stand for another role than before. Servers of before do not say it.
   */
  role?: string;
  records: SyncRecord[];
  /** The revision up to which the device now holds everything. */
  cursor: number;
  more: boolean;
  serverTime: string;
}
