// @vitest-environment happy-dom
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, expect, it } from 'vitest';
import { listReceipts, listWaiting } from '#client/areas/shell/features/sync/outbox-lists.ts';
import { BansoDatabase } from '#client/storage/database.ts';
import { writeRecord } from '#client/storage/write-record.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';

const NOW = '2026-11-20T01:00:00.000Z';
const IMPORTED = 90;
const random = new SeededRandom(7);
const newId = (): string => uuidV7(Date.parse(NOW), (count) => random.bytes(count));

let db: BansoDatabase;
beforeEach(async () => {
  db = new BansoDatabase('centre', 'sato', { indexedDB: new IDBFactory(), IDBKeyRange });
  for (let row = 1; row <= IMPORTED; row += 1) {
    await writeRecord(
      db,
      { userId: 'sato', deviceId: 'tablet', now: () => NOW, newId },
      'accounts',
      newId(),
      { name: `会社${row}` },
    );
  }
  const [first, second, third] = await db.outbox.orderBy('deviceSeq').toArray();
  await db.outbox.put({ ...first!, state: 'quarantined' });
  await db.outbox.bulkPut([second!, third!].map((entry) => ({ ...entry, state: 'sending' as const })));
});

it('shows the oldest of what waits, whether it is being sent already or not, and counts all of it', async () => {
  const { total, shown } = await listWaiting(db);
  expect(total).toBe(IMPORTED - 1);
  expect(shown.map(({ company }) => company)).toEqual(
    Array.from({ length: 20 }, (_, index) => `会社${index + 2}`),
  );
});

it('does not read what it does not show: thousands wait after an import', async () => {
  let reads = 0;
  db.outbox.hook('reading', (entry) => {
    reads += 1;
    return entry;
  });
  await listWaiting(db);
  expect(reads).toBeGreaterThan(0);
  expect(reads).toBeLessThan(IMPORTED / 2);
});

it('says with each receipt whose it is', async () => {
  const author = { userId: 'sato', deviceId: 'tablet', now: () => NOW, newId };
  const [company] = await db.accounts.toArray();
  const visitId = newId();
  await writeRecord(db, author, 'visits', visitId, { accountId: company!.id, status: 'planned' });
  const sent = await db.outbox.where('recordId').anyOf(company!.id, visitId).sortBy('deviceSeq');
  for (const [index, { deviceSeq, change }] of sent.entries()) {
    const receipt = { changeId: change.changeId, changeHash: 'h', revision: index + 1, serverTime: NOW };
    await db.ledger.put({ deviceSeq, change, receipt, acknowledgedAt: `2026-11-20T01:0${index}:00.000Z` });
  }
  expect((await listReceipts(db)).map(({ entry, company: name }) => [entry.change.collection, name])).toEqual(
    [
      ['visits', company!.fields.name],
      ['accounts', company!.fields.name],
    ],
  );
});
