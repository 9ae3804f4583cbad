import { randomBytes } from 'node:crypto';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { Change } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { PullResponse, PushResponse } from '#protocol/sync.ts';
import type { SessionResponse } from '#protocol/session.ts';
import { TEST_PASSWORD } from '#tests/support/app.ts';

/** Somebody who is signed in, with the cookie that says so. */
export interface Person {
  userId: string;
  cookie: string;
}

/** Makes the first administrator of a server that was started for the first time. */
export async function becomeAdministrator(url: string, link: string): Promise<Person> {
  const response = await fetch(`${url}/api/links/${link}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      email: 'a@example.jp',
      password: TEST_PASSWORD,
      name: '管理',
      centreName: '中央',
    }),
  });
  if (!response.ok) throw new Error(`no administrator: ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { userId: ((await response.json()) as SessionResponse).user.id, cookie };
}

/**
 * A device that pushes new records without end, several at a time, and sends what has got no answer
 * again. What was acknowledged is kept, with the revision that it was given.
 */
export class Writer {
  readonly acknowledged = new Map<string, { change: Change; revision: number }>();
  private readonly deviceId = newId();
  private seq = 0;
  private isOver = false;

  constructor(
    private readonly person: Person,
    private readonly url: string,
    private readonly changesPerPush: number,
  ) {}

  /** @param most ends after so many changes. */
  async work(most = Infinity): Promise<void> {
    while (!this.isOver && this.seq < most) {
      const changes = Array.from({ length: this.changesPerPush }, () => this.newChange());
      while (!(await this.push(changes))) if (this.isOver) return;
    }
  }

  stop(): void {
    this.isOver = true;
  }

  private newChange(): Change {
    this.seq += 1;
    return {
      changeId: newId(),
      deviceId: this.deviceId,
      deviceSeq: this.seq,
      madeBy: this.person.userId,
      madeAt: new Date().toISOString(),
      collection: 'accounts',
      recordId: newId(),
      kind: 'put',
      baseRevision: 0,
      fields: { name: `会社${this.seq}`, note: `${this.deviceId} ${this.seq}` },
    };
  }

  private async push(changes: Change[]): Promise<boolean> {
    let answer: PushResponse;
    try {
      answer = await ask<PushResponse>(this.url, this.person, '/api/sync/push', {
        protocol: 1,
        deviceId: this.deviceId,
        changes,
      });
    } catch {
      return false;
    }
    for (const [index, change] of changes.entries()) {
      const result = answer.results[index];
      if (!result || result.status === 'rejected') throw new Error(`refused: ${JSON.stringify(result)}`);
      this.acknowledged.set(change.recordId, { change, revision: result.receipt.revision });
    }
    return true;
  }
}

/** A device that pulls without end from where it stands. */
export class Reader {
  readonly held = new Map<string, SyncRecord>();
  pages = 0;
  private cursor = 0;
  private isOver = false;

  constructor(
    private readonly person: Person,
    private readonly url: string,
  ) {}

  async work(): Promise<void> {
    while (!this.isOver) await this.pull();
  }

  stop(): void {
    this.isOver = true;
  }

  /** Everything that has come since, page by page. */
  async pull(): Promise<void> {
    for (let more = true; more;) {
      const page = await ask<PullResponse>(this.url, this.person, `/api/sync/pull?cursor=${this.cursor}`);
      this.pages += 1;
      for (const record of page.records) this.held.set(record.id, record);
      ({ cursor: this.cursor, more } = page);
    }
  }
}

async function ask<Answer>(url: string, { cookie }: Person, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

function newId(): string {
  return uuidV7(Date.now(), randomBytes);
}
