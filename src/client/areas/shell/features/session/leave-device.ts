import { findWorkspace, flushWorkspace, type Session } from '#client/records/workspace.ts';
import { deviceTrouble } from '#client/records/device-trouble.ts';
import { countUnsent, holdsUnsentFieldwork } from '#client/storage/count-unsent.ts';
import { countUnsentFiles } from '#client/storage/file-shelf.ts';
import { forgetRemembered, remember } from '#client/storage/device-memory.ts';
import { giveUpDatabase, GIVING_UP } from '#client/storage/give-up-database.ts';
import { ParcelShelf } from '#client/storage/parcel-shelf.ts';
import { dropJournal } from '#client/storage/typing-journal.ts';
import { deliverParcels } from './parcel-delivery.ts';

/**
 * Takes all that the open workspace's person has on this device off it; what the server does not
 * have is sealed to the centre first and sent as soon as it can be.
 *
 * @throws when it could not be sealed, as is the case with readings of the post and keyed sheets; nothing has been taken off
 *   then.
 */
export async function leaveDevice({ centre, user, sealingKey }: Session): Promise<void> {
  const workspace = findWorkspace();
  if (!workspace) return;
  const { db, now } = workspace;
  if (sealingKey === undefined && (await countUnsent(db)) + (await countUnsentFiles(db)) > 0)
    throw new Error('the centre has told this device no key to seal to');
  await flushWorkspace();
  if (deviceTrouble.value) throw new Error('the device does not keep what was entered');
  if (await holdsUnsentFieldwork(db)) throw new Error('readings or keyed sheets have not been sent');
  const shelf = new ParcelShelf();
  // Other tabs must not take it for data that was cleared, and put back what they remember.
  remember(GIVING_UP, db.name);
  try {
    await giveUpDatabase(db, shelf, {
      centreId: centre.id,
      userId: user.id,
      sealingKey: sealingKey ?? '',
      now: now(),
    });
    dropJournal(db.name);
    // Whether it gets through or not: what is on the shelf is sent at the next start as well.
    await deliverParcels();
  } finally {
    shelf.close();
    forgetRemembered(GIVING_UP);
  }
}
