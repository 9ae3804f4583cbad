import { WorkerLink } from '#client/workers/bridge/worker-link.ts';
import type { BookContract } from './book-contract.ts';

/** Starts the maker of books in a web worker of its own, with what it takes to write workbooks. */
export function openBookLink(): WorkerLink<BookContract> {
  return new WorkerLink(
    new Worker(new URL('./book-worker.ts', import.meta.url), { type: 'module', name: 'book' }),
  );
}
