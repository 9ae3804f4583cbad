import type { ResponseRecord } from '#domain/tabulation/dataset/survey-dataset.ts';
import { onTableChanged, type ChangedKeys } from '#client/storage/changed-keys.ts';
import type { BansoDatabase, Local } from '#client/storage/database.ts';
import { SharedTexts } from './shared-texts.ts';

/** How many responses are taken from the database at once: all of them would fill the memory twice. */
const SLICE = 2_000;
/** Changes that come together, as while a sync places its answers, are taken in together. */
const GATHERING_MS = 50;

/**
 * The responses of a device: read whole once, and then kept up with what changes, here or by sync, of which only what was
 * touched is read again. Each slice is read for itself, so that nobody who writes waits for all of them.
 */
export class HeldResponses {
  private readonly held = new Map<string, ResponseRecord>();
  private readonly texts = new SharedTexts();
  private due: ChangedKeys | Set<string> = 'all';
  private isWorking = false;
  private isStopped = false;
  private readonly stopListening: () => void;

  /**
   * @param publish is told all that are there, at first and after each change
   * @param fail is told when the database cannot be read
   */
  constructor(
    private readonly db: BansoDatabase,
    private readonly publish: (responses: readonly ResponseRecord[]) => void,
    private readonly fail: (error: unknown) => void,
  ) {
    this.stopListening = onTableChanged(db.name, 'responses', (keys) => this.note(keys));
    void this.work();
  }

  stop(): void {
    this.isStopped = true;
    this.stopListening();
  }

  private note(keys: ChangedKeys): void {
    this.due = keys === 'all' || this.due === 'all' ? 'all' : new Set([...this.due, ...keys]);
    if (!this.isWorking) setTimeout(() => void this.work(), GATHERING_MS);
  }

  private async work(): Promise<void> {
    if (this.isWorking || this.isStopped) return;
    this.isWorking = true;
    try {
      while (!this.isStopped && (this.due === 'all' || this.due.size > 0)) {
        const { due } = this;
        this.due = new Set();
        if (due === 'all') await this.readAll();
        else await this.readAgain([...due]);
        if (!this.isStopped) this.publish([...this.held.values()]);
      }
    } catch (error) {
      if (!this.isStopped) this.fail(error);
    } finally {
      this.isWorking = false;
    }
  }

  private async readAll(): Promise<void> {
    this.held.clear();
    let slice: Local<'responses'>[] = [];
    do {
      slice = await this.db.responses
        .where(':id')
        .above(slice.at(-1)?.id ?? '')
        .limit(SLICE)
        .toArray();
      for (const response of slice) this.hold(response);
    } while (slice.length === SLICE && !this.isStopped);
  }

  private async readAgain(ids: string[]): Promise<void> {
    const responses = await this.db.responses.bulkGet(ids);
    for (const [index, id] of ids.entries()) {
      const response = responses[index];
      if (response) this.hold(response);
      else this.held.delete(id);
    }
  }

  private hold({ id, fields, deletedAt }: Local<'responses'>): void {
    if (deletedAt === null) this.held.set(id, { id, fields: this.texts.share(fields) });
    else this.held.delete(id);
  }
}
