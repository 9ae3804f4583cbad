import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import { BansoDatabase, type OutboxEntry } from '#client/storage/database.ts';
import { writeRecord, type Author, type Edit } from '#client/storage/write-record.ts';

export const NOW = '2026-11-20T01:00:00.000Z';

/** A phone of one person with an outbox. */
export interface Device {
  db: BansoDatabase;
  author: Author;
  /** Records an edit of a company and gives the company's id. */
  edit: (fields: Edit<'accounts'>, id?: string) => Promise<string>;
  /** Everything that waits, oldest first. */
  outbox: () => Promise<OutboxEntry[]>;
  /** As `applyPushResults` leaves what the server has refused. */
  quarantine: (recordId: string) => Promise<void>;
}

export function openDevice(): Device {
  const random = new SeededRandom(9);
  const newId = (): string => uuidV7(Date.parse(NOW), (count) => random.bytes(count));
  const db = new BansoDatabase('centre', 'sato', { indexedDB: new IDBFactory(), IDBKeyRange });
  const author: Author = { userId: 'sato', deviceId: newId(), now: () => NOW, newId };
  return {
    db,
    author,
    async edit(fields, id = newId()) {
      await writeRecord(db, author, 'accounts', id, fields);
      return id;
    },
    outbox: () => db.outbox.orderBy('deviceSeq').toArray(),
    async quarantine(recordId) {
      const [first] = await db.outbox.where('recordId').equals(recordId).sortBy('deviceSeq');
      await db.outbox.put({
        ...first!,
        state: 'quarantined',
        reason: { code: 'change-malformed', title: '' },
      });
    },
  };
}
