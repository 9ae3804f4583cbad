import type { Change } from '#domain/sync/change.ts';
import { SYNC_PROTOCOL, writeSeen, type PullResponse, type PushResponse, type Seen } from '#protocol/sync.ts';
import { askServer } from './http.ts';

/** The server as sync sees it; tests put the real server's code behind the same two calls. */
export interface SyncServer {
  /**
   * @param seen how far this device knows the server to have come.
   * @throws ApiProblem, Unreachable
   */
  push(deviceId: string, changes: Change[], seen?: Seen): Promise<PushResponse>;
  /**
   * @param known the collections that this app knows, see `listKnown`.
   * @throws ApiProblem, Unreachable
   */
  pull(cursor: number, known: readonly string[], seen?: Seen): Promise<PullResponse>;
}

export const syncServer: SyncServer = {
  async push(deviceId, changes, seen) {
    const path = `/api/sync/push${seen ? `?seen=${writeSeen(seen)}` : ''}`;
    const { body } = await askServer<PushResponse>(path, {
      method: 'POST',
      body: { protocol: SYNC_PROTOCOL, deviceId, changes },
    });
    return body;
  },
  async pull(cursor, known, seen) {
    const path = `/api/sync/pull?cursor=${cursor}&collections=${known.join(',')}${seen ? `&seen=${writeSeen(seen)}` : ''}`;
    return (await askServer<PullResponse>(path)).body;
  },
};
