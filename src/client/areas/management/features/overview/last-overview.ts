import type { BootstrapInterval } from '#domain/casework/management/bootstrap.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import type { OverviewAnswer } from '#client/workers/management/management-contract.ts';

/** The manager's figures as they were counted last. */
export interface LastOverview {
  /** What they were counted for. */
  asked: string;
  answer: OverviewAnswer;
  interval: BootstrapInterval | null | undefined;
  /** Of the state of the records, see `readStateMark`. */
  mark?: string;
}

/** Beside the database, so that a page can be drawn with them at the tap: reading them takes longer than drawing them. */
const held = new WeakMap<BansoDatabase, LastOverview>();

/** What was counted last as far as it has been read, see `readLastOverview`. */
export function findLastOverview(db: BansoDatabase): LastOverview | undefined {
  return held.get(db);
}

/** What was counted last, from now on held for the pages that are opened. */
export async function readLastOverview(db: BansoDatabase): Promise<LastOverview | undefined> {
  if (held.has(db)) return held.get(db);
  const last = (await db.getMeta('lastOverview')) as LastOverview | undefined;
  // What was counted meanwhile is newer.
  if (last && !held.has(db)) held.set(db, last);
  return held.get(db);
}

/** Keeps figures for the next opening, also after a start of the app. */
export async function keepLastOverview(db: BansoDatabase, last: LastOverview): Promise<void> {
  held.set(db, last);
  await db.setMeta('lastOverview', last);
}
