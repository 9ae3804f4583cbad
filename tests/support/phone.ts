import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { randomBytes } from 'node:crypto';
import { ApiProblem } from '#client/api/http.ts';
import type { SyncServer } from '#client/api/sync-api.ts';
import { BansoDatabase } from '#client/storage/database.ts';
import { writeRecord, type Author } from '#client/storage/write-record.ts';
import { runSyncCycle } from '#client/sync/sync-cycle.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import {
  writePushQuery,
  writeSeen,
  type PullResponse,
  type PushResponse,
  type Seen,
} from '#protocol/sync.ts';
import type { ProblemCode } from '#protocol/problems.ts';
import type { TestClient } from './app.ts';

const now = (): string => new Date().toISOString();
const newId = (): string => uuidV7(Date.now(), randomBytes);

/** The real app's storage and sync on a phone of somebody who is signed in. */
export class Phone {
  readonly db: BansoDatabase;
  readonly author: Author;
  /** The browser is ended after so many requests. */
  requestsToLive = Infinity;
  readonly rejected: string[] = [];

  constructor(private client: TestClient) {
    const { centreId, userId } = client.person;
    this.db = new BansoDatabase(centreId, userId, { indexedDB: new IDBFactory(), IDBKeyRange });
    this.author = { userId, deviceId: newId(), now, newId };
  }

  /** The same person has signed in anew. */
  signInAs(client: TestClient): void {
    this.client = client;
  }

  async name(name: string, id = newId()): Promise<string> {
    await writeRecord(this.db, this.author, 'accounts', id, { name });
    return id;
  }

  async sync(): Promise<void> {
    if (!(await this.db.getMeta('deviceId'))) await this.db.setMeta('deviceId', this.author.deviceId);
    await runSyncCycle({ db: this.db, server: this.server, now });
  }

  /** Another phone, set up from all that is stored on this one. */
  async copy(): Promise<Phone> {
    const copy = new Phone(this.client);
    for (const table of this.db.tables) await copy.db.table(table.name).bulkAdd(await table.toArray());
    return copy;
  }

  /** The names of all companies as the phone has them. */
  async names(): Promise<(string | undefined)[]> {
    return (await this.db.accounts.toArray()).map(({ fields }) => fields.name).sort();
  }

  private countRequest(): void {
    this.requestsToLive -= 1;
    if (this.requestsToLive < 0) throw new Error('the browser was ended');
  }

  private readonly server: SyncServer = {
    push: async (from, changes, seen) => {
      this.countRequest();
      const response = await this.client.request({
        method: 'POST',
        url: `/api/sync/push?${writePushQuery(from, seen)}`,
        payload: { protocol: 1, deviceId: from.deviceId, changes },
      });
      if (response.statusCode !== 200) {
        const { code, title } = response.json<{ code: ProblemCode; title: string }>();
        throw new ApiProblem(code, title, response.statusCode);
      }
      const answer = response.json<PushResponse>();
      const known = await this.db.getMeta('epoch');
      if (known === answer.epoch)
        this.rejected.push(...answer.results.flatMap((result) => ('code' in result ? [result.code] : [])));
      return answer;
    },
    pull: async (cursor, known, seen) => {
      this.countRequest();
      return pull(this.client, `cursor=${cursor}&collections=${known.join(',')}`, seen);
    },
  };
}

/** A page of a pull, with or without what a device has seen. */
export async function pull(client: TestClient, query: string, seen?: Seen): Promise<PullResponse> {
  const url = `/api/sync/pull?${query}${seen ? `&seen=${writeSeen(seen)}` : ''}`;
  const response = await client.request({ method: 'GET', url });
  if (response.statusCode !== 200) throw new Error(response.body);
  return response.json<PullResponse>();
}
