import Dexie from 'dexie';
import { ApiProblem } from '#client/api/http.ts';
import { postParcel } from '#client/api/parcels-api.ts';
import { exclusively } from '#client/browser/exclusively.ts';
import { ParcelShelf, type ShelvedLetter } from '#client/storage/parcel-shelf.ts';

/**
 * Sends the letters that were sealed on this device; no one has to be signed in. What cannot be sent
 * stays. Never throws.
 */
export async function deliverParcels(): Promise<void> {
  await exclusively('banso-parcels', () => withShelf(undefined, deliverAll)).catch((error: unknown) => {
    console.warn('sealed records could not be sent yet', error);
  });
}

/** How many records, photos and files are in letters that have not been sent. */
export function countShelved(): Promise<number> {
  return withShelf(0, async (shelf) => {
    let count = 0;
    await shelf.letters.each(({ changes, files = 0 }) => (count += changes + files));
    return count;
  });
}

/** Whether there are letters that have not been sent. */
export function hasShelved(): Promise<boolean> {
  return withShelf(false, async (shelf) => (await shelf.letters.count()) > 0);
}

/** The letters that have not been sent. */
export function listShelved(): Promise<ShelvedLetter[]> {
  return withShelf([], (shelf) => shelf.letters.toArray());
}

async function deliverAll(shelf: ParcelShelf): Promise<undefined> {
  // One at a time in memory: those with photos are large.
  for (const id of await shelf.letters.toCollection().primaryKeys()) {
    const shelved = await shelf.letters.get(id);
    if (!shelved) continue;
    try {
      await postParcel(shelved.letter);
      await shelf.letters.delete(id);
    } catch (error) {
      // One that this server cannot read is not in the way of the others, and can be saved to a file.
      if (!(error instanceof ApiProblem && error.status < 429)) throw error;
    }
  }
}

/** Most devices have no shelf, and none is made for looking. */
async function withShelf<T>(without: T, task: (shelf: ParcelShelf) => Promise<T>): Promise<T> {
  if (!(await Dexie.exists(ParcelShelf.NAME))) return without;
  const shelf = new ParcelShelf();
  try {
    return await task(shelf);
  } finally {
    shelf.close();
  }
}
