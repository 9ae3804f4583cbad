import type { FastifyInstance } from 'fastify';
import type { Transaction } from 'kysely';
import type { Seen } from '#protocol/sync.ts';
import {
  readStanding,
  renewEpoch,
  type Standing as CentreStanding,
} from '#server/database/queries/centres.ts';
import { findLastChange } from '#server/database/queries/changes.ts';
import {
  insertRestore,
  listRestores,
  raiseRestore,
  type Reached,
} from '#server/database/queries/restores.ts';
import type { Database } from '#server/database/schema.ts';
import { reconcileErasures } from '#server/erasure/reconcile-erasures.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf, newId } from '#server/journal/clock.ts';

/** What it takes of a server. */
type Server = Pick<FastifyInstance, 'config' | 'database' | 'clock' | 'proofs' | 'log'>;

/** What a device shows of what it knows of the centre. */
export interface Shown {
  cursor: number;
  seen: Seen | undefined;
}

/** How a device stands to the server. */
export interface Standing {
  epoch: string;
  submissions: number;
  /** The device knows what the server does not, and cannot prove it: it has to start afresh. */
  reset: boolean;
  /** See `PullResponse`. */
  shared: number | undefined;
}

/**
 * Holds what a device shows against what the server knows, before anything else is done for it.
 *
 * A proof of a revision that the server lacks, or up to which its log ends otherwise, means that an older
 * state was put back and nobody has said so: a new epoch begins, once, however many devices and
 * servers notice at a time, and every device sends again what the server had acknowledged. Without a valid
 * proof nothing changes for others: the device alone starts afresh.
 *
 * @param read how far the centre has come, where that is known already.
 */
export async function noticeRestore(
  app: Server,
  centreId: string,
  { cursor, seen }: Shown,
  read?: CentreStanding,
): Promise<Standing> {
  const { database, proofs, log } = app;
  let standing = read ?? (await readStanding(database.db, centreId, seen?.revision ?? 0));
  const { epoch } = standing;
  const proven = seen && proofs.read(centreId, epoch, seen);
  let shared: number | undefined;
  if (seen && proven && (seen.revision > standing.revision || !proven.isOf(standing.change))) {
    const reached = { revision: seen.revision, submissions: proven.submissions };
    await database.db.transaction().execute((tx) => beginEpoch(app, tx, centreId, epoch, reached));
    standing = await readStanding(database.db, centreId, 0);
    // From where on it was another history, nobody knows.
    shared = 0;
  }
  if (seen && !proven) shared = await noteEarlierEpoch(app, centreId, seen);
  const reset = Math.max(cursor, seen?.revision ?? 0) > standing.revision;
  if (reset)
    log.warn(
      { centreId, cursor, seen: seen?.revision, revision: standing.revision },
      'a device is ahead without proof: it alone starts afresh',
    );
  if (reset) shared = 0;
  return { epoch: standing.epoch, submissions: standing.submissions, reset, shared };
}

async function beginEpoch(
  { clock, config, log }: Server,
  tx: Transaction<Database>,
  centreId: string,
  before: string,
  seen: Reached,
): Promise<void> {
  const epoch = newId(clock);
  const kept = await renewEpoch(tx, centreId, { before, epoch, reached: seen.revision });
  // Another request, or another server, was first.
  if (!kept) return;
  const restore = { centreId, epoch, epochBefore: before, noticedAt: instantOf(clock), isDeclared: false };
  // What was erased since must be gone before any device sends it again.
  await reconcileErasures(tx, { dataDir: config.dataDir, centreId, clock });
  await insertRestore(tx, { ...restore, kept, seen });
  await audit(tx, clock, {
    centreId,
    by: null,
    action: 'centre.restore-noticed',
    subject: centreId,
    detail: { kept: { ...kept }, seen: { ...seen } },
  });
  log.error({ centreId, kept, seen }, 'an older state of the database was put back: a new epoch begins');
}

/**
 * A device that has missed a restore shows how far the centre had come before.
 *
 * @returns up to where its history is the server's; undefined where all that it has seen is still there.
 */
async function noteEarlierEpoch(
  { database, proofs }: Server,
  centreId: string,
  seen: Seen,
): Promise<number | undefined> {
  let shared: number | undefined;
  for (const { epoch, epochBefore, isDeclared, kept } of await listRestores(database.db, centreId)) {
    const proven = proofs.read(centreId, epochBefore, seen);
    if (!proven) continue;
    const isKept =
      seen.revision <= kept.revision &&
      proven.isOf(await findLastChange(database.db, centreId, seen.revision));
    if (!isKept) shared = isDeclared ? kept.revision : 0;
    const reached = { revision: seen.revision, submissions: proven.submissions };
    await database.db.transaction().execute((tx) => raiseRestore(tx, centreId, epoch, reached));
  }
  return shared;
}
