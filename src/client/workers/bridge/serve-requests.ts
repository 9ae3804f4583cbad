import {
  listHandedOver,
  type Contract,
  type PostedReply,
  type PostedRequest,
  type ProgressOf,
} from './contract.ts';

/** Who does a worker's work: one function for each thing in the contract. Knows nothing of workers. */
export type Desk<C extends Contract> = {
  [K in keyof C]: (
    request: C[K]['request'],
    tell: (progress: ProgressOf<C[K]>) => void,
  ) => C[K]['answer'] | Promise<C[K]['answer']>;
};

/** What serving needs of a worker's global scope. */
export interface WorkerScope {
  postMessage(message: unknown, options: { transfer: Transferable[] }): void;
  addEventListener(type: 'message' | 'messageerror', listener: (event: { data: unknown }) => void): void;
}

const BEAT_MS = 5_000;

/**
 * The worker's side: passes requests to the desk, and back what it says, answers or throws.
 *
 * @param isMoving for work that may take long and tells little on the way: asked every few seconds
 *   during a request; as long as it says yes, the page hears that the worker is still at it.
 */
export function serveRequests<C extends Contract>(
  scope: WorkerScope,
  desk: Desk<C>,
  isMoving?: () => boolean,
): void {
  const reply = (message: PostedReply, transfer: Transferable[] = []): void =>
    scope.postMessage(message, { transfer });

  async function serve({ id, name, request }: PostedRequest): Promise<void> {
    const beat = (): void => {
      if (isMoving?.()) reply({ id, kind: 'beat' });
    };
    const beating = isMoving && setInterval(beat, BEAT_MS);
    beat();
    try {
      const answer = await desk[name as keyof C](request, (progress) =>
        reply({ id, kind: 'progress', progress }),
      );
      reply({ id, kind: 'answer', answer }, listHandedOver(answer));
    } catch (error) {
      // Also where the answer has no form in which it could be sent.
      reply({ id, kind: 'failure', message: error instanceof Error ? error.message : String(error) });
    } finally {
      clearInterval(beating);
    }
  }

  scope.addEventListener('message', ({ data }) => void serve(data as PostedRequest));
  scope.addEventListener('messageerror', () => {
    // Which request it was is not known: thrown here, it ends the link, and so reaches whoever asked.
    throw new Error('a request is unreadable');
  });
}
