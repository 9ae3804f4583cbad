import type { Change } from '#domain/sync/change.ts';
import {
  SYNC_PROTOCOL,
  writeBacklog,
  writeSeen,
  type Backlog,
  type PullResponse,
  type PushResponse,
  type Seen,
} from '#protocol/sync.ts';
import { askServer } from './http.ts';

/** The server as sync sees it; tests put the real server's code behind the same two calls. */
export interface SyncServer {
  /**
   * @param seen how far this device knows the server to have come.
   * @param backlog what waits on this device, for those who look after its people.
   * @throws ApiProblem, Unreachable
   */
  push(deviceId: string, changes: Change[], seen?: Seen, backlog?: Backlog): Promise<PushResponse>;
  /**
   * @param known the collections that this app knows, see `listKnown`.
   * @throws ApiProblem, Unreachable
   */
  pull(cursor: number, known: readonly string[], seen?: Seen, backlog?: Backlog): Promise<PullResponse>;
}

export const syncServer: SyncServer = {
  async push(deviceId, changes, seen, backlog) {
    const path = joinGiven('?', '/api/sync/push', writeStanding(seen, backlog));
    const { body } = await askServer<PushResponse>(path, {
      method: 'POST',
      body: { protocol: SYNC_PROTOCOL, deviceId, changes },
    });
    return body;
  },
  async pull(cursor, known, seen, backlog) {
    const asked = `/api/sync/pull?cursor=${cursor}&collections=${known.join(',')}`;
    const path = joinGiven('&', asked, writeStanding(seen, backlog));
    return (await askServer<PullResponse>(path)).body;
  },
};

/** What a device tells of itself, as a query. */
function writeStanding(seen: Seen | undefined, backlog: Backlog | undefined): string {
  return joinGiven('&', seen && `seen=${writeSeen(seen)}`, backlog && `backlog=${writeBacklog(backlog)}`);
}

function joinGiven(separator: string, ...parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join(separator);
}
