import type { Transaction } from 'kysely';
import { listErasedRecords } from '#server/database/queries/records.ts';
import type { Database } from '#server/database/schema.ts';
import { audit } from '#server/journal/audit.ts';
import type { Clock } from '#server/journal/clock.ts';
import { appendErasures, readErasures, type Erasure } from './erasure-journal.ts';
import { eraseRecords } from './erase-records.ts';

/**
 * Lets the database and the journal beside it agree: what the journal holds is erased (again, where an older
 * state was put back, or a stop came in between), and what another server has erased is entered here.
 *
 * @returns what was erased in the database.
 */
export async function reconcileErasures(
  tx: Transaction<Database>,
  { dataDir, centreId, clock }: { dataDir: string; centreId: string; clock: Clock },
): Promise<Erasure[]> {
  const inDatabase = await listErasedRecords(tx, centreId);
  const isErased = new Set(inDatabase.map(({ recordId }) => recordId));
  const entered = readErasures(dataDir).filter((erasure) => erasure.centreId === centreId);
  const isEntered = new Set(entered.map(({ recordId }) => recordId));

  const missing = entered.filter(({ recordId }) => !isErased.has(recordId));
  const erased = missing.length > 0 ? await eraseRecords(tx, centreId, missing) : [];
  for (const erasure of erased)
    await audit(tx, clock, {
      centreId,
      by: null,
      action: 'records.erase',
      subject: erasure.recordId,
      detail: { collection: erasure.collection, again: true },
    });
  appendErasures(
    dataDir,
    inDatabase
      .filter(({ recordId }) => !isEntered.has(recordId))
      .map((erasure) => ({ centreId, ...erasure })),
  );
  return erased;
}
