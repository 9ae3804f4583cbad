import { expect, it } from 'vitest';
import { applyPage } from '#client/storage/apply-server-state.ts';
import { NOW, openDevice } from '#tests/client/sync/device.ts';

/** A server's page that brings a company as it now stands. */
function pageOf(id: string, revision: number, note: string): Parameters<typeof applyPage>[1] {
  const record = { collection: 'accounts', id, revision, fields: { name: '社', note } };
  return {
    epoch: 'one',
    accessVersion: 1,
    records: [{ ...record, deletedAt: null, conflicts: [], warnings: [] }],
    cursor: revision,
    more: false,
    serverTime: NOW,
  };
}

it('an edit over one’s own pending edit counts as made upon what that one was made upon', async () => {
  const { db, edit, outbox } = openDevice();
  const id = await edit({ name: '社', note: '一' });
  await db.outbox.clear();
  await applyPage(db, pageOf(id, 4, '元'));
  await edit({ note: '自分の' }, id);
  await db.outbox.toCollection().modify({ state: 'sending' });
  // Beneath the pending note comes one that is never on the screen.
  await applyPage(db, pageOf(id, 7, '人の'));
  await edit({ note: '自分の次の' }, id);
  await edit({ phone: '1' }, id);
  expect((await outbox()).map(({ change: { fields, baseRevision } }) => [fields, baseRevision])).toEqual([
    [{ note: '自分の' }, 4],
    [{ note: '自分の次の' }, 4],
    [{ phone: '1' }, 7],
  ]);
});
