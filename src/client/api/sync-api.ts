import type { Change } from '#domain/sync/change.ts';
import { SYNC_PROTOCOL, type PullResponse, type PushResponse } from '#protocol/sync.ts';
import { askServer } from './http.ts';

/** The server as sync sees it; tests put the real server's code behind the same two calls. */
export interface SyncServer {
  /** @throws ApiProblem, Unreachable */
  push(deviceId: string, changes: Change[]): Promise<PushResponse>;
  /**
   * @param known the collections that this app knows, see `listKnown`.
   * @throws ApiProblem, Unreachable
   */
  pull(cursor: number, known: readonly string[]): Promise<PullResponse>;
}

export const syncServer: SyncServer = {
  async push(deviceId, changes) {
    const { body } = await askServer<PushResponse>('/api/sync/push', {
      method: 'POST',
      body: { protocol: SYNC_PROTOCOL, deviceId, changes },
    });
    return body;
  },
  async pull(cursor, known) {
    const path = `/api/sync/pull?cursor=${cursor}&collections=${known.join(',')}`;
    return (await askServer<PullResponse>(path)).body;
  },
};
