import { NotCanonicalError, type Json } from '#domain/canonical/json.ts';
import type { Collection } from '#domain/records/collections.ts';
import type { JournalEntry } from './typing-journal.ts';

type PlainEdit = Record<string, Json>;

/** The person has given up what could not be saved, with the record that it was for. */
export class EditGivenUp extends Error {}

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
  /** Hears of each edit that the device could not keep, and, without an error, that nothing is left of them. */
  tell(error?: unknown): void;
}

/** Edits that are, or will be, one transaction. */
interface Batch {
  edit: PlainEdit;
  seq: number;
  /** A later one, begun before this had ended, that holds its edit beneath newer ones: it must not come again by itself. */
  heir?: Batch;
  saved: Promise<void>;
  /** When the attempt to save it is over, whatever came of it. */
  ended: Promise<void>;
  deferred: { resolve(): void; reject(error: unknown): void };
}

/** What is under way for one record. */
interface Lane {
  collection: Collection;
  recordId: string;
  running: Batch[];
  waiting: Batch | undefined;
  /** What waits could not be kept by the device at the last attempt. */
  isStuck: boolean;
  /** The page's last edit of this record. */
  seq: number;
}

export interface WriteQueue {
  /**
   * Takes an edit; resolves when it is durable, which takes as long as the device cannot keep it.
   * @throws NotCanonicalError for what has no form to be stored in, EditGivenUp, see `forget`.
   */
  write(collection: Collection, recordId: string, edit: Record<string, unknown>): Promise<void>;
  /** Resolves when nothing of a record is under way any more, whether it could be saved or not. */
  written(recordId: string): Promise<void>;
  /** Resolves when nothing of any record is under way any more. */
  settled(): Promise<void>;
  /** What is not durable of a record, and when it will be. */
  find(recordId: string): { edit: PlainEdit; saved: Promise<void> } | undefined;
  /** What the device could not keep. */
  listStuck(): JournalEntry[];
  /** Gives up what could not be saved of a record. */
  forget(recordId: string): void;
  /** Starts everything that waits: the page may be gone soon, or the device may be able to keep it by now. */
  hasten(): void;
}

/**
 * Puts the edits of one record into at most two transactions at a time: one in flight and
 * one that waits and takes in whatever is typed meanwhile, with the newest values. On a
 * slow phone a transaction for each keystroke would fall behind the typing by seconds.
 * What the device cannot keep waits here, whatever becomes of the screen it was typed on.
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
      isStuck: false,
      seq: 0,
    };
    lanes.set(recordId, lane);
    lane.seq = lastSeq += 1;
    const batch = (lane.waiting ??= newBatch(lane.seq));
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
    for (const earlier of lane.running) earlier.heir = batch;
    batch.edit = Object.assign({}, ...lane.running.map(({ edit }) => edit), batch.edit) as PlainEdit;
    lane.running.push(batch);
    batch.ended = run(lane, batch);
  }

  async function run(lane: Lane, batch: Batch): Promise<void> {
    let failure: unknown;
    try {
      await desk.save(lane.collection, lane.recordId, batch.edit, batch.seq);
      lane.isStuck = false;
      batch.deferred.resolve();
    } catch (error) {
      failure = error;
      // Whatever has no form to be stored in would make every later edit of the record fail too.
      if (error instanceof NotCanonicalError) batch.deferred.reject(error);
      else if (batch.heir) follow(batch, batch.heir);
      else putBack(lane, batch);
    }
    lane.running = lane.running.filter((other) => other !== batch);
    noteDown(lane);
    if (lane.isStuck) desk.tell(failure);
    else if (lane.running.length === 0) start(lane);
    if (!failure && listStuck().length === 0) desk.tell();
  }

  function noteDown(lane: Lane): void {
    if (lane.running.length > 0 || lane.waiting) desk.keep(toEntry(lane));
    else drop(lane.recordId);
  }

  function drop(recordId: string): void {
    lanes.delete(recordId);
    desk.drop(recordId);
  }

  function forget(recordId: string): void {
    lanes.get(recordId)?.waiting?.deferred.reject(new EditGivenUp());
    drop(recordId);
    if (listStuck().length === 0) desk.tell();
  }

  async function written(recordId: string): Promise<void> {
    for (let lane = lanes.get(recordId); lane?.running.length; lane = lanes.get(recordId))
      await Promise.all(lane.running.map(({ ended }) => ended));
  }

  const settled = async (): Promise<void> => {
    await Promise.all([...lanes.keys()].map(written));
  };

  function find(recordId: string): ReturnType<WriteQueue['find']> {
    const lane = lanes.get(recordId);
    const last = lane && (lane.waiting ?? lane.running.at(-1));
    return last && { edit: editOf(lane), saved: last.saved };
  }

  const listStuck = (): JournalEntry[] => [...lanes.values()].filter(({ isStuck }) => isStuck).map(toEntry);

  function toEntry(lane: Lane): JournalEntry {
    const { collection, recordId, seq } = lane;
    return { collection, recordId, pageId: desk.pageId, seq, edit: editOf(lane) };
  }

  return { write, written, settled, find, listStuck, forget, hasten: () => lanes.forEach(start) };
}

/** All that is not durable of a record, the newest values on top. */
function editOf({ running, waiting }: Lane): PlainEdit {
  return Object.assign({}, ...running.map((batch) => batch.edit), waiting?.edit) as PlainEdit;
}

/** Below everything newer of the same record. */
function putBack(lane: Lane, batch: Batch): void {
  lane.isStuck = true;
  lane.waiting ??= newBatch(batch.seq);
  lane.waiting.edit = { ...batch.edit, ...lane.waiting.edit };
  follow(batch, lane.waiting);
}

/** What a batch was to make durable is durable when another one is. */
function follow({ deferred }: Batch, heir: Batch): void {
  heir.saved.then(deferred.resolve, deferred.reject);
}

function newBatch(seq: number): Batch {
  let deferred!: Batch['deferred'];
  const saved = new Promise<void>((resolve, reject) => (deferred = { resolve, reject }));
  return { edit: {}, seq, saved, deferred, ended: Promise.resolve() };
}
