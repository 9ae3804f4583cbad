import { NotCanonicalError, type Json } from '#domain/canonical/json.ts';
import type { Collection } from '#domain/records/collections.ts';
import type { JournalEntry } from './typing-journal.ts';

type PlainEdit = Record<string, Json>;

/** What the queue needs of the device. */
export interface WriteDesk {
  /** This page, among all that ever wrote to the journal. */
  pageId: string;
  /** Makes edits durable; `seq` is the page's last edit among them. */
  save(collection: Collection, recordId: string, edit: PlainEdit, seq: number): Promise<void>;
  /** Writes down at once what is not durable yet. */
  keep(entry: JournalEntry): void;
  /** Forgets what was written down, for it is durable. */
  drop(recordId: string): void;
}

/** Edits that are, or will be, one transaction. */
interface Batch {
  edit: PlainEdit;
  seq: number;
  /** A later one, begun before this had ended, holds its edit beneath newer ones: it must not come again by itself. */
  isTakenIn: boolean;
  saved: Promise<void>;
  deferred: { resolve(): void; reject(error: unknown): void };
}

/** What is under way for one record. */
interface Lane {
  collection: Collection;
  recordId: string;
  running: Batch[];
  waiting: Batch | undefined;
  /** The page's last edit of this record. */
  seq: number;
  /** What the device could not keep; it goes with the next batch. */
  unsaved: PlainEdit;
}

export interface WriteQueue {
  /** Takes an edit; resolves when it is durable. */
  write(collection: Collection, recordId: string, edit: Record<string, unknown>): Promise<void>;
  /** Resolves when nothing of a record is under way any more, whether it could be saved or not. */
  written(recordId: string): Promise<void>;
  /** Resolves when nothing of any record is under way any more. */
  settled(): Promise<void>;
  /** Gives up what could not be saved of a record. */
  forget(recordId: string): void;
  /** Starts everything that waits: the page may be gone soon. */
  hasten(): void;
}

/**
 * Puts the edits of one record into at most two transactions at a time: one in flight and
 * one that waits and takes in whatever is typed meanwhile, with the newest values. On a
 * slow phone a transaction for each keystroke would fall behind the typing by seconds.
 */
export function createWriteQueue(desk: WriteDesk): WriteQueue {
  const lanes = new Map<string, Lane>();
  let lastSeq = 0;

  function write(collection: Collection, recordId: string, edit: Record<string, unknown>): Promise<void> {
    const lane = lanes.get(recordId) ?? {
      collection,
      recordId,
      running: [],
      waiting: undefined,
      seq: 0,
      unsaved: {},
    };
    lanes.set(recordId, lane);
    lane.seq = lastSeq += 1;
    const batch = (lane.waiting ??= newBatch(lane.unsaved));
    lane.unsaved = {};
    batch.seq = lane.seq;
    for (const [path, value] of Object.entries(edit)) batch.edit[path] = (value ?? null) as Json;
    noteDown(lane);
    if (lane.running.length === 0) start(lane);
    return batch.saved;
  }

  function start(lane: Lane): void {
    const batch = lane.waiting;
    if (!batch) return;
    lane.waiting = undefined;
    // Hastened, it takes in what is in flight as well: should that one fail, nothing older comes after it.
    for (const earlier of lane.running) earlier.isTakenIn = true;
    batch.edit = Object.assign({}, ...lane.running.map(({ edit }) => edit), batch.edit) as PlainEdit;
    lane.running.push(batch);
    void run(lane, batch);
  }

  async function run(lane: Lane, batch: Batch): Promise<void> {
    try {
      await desk.save(lane.collection, lane.recordId, batch.edit, batch.seq);
      batch.deferred.resolve();
    } catch (error) {
      // Whatever has no form to be stored in would make every later edit of the record fail too.
      if (!batch.isTakenIn && !(error instanceof NotCanonicalError)) putBack(lane, batch);
      batch.deferred.reject(error);
    }
    lane.running = lane.running.filter((other) => other !== batch);
    noteDown(lane);
    if (lane.running.length === 0) start(lane);
  }

  function noteDown({ collection, recordId, running, waiting, seq, unsaved }: Lane): void {
    const isUnderWay = running.length > 0 || waiting !== undefined;
    const edit = Object.assign(
      {},
      unsaved,
      ...running.map((batch) => batch.edit),
      waiting?.edit,
    ) as PlainEdit;
    if (isUnderWay || Object.keys(edit).length > 0)
      desk.keep({ collection, recordId, pageId: desk.pageId, seq, edit });
    else forget(recordId);
  }

  function forget(recordId: string): void {
    lanes.delete(recordId);
    desk.drop(recordId);
  }

  async function written(recordId: string): Promise<void> {
    for (
      let lane = lanes.get(recordId);
      lane && (lane.waiting || lane.running.length > 0);
      lane = lanes.get(recordId)
    ) {
      await Promise.allSettled(
        [...lane.running, ...(lane.waiting ? [lane.waiting] : [])].map(({ saved }) => saved),
      );
    }
  }

  const settled = async (): Promise<void> => {
    await Promise.all([...lanes.keys()].map(written));
  };

  return { write, written, settled, forget, hasten: () => lanes.forEach(start) };
}

/** Below everything newer of the same record. */
function putBack(lane: Lane, { edit }: Batch): void {
  if (lane.waiting) lane.waiting.edit = { ...edit, ...lane.waiting.edit };
  else lane.unsaved = { ...lane.unsaved, ...edit };
}

function newBatch(edit: PlainEdit): Batch {
  let deferred!: Batch['deferred'];
  const saved = new Promise<void>((resolve, reject) => (deferred = { resolve, reject }));
  return { edit: { ...edit }, seq: 0, isTakenIn: false, saved, deferred };
}
