import Dexie, { type DexieOptions, type EntityTable } from 'dexie';
import type { SealedLetter } from '#protocol/parcels.ts';

/** A sealed letter that has not reached the centre. */
export interface ShelvedLetter {
  id: number;
  letter: SealedLetter;
  /** How many recorded changes it holds; which ones, nobody on this device can see any longer. */
  changes: number;
  /** How many photos and files end with it; absent on those of before. */
  files?: number;
}

/**
 * Letters that were sealed on this device, whoever's they are: they belong to no workspace, need no
 * session, and stay until the server has them.
 */
export class ParcelShelf extends Dexie {
  static readonly NAME = 'banso-parcels';
  letters!: EntityTable<ShelvedLetter, 'id'>;

  constructor(engine: Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'> = {}) {
    super(ParcelShelf.NAME, { chromeTransactionDurability: 'strict', ...engine });
    this.version(1).stores({ letters: '++id' });
  }
}
