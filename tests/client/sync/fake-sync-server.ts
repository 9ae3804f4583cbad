import { createHash } from 'node:crypto';
import type { ApiProblem } from '#client/api/http.ts';
import type { SyncServer } from '#client/api/sync-api.ts';
import type { Change } from '#domain/sync/change.ts';
import type { PullResponse, PushResponse, PushResult } from '#protocol/sync.ts';

const SERVER_TIME = '2026-11-20T01:00:05.000Z';

/** A server that takes everything, until a test tells it otherwise. */
export class FakeSyncServer implements SyncServer {
  /** What each request carried. */
  readonly pushes: Change[][] = [];
  /** The changes that it has taken, in the order of their arrival. */
  readonly taken: Change[] = [];
  /** Makes a whole request fail. */
  failOn: (changes: readonly Change[]) => Error | undefined = () => undefined;
  /** Answers a change in its own way. */
  answerTo: (change: Change) => PushResult | undefined = () => undefined;

  async push(_deviceId: string, changes: Change[]): Promise<PushResponse> {
    this.pushes.push(changes);
    const failure = this.failOn(changes);
    if (failure) throw failure;
    const results = changes.map((change): PushResult => {
      const answer = this.answerTo(change);
      if (answer) return answer;
      this.taken.push(change);
      return acceptanceOf(change, this.taken.length);
    });
    return { epoch: 'one', accessVersion: 1, results, serverTime: SERVER_TIME };
  }

  pull(): Promise<PullResponse> {
    throw new Error('nobody pulls here');
  }

  /** Fails, like a server with a fault, on every request that holds a change of a record. */
  failOnRecord(recordId: string, problem: ApiProblem): void {
    this.failOn = (changes) => (changes.some((change) => change.recordId === recordId) ? problem : undefined);
  }
}

/** How the server answers a change that it has taken. */
export function acceptanceOf(change: Change, revision: number): PushResult & { status: 'accepted' } {
  return {
    status: 'accepted',
    receipt: { changeId: change.changeId, changeHash: hashOf(change), revision, serverTime: SERVER_TIME },
    record: {
      collection: change.collection,
      id: change.recordId,
      revision,
      fields: {},
      deletedAt: null,
      conflicts: [],
      warnings: [],
    },
  };
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
