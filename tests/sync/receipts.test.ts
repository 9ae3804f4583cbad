import { expect, it } from 'vitest';
import { applyPushResults } from '#client/storage/apply-server-state.ts';
import { hashJson } from '#domain/canonical/hash.ts';
import { NOW, openDevice } from '#tests/client/sync/device.ts';
import { acceptanceOf } from '#tests/client/sync/fake-sync-server.ts';
import { createTestApp } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange, push } from '#tests/support/fieldwork.ts';

describeOnBothDatabases('a receipt', (getDatabase) => {
  it('is made of what the database holds: what it holds otherwise than it was sent is no receipt for it', async () => {
    const test = await createTestApp(getDatabase());
    const person = await test.as('coordinator');
    const change = makeChange(person, 'accounts', { name: '八戸水産' });
    const receiptHash = async (): Promise<string> => {
      const [result] = await push(person, [change]);
      if (result?.status === 'rejected') throw new Error(result.code);
      return result!.receipt.changeHash;
    };
    expect(await receiptHash()).toBe(hashJson(change));

    // As if the database had kept something else.
    const kept = { ...change, fields: { name: '八戸' } };
    await getDatabase()
      .db.updateTable('changes')
      .set({ change: JSON.stringify(kept) })
      .where('change_id', '=', change.changeId)
      .execute();
    expect(await receiptHash()).toBe(hashJson(kept));
    await test.app.close();
  });
});

it('a receipt for something else than was meant leaves the change in quarantine, and goes to no ledger', async () => {
  const { db, edit, outbox } = openDevice();
  await edit({ name: '八戸水産' });
  const sent = await outbox();
  const { change } = sent[0]!;
  const { receipt } = acceptanceOf({ ...change, fields: { name: '八戸' } }, 1);
  const results = [{ ...acceptanceOf(change, 1), receipt }];
  await applyPushResults(db, sent, { results, epoch: 'one', serverTime: NOW });
  expect(await outbox()).toMatchObject([
    { change, state: 'quarantined', reason: { code: 'receipt-mismatch' } },
  ]);
  expect(await db.ledger.count()).toBe(0);
});
