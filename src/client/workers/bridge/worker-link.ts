import { whenPutAside } from '#client/browser/put-aside.ts';
import { listHandedOver, type Contract, type PostedReply, type ProgressOf } from './contract.ts';

/**
 * Why a request has no answer: the work itself threw (`failed`; the worker can be asked on), or
 * the worker is at its end, because its script could not be fetched (`notLoaded`), something in
 * it broke (`broken`), it said nothing for too long (`silent`) or nobody wants it any more (`closed`).
 */
export type FailureReason = 'failed' | 'notLoaded' | 'broken' | 'silent' | 'closed';

/** A request that will have no answer. */
export class WorkerFailure extends Error {
  constructor(
    readonly reason: FailureReason,
    message: string,
  ) {
    super(message);
    this.name = 'WorkerFailure';
  }
}

/** Whether a request ended because its link was closed, which nobody needs to be told. */
export function isClosed(error: unknown): boolean {
  return error instanceof WorkerFailure && error.reason === 'closed';
}

/** What the link needs of a `Worker`. */
export interface WorkerEnd {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(
    type: 'message' | 'messageerror' | 'error',
    listener: (event: Event & { data?: unknown; message?: string }) => void,
  ): void;
  terminate(): void;
}

export interface AskOptions<Progress> {
  onProgress?: (progress: Progress) => void;
  /** How long the worker may say nothing about this request; `Infinity` for what has no end of its own. */
  patienceMs?: number;
}

interface Pending {
  resolve(answer: unknown): void;
  reject(failure: unknown): void;
  tell(progress: unknown): void;
  /** There was word of the request. */
  wait(): void;
}

const USUAL_PATIENCE_MS = 60_000;
/** Silence is counted in steps: a page that slept must not take its own sleep for the worker’s silence. */
const PATIENCE_STEPS = 6;

/**
 * The page's side of one worker. Each request ends with its answer or with a `WorkerFailure`;
 * what ends the worker ends all requests, those that come after as well.
 */
export class WorkerLink<C extends Contract> {
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;
  private end: WorkerFailure | undefined;
  /** A worker that is stopped with its page would go on holding the database. */
  private readonly stopListening = whenPutAside(() => this.close());

  constructor(private readonly worker: WorkerEnd) {
    worker.addEventListener('message', ({ data }) => this.hear(data as PostedReply));
    worker.addEventListener('messageerror', () =>
      this.finish('broken', 'what the worker said is unreadable'),
    );
    worker.addEventListener('error', ({ message }) =>
      // Only an error of a script that runs has a message.
      message === undefined
        ? this.finish('notLoaded', 'the worker’s script could not be fetched')
        : this.finish('broken', message),
    );
  }

  /** Asks for one thing of the contract. @throws WorkerFailure, or what makes the request unfit to be sent. */
  ask<K extends keyof C & string>(
    name: K,
    request: C[K]['request'],
    { onProgress, patienceMs = USUAL_PATIENCE_MS }: AskOptions<ProgressOf<C[K]>> = {},
  ): Promise<C[K]['answer']> {
    const id = (this.lastId += 1);
    let stepsLeft = PATIENCE_STEPS;
    let timer: ReturnType<typeof setInterval> | undefined;
    const outcome = new Promise<C[K]['answer']>((resolve, reject) => {
      if (this.end) throw this.end;
      this.worker.postMessage({ id, name, request }, listHandedOver(request));
      const tell = (progress: unknown): void => onProgress?.(progress as ProgressOf<C[K]>);
      const wait = (): void => void (stepsLeft = PATIENCE_STEPS);
      this.pending.set(id, { resolve, reject, tell, wait });
      if (patienceMs === Infinity) return;
      timer = setInterval(() => {
        stepsLeft -= 1;
        if (stepsLeft === 0)
          this.finish('silent', `no word about "${name}" for ${patienceMs / 1000} seconds`);
      }, patienceMs / PATIENCE_STEPS);
    });
    return outcome.finally(() => {
      clearInterval(timer);
      this.pending.delete(id);
    });
  }

  /** Ends the worker, also in the middle of its work. */
  close(): void {
    this.finish('closed', 'the worker is not wanted any more');
  }

  private hear(reply: PostedReply): void {
    const asker = this.pending.get(reply.id);
    asker?.wait();
    if (reply.kind === 'progress') asker?.tell(reply.progress);
    else if (reply.kind === 'answer') asker?.resolve(reply.answer);
    else if (reply.kind === 'failure') asker?.reject(new WorkerFailure('failed', reply.message));
  }

  private finish(reason: FailureReason, message: string): void {
    this.end ??= new WorkerFailure(reason, message);
    this.worker.terminate();
    this.stopListening();
    for (const { reject } of this.pending.values()) reject(this.end);
  }
}
