import { createHash } from 'node:crypto';
import type { ApiProblem } from '#client/api/http.ts';
import type { SyncServer } from '#client/api/sync-api.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { Change } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { Install, PullResponse, PushResponse, PushResult } from '#protocol/sync.ts';

/** No test here needs so many. */
const MOST_CALLS = 100;
export const SERVER_TIME = '2026-11-20T01:00:05.000Z';

/** A server that takes everything, until a test tells it otherwise. */
export class FakeSyncServer implements SyncServer {
  /** What was asked of it, in order: `push`, or `pull` with the cursor. */
  readonly calls: string[] = [];
  /** What each push carried. */
  readonly pushes: Change[][] = [];
  /** Where each push said that it comes from. */
  readonly installs: Install[] = [];
  /** The changes that it has taken, in the order of their arrival. */
  readonly taken: Change[] = [];
  /** What it gives out, in the order of revisions; it does not add what it takes. */
  records: SyncRecord[] = [];
  pageSize = 1000;
  epoch = 'one';
  accessVersion = 1;
  role = 'coordinator';
  serverTime = SERVER_TIME;
  /** Makes a whole push fail. */
  failOn: (changes: readonly Change[]) => Error | undefined = () => undefined;
  failOnPull: (cursor: number) => Error | undefined = () => undefined;
  /** Answers a change in its own way. */
  answerTo: (change: Change) => PushResult | undefined = () => undefined;

  async push(from: Install, changes: Change[]): Promise<PushResponse> {
    this.note('push');
    this.pushes.push(changes);
    this.installs.push(from);
    const failure = this.failOn(changes);
    if (failure) throw failure;
    const results = changes.map((change): PushResult => {
      const answer = this.answerTo(change);
      if (answer) return answer;
      this.taken.push(change);
      return acceptanceOf(change, this.taken.length, this.serverTime);
    });
    return { ...this.frame(), results };
  }

  async pull(cursor: number): Promise<PullResponse> {
    this.note(`pull ${cursor}`);
    const failure = this.failOnPull(cursor);
    if (failure) throw failure;
    const newer = this.records.filter(({ revision }) => revision > cursor);
    const records = newer.slice(0, this.pageSize);
    const more = newer.length > records.length;
    return { ...this.frame(), records, cursor: records.at(-1)?.revision ?? cursor, more };
  }

  /** Fails, like a server with a fault, on every push that holds a change of a record. */
  failOnRecord(recordId: string, problem: ApiProblem): void {
    this.failOn = (changes) => (changes.some((change) => change.recordId === recordId) ? problem : undefined);
  }

  /** Comes back from a backup that was made before anything had arrived. */
  restoreEmpty(epoch: string): void {
    this.epoch = epoch;
    this.taken.length = 0;
    this.records = [];
  }

  /** A round that asks for ever would hang the test run, which no timeout of a test can end. */
  private note(call: string): void {
    this.calls.push(call);
    if (this.calls.length > MOST_CALLS) throw new Error('the server is asked without end');
  }

  private frame(): Pick<PullResponse, 'epoch' | 'accessVersion' | 'role' | 'serverTime'> {
    const { epoch, accessVersion, role, serverTime } = this;
    return { epoch, accessVersion, role, serverTime };
  }
}

/** How the server answers a change that it has taken. */
export function acceptanceOf(
  change: Change,
  revision: number,
  serverTime = SERVER_TIME,
): PushResult & { status: 'accepted' } {
  return {
    status: 'accepted',
    receipt: { changeId: change.changeId, changeHash: hashOf(change), revision, serverTime },
    record: {
      collection: change.collection,
      id: change.recordId,
      revision,
      fields: withoutDeltas(change),
      deletedAt: null,
      conflicts: [],
      warnings: [],
    },
  };
}

/** The record as the first change of it leaves it. */
function withoutDeltas({ fields }: Change): SyncRecord['fields'] {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, isDelta(value) ? value.add : value]),
  );
}

function isDelta(value: Json): value is { add: Json; remove: Json } {
  return typeof value === 'object' && value !== null && 'add' in value;
}

/**
 * The hash that a receipt has to carry, computed without the product's code: SHA-256 over the
 * JSON with sorted members. Enough for the texts, whole numbers and plain objects of these tests.
 */
export function hashOf(change: Change): string {
  const sorted = JSON.stringify(change, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(sorted).digest('hex');
}
