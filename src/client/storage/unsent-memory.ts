import type { Collection } from '#domain/records/collections.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { OutboxEntry } from './database.ts';

/** How a record stands on this device after a write. */
export interface WrittenState {
  collection: Collection;
  recordId: string;
  /** What the server has of it. */
  server: SyncRecord | null;
  /** Its entries in the outbox, oldest first. */
  entries: readonly OutboxEntry[];
}

/**
 * What this page has written and the server is not known to have, kept in memory as well: where
 * somebody clears the browser's data while the app is open, it can be put back.
 */
export class UnsentMemory {
  /** How many changes on this device the server did not have when that was last counted. */
  unsentCount = 0;
  private readonly states = new Map<string, WrittenState & { turn: number }>();
  private turn = 0;

  remember(state: WrittenState | undefined): void {
    this.turn += 1;
    if (state) this.states.set(state.recordId, { ...state, turn: this.turn });
  }

  /** To be asked before it is looked up what is unsent: later writes are not meant by the answer. */
  ask(): { turn: number; recordIds: string[] } {
    return { turn: this.turn, recordIds: [...this.states.keys()] };
  }

  /** Takes in how many changes are unsent, and which of the records that were asked about have some. */
  hear(asked: { turn: number }, unsentCount: number, unsentIds: readonly string[]): void {
    this.unsentCount = unsentCount;
    const unsent = new Set(unsentIds);
    for (const [id, { turn }] of this.states)
      if (turn <= asked.turn && !unsent.has(id)) this.states.delete(id);
  }

  list(): WrittenState[] {
    return [...this.states.values()];
  }
}
