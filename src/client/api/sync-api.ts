import type { Instant } from '#domain/canonical/dates.ts';
import type { Change } from '#domain/sync/change.ts';
import {
  LOOK_AGAIN_HEADER,
  SERVER_TIME_HEADER,
  SYNC_PROTOCOL,
  writeBacklog,
  writePushQuery,
  writeSeen,
  type Backlog,
  type Install,
  type LookResponse,
  type PullResponse,
  type PushResponse,
  type Seen,
} from '#protocol/sync.ts';
import { askServer } from './http.ts';

/** The server as sync sees it; tests put the real server's code behind the same two calls. */
export interface SyncServer {
  /**
   * @param from which copy of the app's database sends it.
   * @param seen how far this device knows the server to have come.
   * @param backlog what waits on this device, for those who look after its people.
   * @throws ApiProblem, Unreachable
   */
  push(from: Install, changes: Change[], seen?: Seen, backlog?: Backlog): Promise<PushResponse>;
  /**
   * @param known the collections that this app knows, see `listKnown`.
   * @throws ApiProblem, Unreachable
   */
  pull(cursor: number, known: readonly string[], seen?: Seen, backlog?: Backlog): Promise<PullResponse>;
}

/** What a look at the server tells. */
export interface Look {
  /** Nothing has changed since the look whose tag was shown. */
  isSame: boolean;
  tag: string;
  /** In how many seconds the server would have the device look again. */
  againSeconds: number | undefined;
  serverTime: Instant | undefined;
}

/**
 * Whether a round of sync would bring anything.
 *
 * @param tag of the look before the last round.
 * @throws ApiProblem, Unreachable
 */
export async function lookAtServer(cursor: number, seen?: Seen, tag?: string): Promise<Look> {
  const { status, headers, body } = await askServer<LookResponse | undefined>(
    `/api/sync/look?cursor=${cursor}${seen ? `&seen=${writeSeen(seen)}` : ''}`,
    { timeoutMs: 15_000, headers: tag === undefined ? {} : { 'if-none-match': `"${tag}"` } },
  );
  const isSame = status === 304 && tag !== undefined;
  return {
    isSame,
    tag: isSame ? tag : (body?.tag ?? ''),
    againSeconds: Number(headers.get(LOOK_AGAIN_HEADER)) || undefined,
    serverTime: headers.get(SERVER_TIME_HEADER) ?? undefined,
  };
}

/** The server for one person's records: in anybody else's session it answers as to somebody signed out. */
export function syncServerOf(userId: string): SyncServer {
  return {
    async push(from, changes, seen, backlog) {
      const path = `/api/sync/push?for=${userId}&${writePushQuery(from, seen, backlog)}`;
      const { body } = await askServer<PushResponse>(path, {
        method: 'POST',
        body: { protocol: SYNC_PROTOCOL, deviceId: from.deviceId, changes },
      });
      return body;
    },
    async pull(cursor, known, seen, backlog) {
      const parts = [`cursor=${cursor}`, `for=${userId}`, `collections=${known.join(',')}`];
      if (seen) parts.push(`seen=${writeSeen(seen)}`);
      if (backlog) parts.push(`backlog=${writeBacklog(backlog)}`);
      return (await askServer<PullResponse>(`/api/sync/pull?${parts.join('&')}`)).body;
    },
  };
}

/**
 * Hands in changes that were recorded elsewhere, as a file brings them. Where they are sent from they are
 * no edits of, so nothing is told of this copy of its database.
 *
 * @throws ApiProblem, Unreachable
 */
export async function handIn(deviceId: string, changes: readonly Change[]): Promise<PushResponse> {
  const body = { protocol: SYNC_PROTOCOL, deviceId, changes };
  return (await askServer<PushResponse>('/api/sync/push', { method: 'POST', body })).body;
}
