import type { Change } from '#domain/sync/change.ts';
import {
  SYNC_PROTOCOL,
  writePushQuery,
  writeSeen,
  type Install,
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
   * @throws ApiProblem, Unreachable
   */
  push(from: Install, changes: Change[], seen?: Seen): Promise<PushResponse>;
  /**
   * @param known the collections that this app knows, see `listKnown`.
   * @throws ApiProblem, Unreachable
   */
  pull(cursor: number, known: readonly string[], seen?: Seen): Promise<PullResponse>;
}

export const syncServer: SyncServer = {
  async push(from, changes, seen) {
    const { body } = await askServer<PushResponse>(`/api/sync/push?${writePushQuery(from, seen)}`, {
      method: 'POST',
      body: { protocol: SYNC_PROTOCOL, deviceId: from.deviceId, changes },
    });
    return body;
  },
  async pull(cursor, known, seen) {
    const path = `/api/sync/pull?cursor=${cursor}&collections=${known.join(',')}${seen ? `&seen=${writeSeen(seen)}` : ''}`;
    return (await askServer<PullResponse>(path)).body;
  },
};
