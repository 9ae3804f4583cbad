import type { Change } from '#domain/sync/change.ts';
import { SYNC_PROTOCOL, type PullResponse, type PushResponse } from '#protocol/sync.ts';
import { askServer } from './http.ts';

/** The server as sync sees it; tests put the real server's code behind the same two calls. */
export interface SyncServer {
  /** @throws ApiProblem, Unreachable */
  push(deviceId: string, changes: Change[]): Promise<PushResponse>;
  /** @throws ApiProblem, Unreachable */
  pull(cursor: number): Promise<PullResponse>;
}

export const syncServer: SyncServer = {
  async push(deviceId, changes) {
    const { body } = await askServer<PushResponse>('/api/sync/push', {
      method: 'POST',
      body: { protocol: SYNC_PROTOCOL, deviceId, changes },
    });
    return body;
  },
  async pull(cursor) {
    return (await askServer<PullResponse>(`/api/sync/pull?cursor=${cursor}`)).body;
  },
};
