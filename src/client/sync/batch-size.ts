import { MAX_PUSH_BYTES } from '#protocol/sync.ts';

/** So little goes up in two seconds even at 80 kbit/s. */
const FIRST_BYTES = 16 * 1024;
/** A batch that took longer than this leaves the next no larger … */
const COMFORTABLE_MS = 5_000;
/** … and one that took longer than this makes it smaller: what is lost on the way has to travel again. */
const LONG_MS = 15_000;

/**
 * How many bytes the next batch of a push may have. It starts small, grows while batches get through
 * quickly and is halved when one takes long or is not answered in time, so that on the worst of links
 * something still goes up, and on a good one few requests are needed.
 */
export class BatchSize {
  bytes = FIRST_BYTES;

  /** A batch got through. */
  passed(tookMs: number): void {
    if (tookMs <= COMFORTABLE_MS) this.bytes = Math.min(MAX_PUSH_BYTES, this.bytes * 2);
    else if (tookMs > LONG_MS) this.bytes = Math.ceil(this.bytes / 2);
  }

  /** A batch of so many bytes was not answered in time. */
  timedOut(sentBytes: number): void {
    this.bytes = Math.ceil(Math.min(this.bytes, sentBytes) / 2);
  }
}
