import type { Kysely } from 'kysely';
import type { PushResult } from '#protocol/sync.ts';
import type { Database } from '#server/database/schema.ts';
import { pushChanges } from './push.ts';
import type { Pusher } from './pusher.ts';

type Outcome = { epoch: string; results: PushResult[] };
interface Waiting {
  pusher: Pusher;
  changes: readonly unknown[];
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
}

/** How long pushes that came during a commit may wait for others to share theirs. */
const GROUP_MS = 1;
/**
 * With so many changes a transaction takes no further push: a commit is then a small part of its cost,
 * and who came first need not wait for everybody else's.
 */
const GROUP_CHANGES = 200;

/** Takes pushes in; answers after the commit that holds them. */
export type PushQueue = (pusher: Pusher, changes: readonly unknown[]) => Promise<Outcome>;

/**
 * Groups concurrent pushes to one centre into one transaction, because a durable
 * commit costs the same for one change as for many. A lone push does not wait: only
 * those that arrive while another commit runs are collected.
 */
export function createPushQueue(db: Kysely<Database>): PushQueue {
  const queues = new Map<string, Waiting[]>();
  const running = new Set<string>();

  async function run(centreId: string): Promise<void> {
    running.add(centreId);
    for (let group = takeGroup(centreId); group.length > 0; group = takeGroup(centreId)) {
      await commit(group);
      if ((queues.get(centreId)?.length ?? 0) > 0)
        await new Promise((resolve) => setTimeout(resolve, GROUP_MS));
    }
    running.delete(centreId);
    queues.delete(centreId);
  }

  function takeGroup(centreId: string): Waiting[] {
    const queue = queues.get(centreId) ?? [];
    let size = 0;
    const end = queue.findIndex(({ changes }) => (size += changes.length) >= GROUP_CHANGES);
    return queue.splice(0, end === -1 ? queue.length : end + 1);
  }

  async function commit(group: Waiting[]): Promise<void> {
    try {
      const outcomes = await db.transaction().execute(async (tx) => {
        const results: Outcome[] = [];
        for (const { pusher, changes } of group) results.push(await pushChanges(tx, pusher, changes));
        return results;
      });
      group.forEach(({ resolve }, index) => resolve(outcomes[index]!));
    } catch (error) {
      if (group.length === 1) {
        group[0]!.reject(error);
        return;
      }
      // One of them failed and took the others' commit with it: each gets its own.
      for (const waiting of group) await commit([waiting]);
    }
  }

  return (pusher, changes) =>
    new Promise((resolve, reject) => {
      const queue = queues.get(pusher.centreId) ?? [];
      queues.set(pusher.centreId, queue);
      queue.push({ pusher, changes, resolve, reject });
      if (!running.has(pusher.centreId)) void run(pusher.centreId);
    });
}
