import { MessageChannel } from 'node:worker_threads';
import type { Contract } from '#client/workers/bridge/contract.ts';
import { serveRequests, type Desk, type WorkerScope } from '#client/workers/bridge/serve-requests.ts';
import { WorkerLink, type WorkerEnd } from '#client/workers/bridge/worker-link.ts';

/** A link to a desk in this thread: all that is missing is the worker around it. */
export function linkInThread<C extends Contract>(desk: Desk<C>, onTerminate?: () => void): WorkerLink<C> {
  return new WorkerLink<C>(standIn(desk, onTerminate));
}

/** What stands in for a `Worker` whose work the desk does, behind a channel that clones and transfers. */
export function standIn<C extends Contract>(desk: Desk<C>, onTerminate?: () => void): WorkerEnd {
  const { port1, port2 } = new MessageChannel();
  serveRequests(port2 as unknown as WorkerScope, desk);
  port1.start();
  port2.start();
  const terminate = (): void => {
    port1.close();
    onTerminate?.();
  };
  return Object.assign(port1 as unknown as WorkerEnd, { terminate });
}
