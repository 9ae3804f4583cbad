import type { Role } from '#domain/access/permissions.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import type { SyncServer } from '#client/api/sync-api.ts';
import type { Change } from '#domain/sync/change.ts';
import type { Kysely, Transaction } from 'kysely';
import type { PullResponse, PushResponse } from '#protocol/sync.ts';
import { getEpoch } from '#server/database/queries/centres.ts';
import type { Database } from '#server/database/schema.ts';
import { pullPage } from '#server/sync/pull.ts';
import { pushChanges } from '#server/sync/push.ts';
import type { Pusher } from '#server/sync/pusher.ts';

/** What can go wrong on the way of one request. */
export type Fault = 'none' | 'lostRequest' | 'lostAnswer' | 'duplicate' | 'failsBeforeCommit';
export const FAULTS: readonly Fault[] = ['lostRequest', 'lostAnswer', 'duplicate', 'failsBeforeCommit'];

class BeforeCommit extends Error {}

/** The real server code on a real database, behind a network that misbehaves when told to. */
export class SimulatedServer {
  accessVersion = 1;
  faults = 0;
  private backup: Record<string, object[]> | undefined;

  constructor(
    private readonly db: Kysely<Database>,
    readonly centreId: string,
    private readonly now: () => string,
  ) {}

  /** The server as one person's device reaches it; `nextFault` is asked at each request. */
  connect(userId: string, role: Role, nextFault: () => Fault): SyncServer {
    return {
      push: (deviceId, changes) =>
        this.withFault(nextFault(), (fault) => this.push({ userId, role, deviceId }, wire(changes), fault)),
      pull: (cursor, known) => this.withFault(nextFault(), () => this.pull(role, cursor, known)),
    };
  }

  /** Keeps a copy of everything, to be restored later. */
  async takeBackup(): Promise<void> {
    this.backup = {
      centres: await this.db.selectFrom('centres').selectAll().execute(),
      changes: await this.db.selectFrom('changes').selectAll().execute(),
      records: await this.db.selectFrom('records').selectAll().execute(),
    };
  }

  /** Goes back to the backup, under a new epoch. Gives whether there was one. */
  async restoreBackup(epoch: string): Promise<boolean> {
    const { backup } = this;
    if (!backup) return false;
    await this.db.transaction().execute(async (tx) => {
      for (const table of ['changes', 'records'] as const) {
        await tx.deleteFrom(table).execute();
        for (const row of backup[table] ?? [])
          await tx
            .insertInto(table)
            .values(row as never)
            .execute();
      }
      const [centre] = backup['centres'] as { revision: number }[];
      await tx.updateTable('centres').set({ revision: centre!.revision, epoch }).execute();
    });
    return true;
  }

  private async push(
    from: Pick<Pusher, 'userId' | 'role' | 'deviceId'>,
    changes: Change[],
    fault: Fault,
  ): Promise<PushResponse> {
    const serverTime = this.now();
    const pusher: Pusher = {
      ...from,
      centreId: this.centreId,
      hadOtherRights: this.accessVersion > 1,
      language: 'ja',
      serverTime,
    };
    const run = async (tx: Transaction<Database>): Promise<Awaited<ReturnType<typeof pushChanges>>> => {
      const outcome = await pushChanges(tx, pusher, changes);
      if (fault === 'failsBeforeCommit') throw new BeforeCommit();
      return outcome;
    };
    const outcome = await this.db.transaction().execute(run);
    return wire({ ...outcome, accessVersion: this.accessVersion, serverTime });
  }

  private async pull(role: Role, cursor: number, known: readonly string[]): Promise<PullResponse> {
    const puller = {
      centreId: this.centreId,
      role,
      accessVersion: this.accessVersion,
      serverTime: this.now(),
      epoch: await getEpoch(this.db, this.centreId),
      collections: known.map((each) => each.split('.')[0] ?? ''),
    };
    return JSON.parse(await pullPage(this.db, puller, cursor)) as PullResponse;
  }

  private async withFault<T>(fault: Fault, request: (fault: Fault) => Promise<T>): Promise<T> {
    if (fault !== 'none') this.faults += 1;
    if (fault === 'lostRequest') throw new Unreachable();
    try {
      if (fault === 'duplicate') await request('none');
      const answer = await request(fault);
      if (fault === 'lostAnswer') throw new Unreachable();
      return answer;
    } catch (error) {
      if (error instanceof BeforeCommit)
        throw new ApiProblem('internal-error', 'サーバーで問題が起きました', 500);
      throw error;
    }
  }
}

/** What a value is after it has travelled as JSON. */
function wire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
