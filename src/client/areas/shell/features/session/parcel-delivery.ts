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

/** The letters that have not been sent. */
export function listShelved(): Promise<ShelvedLetter[]> {
  return withShelf([], (shelf) => shelf.letters.toArray());
}

async function deliverAll(shelf: ParcelShelf): Promise<undefined> {
  for (const { id, letter } of await shelf.letters.toArray()) {
    try {
      await postParcel(letter);
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
