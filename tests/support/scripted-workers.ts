import { vi } from 'vitest';
import type { PostedReply, PostedRequest } from '#client/workers/bridge/contract.ts';

/** A `Worker` of which nothing is heard but what the test has it say. */
export class ScriptedWorker extends EventTarget {
  readonly requests: PostedRequest[] = [];
  isTerminated = false;

  postMessage(request: PostedRequest): void {
    this.requests.push(request);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  reply(reply: PostedReply): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: reply }));
  }

  /** As when its script cannot be fetched, or with a message as when it breaks. */
  fail(message?: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), message === undefined ? {} : { message }));
  }
}

/** Puts scripted workers in the place of real ones; gives those that are started, in order. */
export function scriptWorkers(): ScriptedWorker[] {
  const started: ScriptedWorker[] = [];
  vi.stubGlobal(
    'Worker',
    class extends ScriptedWorker {
      constructor() {
        super();
        started.push(this);
      }
    },
  );
  return started;
}
